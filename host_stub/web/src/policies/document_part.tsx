// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { lintQuery } from "../api/policies";
import { Button } from "../kit/button";
import { ProblemNotice } from "../kit/states";
import { useTyped } from "../kit/typed";
import { usePlace } from "../place";
import { text } from "../text/en";
import type { Schema } from "./completion";
import { LazyEditor } from "./lazy_editor";
import { markOf } from "./lint_marks";

const t = text.policies;
const schema = { queryKey: ["policy-schema"], queryFn: async () => (await import("../../../../config/schema/policy.schema.json")).default as unknown as Schema, staleTime: Infinity };

export function DocumentPart({ name, stored, draft, onChange }: { name: string; stored: string; draft: string; onChange: (draft: string) => void }) {
  const { company, may } = usePlace();
  const [typed, setTyped] = useTyped(draft, onChange);
  const [live, setLive] = useState(false);
  const [compared, setCompared] = useState(false);
  const [reveal, setReveal] = useState<{ line: number; column: number }>();
  const known = useQuery(schema);
  const lint = useQuery({ ...lintQuery(company, name, draft, live), enabled: may("analyst") });
  const marks = useMemo(() => (lint.data?.entries ?? []).map(markOf), [lint.data]);
  const errors = marks.filter(({ bad }) => bad).length;
  if (!known.data) return null;
  return (
    <div className="stack">
      <div className="row wrap">
        <ToggleButton className="toggle" isSelected={live} onChange={setLive}>{t.live}</ToggleButton>
        <ToggleButton className="toggle" isSelected={compared} onChange={setCompared} isDisabled={draft === stored}>{t.compare}</ToggleButton>
        <span role="status" className="quiet">
          {lint.isFetching ? t.linting : lint.data && (marks.length === 0 ? t.clean(lint.data.checked_against ?? []) : t.lintCount(errors, marks.length - errors))}
        </span>
      </div>
      {lint.isError && <ProblemNotice problem={lint.error} onRetry={() => void lint.refetch()} />}
      <LazyEditor
        label={t.document(name)} value={typed} marks={marks} schema={known.data} reveal={reveal} original={compared ? stored : undefined}
        {...(may("admin") ? { onChange: setTyped } : {})}
      />
      {marks.length > 0 && (
        <ul className="marks" aria-label={t.findings}>
          {marks.map((mark) => (
            <li key={`${mark.line}.${mark.column}.${mark.words}`} className="row wrap">
              <Button look="plain" onPress={() => setReveal({ line: mark.line, column: mark.column })}>{t.at(mark.line, mark.column)}</Button>
              <span className={mark.bad ? "badge critical" : "badge medium"}>{mark.bad ? t.error : t.warning}</span>
              <span className="grow">{mark.words}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{t.editorHelp}</p>
    </div>
  );
}
