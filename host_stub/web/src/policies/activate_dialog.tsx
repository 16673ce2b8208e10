// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { existingQuery, type Policy, useActivatePolicy } from "../api/policies";
import { Button } from "../kit/button";
import { ChoiceCards } from "../kit/choice_cards";
import { Window } from "../kit/dialogs";
import { TextField } from "../kit/fields";
import { Loading, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { counted, text } from "../text/en";

const t = text.policies;

// A version decides from now on; what becomes of tickets that exist is decided with it.
export function ActivateDialog({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { company } = usePlace();
  const existing = useQuery(existingQuery(company, policy.name, policy.version));
  const activate = useActivatePolicy(company, policy.name);
  const [reason, setReason] = useState("");
  const [what, setWhat] = useState("");
  const open = existing.data?.tickets ?? 0;
  const ready = reason.trim() !== "" && existing.data !== undefined && (open === 0 || what !== "");
  const start = () =>
    activate.mutate({ version: policy.version, reason: reason.trim(), ...(open > 0 ? { existing: what as "leave" | "update" } : {}) }, {
      onSuccess: () => { tell(t.activatedNow(policy.version)); onClose(); },
    });
  return (
    <Window
      title={t.activateTitle(policy.version, policy.name)} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="primary" isDisabled={!ready} isPending={activate.isPending} onPress={start}>{t.activate}</Button>
        </>
      }
    >
      <div className="body stack">
        {activate.isError && <ProblemNotice problem={activate.error} />}
        {existing.isPending && <Loading lines={3} />}
        {existing.isError && <ProblemNotice problem={existing.error} onRetry={() => void existing.refetch()} />}
        {existing.data && (
          <p>
            {t.existing(counted.tickets(open), existing.data.would_change, existing.data.would_stay)}
            {existing.data.unknown > 0 && ` ${t.unknown(existing.data.unknown)}`}
          </p>
        )}
        {existing.data?.note && <p className="quiet small">{existing.data.note}</p>}
        {existing.data && existing.data.would_change > 0 && (
          <ul className="quiet small">{Object.entries(existing.data.fields).map(([field, count]) => <li key={field}>{t.fieldChanges(field, count)}</li>)}</ul>
        )}
        {open > 0 && <ChoiceCards label={t.existingLabel} choices={t.existingChoices} value={what} onChange={setWhat} />}
        <TextField label={t.reasonLabel} value={reason} onChange={setReason} lines={3} isRequired />
      </div>
    </Window>
  );
}
