// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ProgressBar } from "react-aria-components";
import { pushQuery, type PushRecord } from "../api/pushes";
import { ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { Records } from "./records";

const t = text.push;

// The records as they are told, and then as the host keeps them until each is decided.
export function Progress({ records, total, push, going, problem }: {
  records: PushRecord[]; total: number; push?: string; going: boolean; problem?: unknown;
}) {
  const { company } = usePlace();
  const kept = useQuery({ ...pushQuery(company, push ?? ""), enabled: !!push });
  const seen = kept.data?.records ?? records;
  const open = seen.filter(({ outcome }) => outcome === "queued" || outcome === "uncertain").length;
  const done = seen.length - open;
  const said = going ? t.progress(done, total) : open > 0 ? t.waiting(open) : t.done;
  return (
    <>
      <ProgressBar value={done} maxValue={Math.max(total, 1)} aria-label={t.progressLabel} valueLabel={said}>
        {({ percentage }) => (
          <div className="stack tight">
            <p aria-live="polite">{said}</p>
            <div className="bar"><div style={{ width: `${percentage}%` }} /></div>
          </div>
        )}
      </ProgressBar>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Records records={seen} />
    </>
  );
}
