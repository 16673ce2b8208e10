// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { Finding } from "../api/findings";
import { Time } from "../kit/time";
import { text, words } from "../text/en";

const t = text.finding.facts;

export function Facts({ finding }: { finding: Finding }) {
  const time = (at: string | undefined) => at && <Time at={at} exact />;
  const list = (values: string[] | undefined) => values?.join(", ");
  const facts: [string, ReactNode][] = [
    [t.due, time(finding.due_at)],
    [t.asset, finding.asset],
    [t.application, finding.application],
    [t.branch, finding.branch],
    [t.owner, finding.asset_details.owner],
    [t.scanner, finding.scanner],
    [t.rule, finding.rule && <code>{finding.rule}</code>],
    [t.category, words(finding.category)],
    [t.scannerSeverity, finding.original_severity !== finding.severity && words(finding.original_severity)],
    [t.reported, time(finding.reported_at)],
    [t.firstSeen, time(finding.first_seen)],
    [t.lastSeen, time(finding.last_seen)],
    [t.notSeen, time(finding.not_seen_since)],
    [t.reopened, finding.times_reopened ? t.times(finding.times_reopened) : undefined],
    [t.cve, list(finding.cve)],
    [t.cwe, list(finding.cwe)],
    [t.owasp, list(finding.owasp)],
    [t.cvss, finding.cvss_score !== undefined && [finding.cvss_score, finding.cvss_vector].filter(Boolean).join(" · ")],
    [t.epss, finding.epss !== undefined && `${(finding.epss * 100).toFixed(1)} %`],
    [t.kev, finding.kev && t.yes],
    ...Object.entries(finding.custom ?? {}).map(([key, value]): [string, ReactNode] => [key, String(value)]),
  ];
  return (
    <section className="card">
      <header><h2>{text.finding.details}</h2></header>
      <dl className="facts body">
        {facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </section>
  );
}
