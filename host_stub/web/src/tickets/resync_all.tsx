// SPDX-License-Identifier: Apache-2.0
import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Problem } from "../api/client";
import { type ResyncReport, useResyncAll } from "../api/tickets";
import { Button } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/states";
import { text } from "../text/en";

const t = text.tickets;
const cooldown = 60;

// The outcome stays under the head of the page until the next one.
export function ResyncAll({ company }: { company: string }) {
  const resync = useResyncAll(company);
  const [until, setUntil] = useState(0);
  const left = useSecondsTo(until);
  const start = () =>
    resync.mutate(undefined, {
      onSuccess: () => setUntil(Date.now() + cooldown * 1000),
      onError: (problem) => {
        if (problem instanceof Problem && problem.retryAfter) setUntil(Date.now() + problem.retryAfter * 1000);
      },
    });
  return (
    <>
      <Button onPress={start} isPending={resync.isPending} isDisabled={left > 0}>
        <RefreshCw aria-hidden />
        {resync.isPending ? t.resyncing : left > 0 ? t.resyncIn(left) : t.resyncAll}
      </Button>
      {resync.isError && <div className="whole"><ProblemNotice problem={resync.error} /></div>}
      {resync.data && <div className="whole"><Outcome report={resync.data} /></div>}
    </>
  );
}

function Outcome({ report }: { report: ResyncReport }) {
  const failed = report.integrations.some((one) => one.failed);
  const waiting = report.integrations.some((one) => one.needs_person > 0);
  return (
    <Notice tone={failed ? "bad" : waiting ? "warn" : "good"}>
      {report.joined && <p>{t.joined(report.actor)}</p>}
      <ul>
        {report.integrations.map((one) => (
          <li key={one.integration}>
            {[
              t.resynced(one.integration, one.updated, one.same),
              one.needs_person > 0 && t.needsPerson(one.needs_person),
              one.not_shown > 0 && t.notShown(one.not_shown),
              one.failed,
            ].filter(Boolean).join(" · ")}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function useSecondsTo(moment: number): number {
  const seconds = () => Math.max(0, Math.ceil((moment - Date.now()) / 1000));
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    setLeft(seconds());
    if (moment <= Date.now()) return;
    const clock = setInterval(() => setLeft(seconds()), 500);
    return () => clearInterval(clock);
  }, [moment]);
  return left;
}
