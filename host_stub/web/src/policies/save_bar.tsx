// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Policy, useKeepPolicy } from "../api/policies";
import { Button } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ActivateDialog } from "./activate_dialog";

const t = text.policies;

// What is to become of the text that is shown.
export function SaveBar({ policy, draft, changed, onDone, onDrop }: {
  policy: Policy; draft: string; changed: boolean; onDone: () => void; onDrop: () => void;
}) {
  const { company, may } = usePlace();
  const navigate = useNavigate();
  const keep = useKeepPolicy(company, policy.name);
  const [activating, setActivating] = useState(false);
  const save = () =>
    keep.mutate({ document: draft, takeOver: policy.of_house }, {
      onSuccess: (kept) => {
        tell(t.kept(kept.version));
        onDone();
        void navigate({ to: "/policies/$name", params: { name: policy.name }, search: { version: kept.version } });
      },
    });
  if (!may("admin")) return <Notice>{t.readOnly}</Notice>;
  return (
    <>
      {keep.isError && <ProblemNotice problem={keep.error} />}
      {changed && policy.of_house && <Notice tone="warn">{t.takeOverHelp(policy.origin_path ?? "")}</Notice>}
      {(changed || !policy.active) && (
        <div className="row wrap save-bar">
          <span className="grow">{changed ? t.changed : t.notDeciding}</span>
          {changed && <Button onPress={onDrop}>{t.drop}</Button>}
          {changed && <Button look="primary" isPending={keep.isPending} onPress={save}>{policy.of_house ? t.takeOver : t.keep}</Button>}
          {!changed && !policy.active && <Button look="primary" onPress={() => setActivating(true)}>{t.activate}</Button>}
        </div>
      )}
      {activating && <ActivateDialog policy={policy} onClose={() => setActivating(false)} />}
    </>
  );
}
