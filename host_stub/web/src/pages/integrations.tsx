// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plug } from "lucide-react";
import type { ReactNode } from "react";
import type { Documents } from "../api/client";
import { integrationsQuery, useCheckIntegration, useSwitchIntegration, webhookQuery } from "../api/lists";
import { HealthBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Blank, Notice } from "../kit/states";
import { Time } from "../kit/time";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text, words } from "../text/en";

type Integration = Documents["integration"];
const t = text.integrations;

export function IntegrationsPage() {
  const { company, may } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  return (
    <Page
      title={text.pages.integrations}
      actions={may("admin") && <Link to="/connect" search={{}} className="button primary"><Plug size={16} aria-hidden />{t.connect}</Link>}
    >
      <ListState
        list={integrations} items={integrations.data?.items}
        empty={<div className="card"><Blank picture={<Plug aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank></div>}
      >
        <div className="tiles">{integrations.data?.items.map((one) => <Tile key={one.id} integration={one} />)}</div>
      </ListState>
    </Page>
  );
}

function Tile({ integration }: { integration: Integration }) {
  const { company, may } = usePlace();
  const id = String(integration.id);
  const mayLookAfter = may("admin") && !integration.tenancy_wide;
  const channel = useQuery({ ...webhookQuery(company, id), enabled: mayLookAfter });
  const check = useCheckIntegration(company);
  const turn = useSwitchIntegration(company);
  const on = integration.state === "enabled";
  const examine = () => check.mutate(id, { onSuccess: (seen) => seen.passed && tell(t.passed(integration.name)) });
  const facts: [string, ReactNode][] = [
    [t.state, words(integration.state)],
    [t.auth, integration.auth],
    [t.policy, integration.policy],
    [t.projects, integration.projects?.map(({ name }) => name).join(", ") ?? t.all],
    [t.checked, integration.checked_at ? <Time at={integration.checked_at} /> : t.never],
    [t.webhook, channel.data && words(channel.data.state)],
    [t.missed, channel.data && channel.data.missed > 0 && channel.data.missed],
    [t.nextPoll, channel.data?.next_poll_at && on && <Time at={channel.data.next_poll_at} />],
  ];
  return (
    <section className="card" aria-label={integration.name}>
      <header>
        <h2 className="grow">
          <Link to="/integrations/$id" params={{ id: integration.name }} search={{}}>{integration.name}</Link> <span className="quiet">· {integration.plugin}</span>
        </h2>
        <HealthBadge value={integration.health} />
      </header>
      <div className="body stack">
        {integration.tenancy_wide && <p className="quiet small">{t.wide}</p>}
        {integration.problem && <Notice tone="bad">{integration.problem}</Notice>}
        {channel.data?.problem && <Notice tone="warn">{channel.data.problem}</Notice>}
        {check.data && !check.data.passed && (
          <Notice tone="bad">
            <p>{t.missing}</p>
            <ul>{check.data.missing?.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
          </Notice>
        )}
        <dl className="facts">
          {facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}
        </dl>
        <div className="row wrap">
          <Link to="/tickets" search={{ integration: integration.name }} className="button">{t.tickets}</Link>
          {mayLookAfter && !on && (
            <Link to="/connect/$id" params={{ id: integration.name }} search={{ step: "sign_in" }} className="button">{t.goOn}</Link>
          )}
          {mayLookAfter && <Button isPending={check.isPending} onPress={examine}>{t.check}</Button>}
          {mayLookAfter && (on || integration.state === "disabled") && (
            <Button isPending={turn.isPending} onPress={() => turn.mutate({ id, on: !on })}>{on ? t.disable : t.enable}</Button>
          )}
        </div>
      </div>
    </section>
  );
}
