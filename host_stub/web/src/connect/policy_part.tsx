// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import type { Integration } from "../api/integrations";
import { policiesQuery, useSuggestPolicy } from "../api/policies";
import { Button } from "../kit/button";
import { Select } from "../kit/fields";
import { Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.connect;

// Which policy decides; where there is none that fits, a first one from what a project offers.
export function PolicyPart({ integration, project, policy, onChange }: {
  integration: Integration; project: string | undefined; policy: string; onChange: (policy: string) => void;
}) {
  const { company } = usePlace();
  const policies = useQuery(policiesQuery(company));
  const suggest = useSuggestPolicy(company, String(integration.id));
  const names = (policies.data?.items ?? []).map(({ name }) => name);
  return (
    <div className="stack tight">
      <Select label={t.policy} help={t.policyHelp} choices={names.map((name) => ({ id: name, name }))} value={policy || null} onChange={onChange} />
      {project && (
        <p>
          <Button isPending={suggest.isPending} onPress={() => suggest.mutate(project, { onSuccess: (made) => onChange(made.name) })}>
            <Sparkles aria-hidden />{t.suggest(project)}
          </Button>
        </p>
      )}
      {suggest.isError && <ProblemNotice problem={suggest.error} />}
      {suggest.data && (
        <Notice tone={suggest.data.open?.length ? "warn" : "good"}>
          <p>{t.suggested(suggest.data.name, suggest.data.type)}</p>
          {suggest.data.open && <ul>{suggest.data.open.map((field) => <li key={field}>{field}</li>)}</ul>}
        </Notice>
      )}
    </div>
  );
}
