// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { type Integration, integrationQuery, manifestQuery, secretsQuery, type Turn, useCheck, useTurn } from "../api/integrations";
import { PermissionReport } from "../connect/permission_report";
import { WebhookPart } from "../connect/webhook_part";
import { HealthBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { Page } from "../kit/page";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";
import { EndDialog } from "./end_dialog";

const t = text.integrations;
const route = getRouteApi("/shell/integrations/$id");

export function IntegrationPage() {
  const { id } = route.useParams();
  const { company, may } = usePlace();
  const found = useQuery({ ...integrationQuery(company, id), refetchInterval: 10_000 });
  const one = found.data;
  const mayLookAfter = may("admin") && one !== undefined && !one.tenancy_wide;
  return (
    <Page
      title={one?.name ?? id}
      heading={
        <div className="stack grow tight">
          <Link to="/integrations" search={{}} className="row small"><ChevronLeft size={14} aria-hidden />{text.pages.integrations}</Link>
          <div className="row wrap"><h1>{one?.name ?? id}</h1>{one && <HealthBadge value={one.health} />}{one && <span className="badge bare">{words(one.state)}</span>}</div>
        </div>
      }
      actions={one && mayLookAfter && <Turns integration={one} />}
    >
      {found.isPending && <Loading />}
      {found.isError && !one && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isError && one && <Notice tone="warn">{text.problems.stale}</Notice>}
      {one?.tenancy_wide && <Notice>{t.wideHelp}</Notice>}
      {one?.problem && <Notice tone="bad">{one.problem}</Notice>}
      {one && (
        <div className="columns">
          <div className="stack">{mayLookAfter && <><Health integration={one} /><Channel integration={one} /></>}</div>
          <div className="stack"><About integration={one} />{mayLookAfter && <Credential integration={one} />}</div>
        </div>
      )}
    </Page>
  );
}

function Turns({ integration }: { integration: Integration }) {
  const { company } = usePlace();
  const turn = useTurn(company, integration);
  const [ending, setEnding] = useState<Turn>();
  const on = integration.state === "enabled";
  const gone = integration.state === "disconnected";
  return (
    <>
      {!gone && <Button isPending={turn.isPending} onPress={() => (on ? setEnding("disable") : turn.mutate("enable"))}>{on ? t.disable : t.enable}</Button>}
      {!gone && <Button look="danger" onPress={() => setEnding("disconnect")}>{t.disconnect}</Button>}
      {!on && <Button look="danger" onPress={() => setEnding("delete")}>{t.remove}</Button>}
      {turn.isError && <div className="whole"><ProblemNotice problem={turn.error} /></div>}
      {ending && <EndDialog integration={integration} way={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function About({ integration }: { integration: Integration }) {
  const facts: [string, ReactNode][] = [
    [t.vendor, integration.plugin], [t.address, integration.base_url && <a href={integration.base_url} target="_blank" rel="noreferrer">{integration.base_url}</a>],
    [t.auth, integration.auth], [t.policy, integration.policy && <Link to="/policies/$name" params={{ name: integration.policy }} search={{}}>{integration.policy}</Link>],
    [t.projects, integration.projects?.map(({ name }) => name).join(", ") ?? t.all],
    [t.checked, integration.checked_at ? <Time at={integration.checked_at} /> : t.never],
    ...Object.entries(integration.settings ?? {}).map(([key, value]): [string, ReactNode] => [words(key), String(value)]),
  ];
  return (
    <section className="card" aria-label={t.about}>
      <header><h2 className="grow">{t.about}</h2></header>
      <div className="body stack">
        <dl className="facts">{facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        <Link to="/tickets" search={{ integration: integration.name }} className="button">{t.tickets}</Link>
      </div>
    </section>
  );
}

function Health({ integration }: { integration: Integration }) {
  const { company } = usePlace();
  const check = useCheck(company, String(integration.id));
  return (
    <section className="card" aria-label={t.health}>
      <header><h2 className="grow">{t.health}</h2><Button isPending={check.isPending} onPress={() => check.mutate()}>{t.check}</Button></header>
      <div className="body stack">
        {check.isError && <ProblemNotice problem={check.error} />}
        {check.isPending && <Loading lines={4} />}
        {check.data && !check.isPending ? <PermissionReport check={check.data} /> : !check.isPending && <p className="quiet">{t.checkHelp}</p>}
      </div>
    </section>
  );
}

function Channel({ integration }: { integration: Integration }) {
  const { company } = usePlace();
  const manifest = useQuery(manifestQuery(company, integration.plugin));
  return (
    <section className="card" aria-label={t.changes}>
      <header><h2 className="grow">{t.changes}</h2></header>
      <div className="body stack">
        {manifest.isPending && <Loading lines={4} />}
        {manifest.isError && <ProblemNotice problem={manifest.error} onRetry={() => void manifest.refetch()} />}
        {manifest.data && <WebhookPart integration={integration} manifest={manifest.data} />}
      </div>
    </section>
  );
}

function Credential({ integration }: { integration: Integration }) {
  const { company } = usePlace();
  const stored = useQuery(secretsQuery(company, String(integration.id)));
  return (
    <section className="card" aria-label={t.credential}>
      <header><h2 className="grow">{t.credential}</h2></header>
      <div className="body stack">
        {stored.isPending && <Loading lines={2} />}
        {stored.isError && <ProblemNotice problem={stored.error} onRetry={() => void stored.refetch()} />}
        {stored.data?.items.length === 0 && <p className="quiet">{t.noCredential}</p>}
        <ul className="stack tight">
          {stored.data?.items.map(({ field, updated_at }) => <li key={field} className="row wrap"><code>{field}</code><span className="quiet small"><Time at={updated_at} /></span></li>)}
        </ul>
        <p className="quiet small">{t.credentialHelp}</p>
        <Link to="/connect/$id" params={{ id: integration.name }} search={{ step: "sign_in" }} className="button">{t.setUp}</Link>
      </div>
    </section>
  );
}
