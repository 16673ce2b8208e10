// SPDX-License-Identifier: Apache-2.0
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as Pressed, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { Plan, PlannedTicket } from "../api/pushes";
import { SeverityBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { Notice } from "../kit/states";
import { counted, text, words } from "../text/en";
import { RichText } from "./rich_text";

const t = text.push;
const atOnce = 50;

// What would happen, finding by finding. Nothing has been sent.
export function PlanView({ plan }: { plan: Plan }) {
  const [shown, setShown] = useState(atOnce);
  return (
    <>
      <div>
        <h2>{t.summary(counted.tickets(plan.tickets.length), counted.findings(plan.left_out.length))}</h2>
        <p className="quiet small">{t.decidedBy(plan.policy, plan.policy_number, plan.integration)}</p>
      </div>
      {plan.warnings && plan.warnings.length > 0 && (
        <Notice tone="warn"><ul>{plan.warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul></Notice>
      )}
      {plan.tickets.length > 0 && (
        <div className="card">
          {plan.tickets.slice(0, shown).map((ticket) => <Planned key={ticket.place} ticket={ticket} plan={plan} />)}
          {plan.tickets.length > shown && <Button look="plain" onPress={() => setShown(shown + atOnce)}>{text.finding.more}</Button>}
        </div>
      )}
      {plan.left_out.length > 0 && <LeftOut plan={plan} />}
    </>
  );
}

function Planned({ ticket, plan }: { ticket: PlannedTicket; plan: Plan }) {
  const notes = (ticket.warnings?.length ?? 0) + (ticket.dropped?.length ?? 0);
  return (
    <Disclosure className="disclosure">
      <Heading level={3} className="disclosure-heading">
        <Pressed slot="trigger" className="disclosure-button">
          <ChevronRight aria-hidden />
          <span className="grow">
            <span className="clip block">{ticket.draft.summary}</span>
            <span className="quiet small block">{ticket.project} · {ticket.type} · {counted.findings(ticket.members.length)} · {t.rule(ticket.rule)}</span>
          </span>
          {notes > 0 && <span className="badge medium">{t.notes(notes)}</span>}
          {ticket.severity && <SeverityBadge value={ticket.severity} />}
        </Pressed>
      </Heading>
      <DisclosurePanel className="disclosure-panel"><div className="stack"><Draft ticket={ticket} plan={plan} /></div></DisclosurePanel>
    </Disclosure>
  );
}

function Draft({ ticket, plan }: { ticket: PlannedTicket; plan: Plan }) {
  return (
    <>
      {ticket.warnings?.map((warning) => <Notice key={warning} tone="warn">{warning}</Notice>)}
      {ticket.dropped?.map((note) => <Notice key={note}>{t.notSent(note)}</Notice>)}
      <table className="values">
        <thead><tr><th scope="col">{t.field}</th><th scope="col">{t.value}</th><th scope="col">{t.source}</th></tr></thead>
        <tbody>
          {ticket.values.map((value) => (
            <tr key={value.field}>
              <td>{value.field}</td>
              <td><b>{value.value}</b></td>
              <td>
                {t.sources[value.source as keyof typeof t.sources] ?? words(value.source)}
                {value.from && <span className="quiet"> · {value.from}</span>}
                {value.where && <div className="quiet small"><code>{value.where.split("/").at(-1)}</code></div>}
              </td>
            </tr>
          ))}
          {ticket.predicted?.map((value) => (
            <tr key={`predicted ${value.field}`}>
              <td>{value.name}</td>
              <td><b>{value.value.name}</b></td>
              <td>{t.predicted}<span className="quiet"> · {value.from}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="draft">
        <h4>{ticket.draft.summary}</h4>
        <RichText blocks={ticket.draft.description.blocks} />
      </div>
      {ticket.members.length > 1 && <ul className="small">{ticket.members.map((member) => <li key={member.finding}>#{member.finding} {member.title}</li>)}</ul>}
      <Request ticket={ticket} plan={plan} />
    </>
  );
}

function Request({ ticket, plan }: { ticket: PlannedTicket; plan: Plan }) {
  const write = plan.writes.find(({ number }) => number === ticket.write);
  if (!write) return null;
  const { method, base_url: base, target, headers, body } = write.request;
  return (
    <Disclosure>
      <Heading level={4} className="disclosure-heading"><Pressed slot="trigger" className="button plain">{t.request(write.size)}</Pressed></Heading>
      <DisclosurePanel>
        <pre className="code" tabIndex={0}>
          {[`${method} ${base}${target}`, ...headers.map(({ name, value }) => `${name}: ${value}`), "", readable(body)].join("\n")}
        </pre>
      </DisclosurePanel>
    </Disclosure>
  );
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function LeftOut({ plan }: { plan: Plan }) {
  return (
    <section className="card">
      <header><h3>{t.leftOut}</h3></header>
      <ul>
        {plan.left_out.map((one) => (
          <li key={one.finding}>
            <div className="row wrap">
              <span className={one.why === "blocked" ? "badge critical" : "badge"}>{words(one.why)}</span>
              <span className="grow clip">#{one.finding} {one.title}</span>
              {one.ticket_key && <a href={one.ticket_url} target="_blank" rel="noreferrer">{one.ticket_key}</a>}
            </div>
            <p className="quiet small">{[one.reason, one.remedy].filter(Boolean).join(" · ")}</p>
            {Object.entries(one.fields ?? {}).map(([field, wrong]) => <p key={field} className="small wrong"><b>{field}</b>: {wrong}</p>)}
          </li>
        ))}
      </ul>
    </section>
  );
}
