// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useReTest } from "../api/findings";
import { Button } from "../kit/button";
import { ReasonDialog } from "../kit/dialogs";
import { Notice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.finding;

export function ReTest({ id }: { id: string }) {
  const { company } = usePlace();
  const decide = useReTest(company, id);
  const [failing, setFailing] = useState(false);
  return (
    <Notice tone="warn">
      <div className="stack">
        <p>{t.reTest}</p>
        <div className="row wrap">
          <Button isPending={decide.isPending} onPress={() => decide.mutate({ outcome: "pass" })}>{t.pass}</Button>
          <Button look="danger" onPress={() => setFailing(true)}>{t.fail}</Button>
        </div>
      </div>
      {failing && (
        <ReasonDialog
          title={t.fail} label={t.evidence} action={t.fail}
          onGive={(evidence) => decide.mutate({ outcome: "fail", evidence })} onClose={() => setFailing(false)}
        />
      )}
    </Notice>
  );
}
