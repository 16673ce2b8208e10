// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { type Integration, type Manifest, useChangeIntegration, useWebhookAction, useWebhookTest, type Webhook } from "../api/integrations";
import { webhookQuery } from "../api/lists";
import { Button } from "../kit/button";
import { CopyField } from "../kit/copy_field";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.connect;

// Never asked of the host again: it keeps secrets and does not tell them.
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Not every vendor tells of changes by itself.
export const hasWebhooks = (manifest: Manifest) => (manifest.webhook_proofs ?? []).length > 0;

// How the vendor tells of changes: registered by the host, or by hand with an address and a secret.
export function WebhookPart({ integration, manifest }: { integration: Integration; manifest: Manifest }) {
  const { company } = usePlace();
  const id = String(integration.id);
  const channel = useQuery({ ...webhookQuery(company, id), refetchInterval: 5_000 });
  const act = useWebhookAction(company, id);
  const test = useWebhookTest(company, id);
  const change = useChangeIntegration(company, id);
  const [secret, setSecret] = useState("");
  if (!hasWebhooks(manifest))
    return <div className="stack"><Notice>{t.noWebhooks(manifest.name)}</Notice>{channel.data && <ChannelState channel={channel.data} polledOnly />}</div>;
  if (channel.isPending) return <Loading />;
  if (!channel.data) return <ProblemNotice problem={channel.error} onRetry={() => void channel.refetch()} />;
  const registered = channel.data.subscriptions.length > 0;
  const byHand = manifest.webhook_proofs?.some((proof) => proof.secret === "webhook");
  const make = () => {
    const made = newSecret();
    change.mutate({ secrets: { webhook: made } }, { onSuccess: () => setSecret(made) });
  };
  return (
    <div className="stack">
      {(act.isError || change.isError || test.isError) && <ProblemNotice problem={act.error ?? change.error ?? test.error} />}
      {test.data && <Notice tone="good">{t.addressTested(words(test.data.proof), test.data.duration_ms)}</Notice>}
      <ChannelState channel={channel.data} />
      <CopyField label={t.address} value={channel.data.address} help={t.addressHelp} />
      {secret && <CopyField label={t.secret} value={secret} help={t.secretHelp} />}
      <div className="row wrap">
        <Button look={registered ? "plain" : "primary"} isPending={act.isPending && act.variables === "register"} onPress={() => { setSecret(""); act.mutate("register"); }}>
          {registered ? t.registerAgain : t.register(manifest.name)}
        </Button>
        {byHand && !registered && <Button isPending={change.isPending} onPress={make}>{secret ? t.anotherSecret : t.byHand}</Button>}
        {channel.data.proof && <Button isPending={test.isPending} onPress={() => test.mutate()}>{t.testAddress}</Button>}
        {registered && <Button isPending={act.isPending && act.variables === "rotate"} onPress={() => act.mutate("rotate")}>{t.rotate}</Button>}
        {registered && <Button look="danger" isPending={act.isPending && act.variables === "remove"} onPress={() => act.mutate("remove")}>{t.unregister}</Button>}
      </div>
      {manifest.webhook_proofs && secret && (
        <ul className="stack tight quiet small">{manifest.webhook_proofs.filter((proof) => proof.note).map((proof) => <li key={proof.note}>{proof.note}</li>)}</ul>
      )}
    </div>
  );
}

function ChannelState({ channel, polledOnly }: { channel: Webhook; polledOnly?: boolean }) {
  const refused = Object.entries(channel.refused).filter(([, { count }]) => count > 0);
  const facts: [string, ReactNode][] = [
    [t.channel, !polledOnly && t.channels[channel.state]], [t.proof, channel.proof],
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
