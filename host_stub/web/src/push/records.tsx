// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { PushRecord } from "../api/pushes";
import { OutcomeBadge } from "../kit/badges";
import { text, words } from "../text/en";

const t = text.push;

// One line per finding, which can be narrowed to an outcome.
export function Records({ records }: { records: PushRecord[] }) {
  const [only, setOnly] = useState("all");
  const counts = new Map<string, number>();
  for (const { outcome } of records) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const shown = records.filter(({ outcome }) => only === "all" || outcome === only);
  return (
    <>
      {counts.size > 1 && (
        <ToggleButtonGroup
          className="row wrap" aria-label={t.outcome} selectionMode="single" disallowEmptySelection selectedKeys={[only]}
          onSelectionChange={(keys) => setOnly(String([...keys][0]))}
        >
          <ToggleButton id="all" className="toggle">{t.all} {records.length}</ToggleButton>
          {[...counts].map(([outcome, count]) => <ToggleButton key={outcome} id={outcome} className="toggle">{words(outcome)} {count}</ToggleButton>)}
        </ToggleButtonGroup>
      )}
      {shown.length > 0 && (
        <div className="card">
          <ul aria-label={t.records}>
            {shown.map((record) => (
              <li key={record.finding}>
                <div className="row wrap">
                  <OutcomeBadge value={record.outcome} />
                  <span className="grow clip">#{record.finding} {record.title}</span>
                  {record.ticket_key && <a href={record.ticket_url} target="_blank" rel="noreferrer">{record.ticket_key}</a>}
                </div>
                {record.warning && <p className="small">{record.warning}</p>}
                {(record.reason || record.remedy) && <p className="quiet small">{[record.reason, record.remedy].filter(Boolean).join(" · ")}</p>}
                {Object.entries(record.fields ?? {}).map(([field, wrong]) => <p key={field} className="small"><b>{field}</b>: {wrong}</p>)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
