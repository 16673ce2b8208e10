// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findingsQuery } from "../api/findings";
import { explainQuery } from "../api/policies";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { Combo } from "../push/picker";
import { text, words } from "../text/en";

const t = text.policies;

// Why a finding gets the ticket that it gets, by the policy that decides now.
export function Explaining() {
  const { company } = usePlace();
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const [finding, setFinding] = useState<string>();
  const offered = useQuery({ ...findingsQuery(company, typed ? { q: typed } : {}, undefined), enabled: opened });
  const told = useQuery({ ...explainQuery(company, finding ?? ""), enabled: finding !== undefined });
  const options = (offered.data?.items ?? []).slice(0, 50).map((row) => ({ id: String(row.id), name: row.title, note: `#${row.id} · ${words(row.severity)}` }));
  const one = told.data;
  return (
    <div className="stack">
      <p className="quiet">{t.explainLead}</p>
      <div className="narrow">
        <Combo
          label={t.finding} value={undefined} options={options} empty={offered.isFetching ? text.loading : text.push.noMatch}
          onOpen={() => setOpened(true)} onType={setTyped} onChange={(option) => setFinding(option?.id)}
        />
      </div>
      {finding !== undefined && told.isPending && <Loading lines={5} />}
      {told.isError && <ProblemNotice problem={told.error} onRetry={() => void told.refetch()} />}
      {one && (
        <>
          <Notice tone={one.gets_ticket ? "good" : "plain"}>
            <p><b>{one.gets_ticket ? t.getsTicket : t.getsNone}</b> {one.reason}</p>
            <p className="quiet small">{t.explainedBy(one.policy, one.policy_version, one.integration, one.chosen_by)}</p>
            {one.note && <p className="quiet small">{one.note}</p>}
          </Notice>
          <h3>{t.rules}</h3>
          <ol className="stack tight">
            {one.rules.map((rule) => (
              <li key={rule.where} className="row wrap">
                <span className={`badge ${rule.fits ? "good" : ""}`}>{rule.fits ? t.fits : t.doesNotFit}</span><b>{rule.name}</b>
                {rule.why_not && <span className="quiet small">{rule.why_not.join(" · ")}</span>}
              </li>
            ))}
          </ol>
          {one.ticket && (
            <table className="values">
              <thead><tr><th scope="col">{text.push.field}</th><th scope="col">{text.push.value}</th><th scope="col">{text.push.source}</th></tr></thead>
              <tbody>
                {one.ticket.values.map((value) => (
                  <tr key={value.field}>
                    <td>{value.field}</td><td><b>{value.value}</b></td>
                    <td>{text.push.sources[value.source as keyof typeof text.push.sources] ?? words(value.source)}{value.from && <span className="quiet"> · {value.from}</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className="quiet small">{one.due_why}</p>
        </>
      )}
    </div>
  );
}
