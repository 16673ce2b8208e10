// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type Figures, figuresQuery } from "../api/figures";
import { integrationsQuery } from "../api/lists";
import { HealthBadge, SeverityBadge } from "../kit/badges";
import { Select } from "../kit/fields";
import { Page } from "../kit/page";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";
import { FigureCard } from "./figure_card";
import { breaches, delivery, duration, lag, percent, rateOf, timeToTicket } from "./series";

const t = text.overview;
const route = getRouteApi("/shell/overview");
const usual = "30";

export function OverviewPage() {
  const { company } = usePlace();
  const { days } = route.useSearch();
  const navigate = useNavigate();
  const figures = useQuery(figuresQuery(company, String(days ?? usual)));
  return (
    <Page
      title={text.pages.overview}
      actions={
        <div className="company">
          <Select label={t.period} choices={t.periods} value={String(days ?? usual)} onChange={(id) => void navigate({ to: "/overview", search: id === usual ? {} : { days: Number(id) } })} />
        </div>
      }
    >
      {figures.isPending && <Loading lines={12} />}
      {figures.isError && (figures.data ? <Notice tone="warn">{text.problems.stale}</Notice> : <ProblemNotice problem={figures.error} onRetry={() => void figures.refetch()} />)}
      {figures.data && <Pictures figures={figures.data} />}
      <IntegrationHealth />
    </Page>
  );
}

const orNothing = (value: number | null) => (value === null ? text.nothing : percent(value));

function Pictures({ figures }: { figures: Figures }) {
  const { days, time_to_ticket: time, lag: by } = figures;
  const webhook = by["webhook"];
  return (
    <div className="figures">
      <FigureCard title={t.timeToTicket} help={t.timeToTicketHelp} now={time.count > 0 ? duration(time.p50_ms) : text.nothing} series={timeToTicket(days)} />
      <FigureCard title={t.lag} help={t.lagHelp} now={webhook && webhook.count > 0 ? duration(webhook.p50_ms) : text.nothing} series={lag(days)} />
      <FigureCard title={t.breaches} help={t.breachesHelp} now={orNothing(rateOf(figures.breaches))} series={breaches(days)} />
      <FigureCard title={t.delivery} help={t.deliveryHelp} now={orNothing(rateOf(figures.delivery))} series={delivery(days)} />
      <Agreement figures={figures} />
      <BySeverity figures={figures} />
    </div>
  );
}

function Agreement({ figures: { agreement } }: { figures: Figures }) {
  const causes = Object.entries(agreement.causes).filter(([, count]) => count > 0);
  return (
    <section className="card" aria-label={t.agreement}>
      <header><h2 className="grow">{t.agreement}</h2><b className="figure">{orNothing(rateOf(agreement.agree))}</b></header>
      <div className="body stack">
        <p className="quiet small">{t.agreementHelp}</p>
        {agreement.as_of ? <p>{t.agreementOf(agreement.agree.part, agreement.agree.whole)} <span className="quiet"><Time at={agreement.as_of} /></span></p> : <p className="quiet">{t.neverSwept}</p>}
        {causes.length > 0 && (
          <table className="values">
            <thead><tr><th scope="col">{t.cause}</th><th scope="col">{t.tickets}</th></tr></thead>
            <tbody>{causes.map(([cause, count]) => <tr key={cause}><td>{words(cause)}</td><td className="number">{count}</td></tr>)}</tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function BySeverity({ figures }: { figures: Figures }) {
  const rows = ["critical", "high", "medium", "low", "info"].flatMap((severity) => {
    const time = figures.time_to_ticket_by_severity[severity];
    return time && time.count > 0 ? [{ severity, time }] : [];
  });
  return (
    <section className="card" aria-label={t.bySeverity}>
      <header><h2 className="grow">{t.bySeverity}</h2></header>
      <div className="body stack">
        {rows.length === 0 && <p className="quiet">{t.noValues}</p>}
        {rows.length > 0 && (
          <table className="values">
            <thead><tr><th scope="col">{text.tickets.severity}</th><th scope="col">{t.tickets}</th><th scope="col">{t.median}</th><th scope="col">{t.p95}</th></tr></thead>
            <tbody>
              {rows.map(({ severity, time }) => (
                <tr key={severity}><td><SeverityBadge value={severity} /></td><td className="number">{time.count}</td><td className="number">{duration(time.p50_ms)}</td><td className="number">{duration(time.p95_ms)}</td></tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function IntegrationHealth() {
  const { company } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  return (
    <section className="card" aria-label={t.health}>
      <header><h2 className="grow">{t.health}</h2></header>
      {integrations.isPending && <div className="body"><Loading lines={2} /></div>}
      {integrations.isError && <div className="body"><ProblemNotice problem={integrations.error} onRetry={() => void integrations.refetch()} /></div>}
      {integrations.data?.items.length === 0 && <p className="body quiet">{text.integrations.empty}</p>}
      <ul>
        {integrations.data?.items.map((one) => (
          <li key={one.id} className="row wrap">
            <Link to="/integrations/$id" params={{ id: one.name }} search={{}}>{one.name}</Link><span className="quiet grow">{words(one.state)}</span>
            {one.problem && <span className="wrong small">{one.problem}</span>}<HealthBadge value={one.health} />
          </li>
        ))}
      </ul>
    </section>
  );
}
