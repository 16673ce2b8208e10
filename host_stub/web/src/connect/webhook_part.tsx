// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Integration, type Manifest, useWebhookAction, type Webhook } from "../api/integrations";
import { webhookQuery } from "../api/lists";
import { Button } from "../kit/button";
import { CopyField } from "../kit/copy_field";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.connect;

// How the vendor tells of changes.
export function WebhookPart({ integration, manifest }: { integration: Integration; manifest: Manifest }) {
  const { company } = usePlace();
  const id = String(integration.id);
  const channel = useQuery({ ...webhookQuery(company, id), refetchInterval: 5_000 });
  const act = useWebhookAction(company, id);
  if (channel.isPending) return <Loading />;
  if (!channel.data) return <ProblemNotice problem={channel.error} onRetry={() => void channel.refetch()} />;
  const registered = channel.data.subscriptions.length > 0;
  return (
    <div className="stack">
      {act.isError && <ProblemNotice problem={act.error} />}
      <ChannelState channel={channel.data} />
      <CopyField label={t.address} value={channel.data.address} help={t.addressHelp} />
      <div className="row wrap">
        <Button look={registered ? "plain" : "primary"} isPending={act.isPending && act.variables === "register"} onPress={() => act.mutate("register")}>
          {registered ? t.registerAgain : t.register(manifest.name)}
        </Button>
        {registered && <Button isPending={act.isPending && act.variables === "rotate"} onPress={() => act.mutate("rotate")}>{t.rotate}</Button>}
        {registered && <Button look="danger" isPending={act.isPending && act.variables === "remove"} onPress={() => act.mutate("remove")}>{t.unregister}</Button>}
      </div>
    </div>
  );
}

function ChannelState({ channel }: { channel: Webhook }) {
  const refused = Object.entries(channel.refused).filter(([, { count }]) => count > 0);
  const facts: [string, ReactNode][] = [
    [t.channel, t.channels[channel.state]], [t.proof, channel.proof],
    [t.registeredAt, channel.registered_at && <Time at={channel.registered_at} />], [t.renewAt, channel.renew_at && <Time at={channel.renew_at} />],
    [t.firstAccepted, channel.first_accepted_at && <Time at={channel.first_accepted_at} />],
    [t.lastAccepted, channel.last_accepted_at && <Time at={channel.last_accepted_at} />],
    [t.refused, refused.length > 0 && refused.map(([why, { count, last }]) => <span key={why} className="row">{t.refusals(words(why), count)} <Time at={last} /></span>)],
    [t.missed, channel.missed > 0 && channel.missed], [t.strangers, channel.strangers > 0 && channel.strangers],
    [t.lastPoll, channel.polled_at && <Time at={channel.polled_at} />], [t.nextPoll, channel.next_poll_at && <Time at={channel.next_poll_at} />],
  ];
  return (
    <>
      {channel.problem && <Notice tone="warn">{channel.problem}</Notice>}
      <dl className="facts">{facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {channel.notes?.map((note) => <p key={note} className="quiet small">{note}</p>)}
    </>
  );
}
