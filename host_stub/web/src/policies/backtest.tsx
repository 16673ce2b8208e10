// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useState } from "react";
import type { Documents } from "../api/client";
import { integrationsQuery } from "../api/lists";
import { useBacktest } from "../api/policies";
import { Button } from "../kit/button";
import { Select } from "../kit/fields";
import { Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.policies;

// Stored findings and their tickets, through the policy that decides and through the text that is shown.
export function Backtesting({ name, draft }: { name: string; draft: string }) {
  const { company, may } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  const run = useBacktest(company, name);
  const users = (integrations.data?.items ?? []).filter((one) => one.policy === name);
  const [chosen, setChosen] = useState("");
  const [since, setSince] = useState("30d");
  const integration = chosen || users[0]?.name || "";
  if (!may("analyst")) return <Notice>{t.readOnly}</Notice>;
  if (integrations.data && users.length === 0) return <Notice tone="warn">{t.unused}</Notice>;
  const report = run.data;
  return (
    <div className="stack">
      <p className="quiet">{t.backtestLead}</p>
      <div className="row wrap ends">
        <Select label={text.tickets.integration} choices={users.map((one) => ({ id: one.name, name: one.name }))} value={integration || null} onChange={setChosen} />
        <Select label={t.since} choices={t.sinceChoices} value={since} onChange={setSince} />
        <Button look="primary" isDisabled={!integration} isPending={run.isPending} onPress={() => run.mutate({ document: draft, integration, ...(since ? { since } : {}) })}>
          <History aria-hidden />{t.backtest}
        </Button>
      </div>
      {run.isError && <ProblemNotice problem={run.error} />}
      {report && (
        <>
          <Notice tone={report.checked_live ? "plain" : "warn"}>
            <p>{t.backtested(report.before, report.after)} {t.ticketCounts(report.tickets_before, report.tickets_after)}</p>
            {report.note && <p className="quiet small">{report.note}</p>}
          </Notice>
          <Side title={t.sides.toTickets} side={report.to_tickets} />
          <Side title={t.sides.toFindings} side={report.to_findings} />
          <Side title={t.sides.events} side={report.events} />
        </>
      )}
    </div>
  );
}

function Side({ title, side }: { title: string; side: Documents["backtest_side"] }) {
  return (
    <section className="stack tight" aria-label={title}>
      <h3>{title}</h3>
      <p className="row wrap">
        <span>{t.changedOf(side.changed, side.judged)}</span>
        {Object.entries(side.counts).map(([what, count]) => <span key={what} className="badge bare">{words(what)}: {count}</span>)}
      </p>
      <ul className="changes">
        {side.rows.map((row) => (
          <li key={`${row.finding}.${row.ticket_key ?? ""}`}>
            <Link to="/findings/$id" params={{ id: String(row.finding) }} search={{}}>#{row.finding} {row.title}</Link>{row.ticket_key && <span className="quiet"> · {row.ticket_key}</span>}
            {row.changes.map((change) => (
              <div key={change.what} className="change"><b>{words(change.what)}</b> <del>{change.before || text.nothing}</del> <ins>{change.after || text.nothing}</ins></div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
