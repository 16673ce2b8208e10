// SPDX-License-Identifier: Apache-2.0
import { Play } from "lucide-react";
import { useState } from "react";
import { useTestPolicy } from "../api/policies";
import { Button } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { LazyEditor } from "./lazy_editor";

const t = text.policies;

// Findings in, expected tickets out; the cases stay in this browser's tab, as their file is kept beside the policy's.
export function PolicyTests({ name, draft }: { name: string; draft: string }) {
  const { company, may } = usePlace();
  const run = useTestPolicy(company, name);
  const [cases, setCases] = useState(t.firstCase(name));
  const failed = run.data?.cases.filter(({ passed }) => !passed).length ?? 0;
  if (!may("analyst")) return <Notice>{t.readOnly}</Notice>;
  return (
    <div className="stack">
      <p className="quiet">{t.testsLead}</p>
      <LazyEditor label={t.cases} value={cases} onChange={setCases} />
      <p><Button look="primary" isPending={run.isPending} onPress={() => run.mutate({ document: draft, cases })}><Play aria-hidden />{t.runTests}</Button></p>
      {run.isError && <ProblemNotice problem={run.error} />}
      {run.data && <Notice tone={failed === 0 ? "good" : "bad"}>{t.tested(run.data.cases.length - failed, run.data.cases.length)}</Notice>}
      <ul className="stack tight">
        {run.data?.cases.map((one) => (
          <li key={one.where}>
            <div className="row wrap"><span className={`badge ${one.passed ? "good" : "critical"}`}>{one.passed ? t.passed : t.failed}</span>{one.name}</div>
            {one.differences?.map((difference) => (
              <div key={difference.what} className="change">
                <b>{difference.what}</b> <del>{difference.expected || text.nothing}</del> <ins>{difference.found || text.nothing}</ins>
                {difference.why && <span className="quiet small"> {difference.why}</span>}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
