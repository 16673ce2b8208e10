// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ExternalLink, RefreshCw, Send, Unlink } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { type Finding, useLinkTicket, useUnlink } from "../api/findings";
import { integrationsQuery } from "../api/lists";
import { useResyncTicket } from "../api/tickets";
import { TicketStateBadge } from "../kit/badges";
import { Button, IconButton } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Select, TextField } from "../kit/fields";
import { Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.finding;

export function TicketsCard({ finding, onPush }: { finding: Finding; onPush: () => void }) {
  const { company, may } = usePlace();
  const [linking, setLinking] = useState(false);
  const resync = useResyncTicket(company);
  const unlink = useUnlink(company);
  const end = (key: string, integration: string) =>
    unlink.mutate({ finding_ids: [finding.id], key, integration }, { onSuccess: () => tell(t.unlinked(key)) });
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t.tickets}</h2>
        {may("analyst") && <Button onPress={() => setLinking(true)}>{t.link}</Button>}
        {may("analyst") && <Button look="primary" onPress={onPush}><Send aria-hidden />{t.push}</Button>}
      </header>
      {finding.tickets.length === 0 && <p className="body quiet">{t.noTicket}</p>}
      <ul>
        {finding.tickets.map((ticket) => (
          <li key={ticket.id} className="row">
            <div className="grow">
              <a href={ticket.url} target="_blank" rel="noreferrer" className="row" aria-label={text.tickets.openAt(ticket.key)}>
                {ticket.key}<ExternalLink size={13} aria-hidden />
              </a>
              <span className="quiet small">
                {ticket.integration.name}{ticket.role === "related" && ` · ${t.related}`}
                {ticket.last_synced_at && <> · {t.synced} <Time at={ticket.last_synced_at} /></>}
              </span>
            </div>
            <TicketStateBadge value={ticket.state} />
            {may("analyst") && (
              <>
                <IconButton
                  name={text.tickets.resync(ticket.key)} isPending={resync.isPending}
                  onPress={() => resync.mutate({ ticket: ticket.id }, { onSuccess: (told) => tell(`${ticket.key}: ${told.sentence}`) })}
                >
                  <RefreshCw aria-hidden />
                </IconButton>
                <IconButton name={t.unlink(ticket.key)} onPress={() => end(ticket.key, ticket.integration.name)}><Unlink aria-hidden /></IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {linking && <LinkDialog finding={finding} onClose={() => setLinking(false)} />}
    </section>
  );
}

function LinkDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { company } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  const names = (integrations.data?.items ?? []).map(({ name }) => ({ id: name, name }));
  const [key, setKey] = useState("");
  const [chosen, setChosen] = useState<string>();
  const integration = chosen ?? names[0]?.id;
  const link = useLinkTicket(company, String(finding.id));
  const send = () =>
    integration && link.mutate({ key: key.trim(), integration }, {
      onSuccess: ({ outcome, reason, key: found }) => {
        if (outcome !== "linked") return;
        tell(reason ?? t.linked(found));
        onClose();
      },
    });
  const refused = link.data && link.data.outcome !== "linked" ? link.data : undefined;
  return (
    <Window
      title={t.link} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="primary" type="submit" form="link" isDisabled={!key.trim() || !integration} isPending={link.isPending}>{t.linkAction}</Button>
        </>
      }
    >
      <Form id="link" className="body stack" onSubmit={(event) => { event.preventDefault(); send(); }}>
        {link.isError && <ProblemNotice problem={link.error} />}
        {refused && <Notice tone="bad">{refused.reason ?? words(refused.outcome)}</Notice>}
        <TextField label={t.linkKey} value={key} onChange={setKey} isRequired autoFocus />
        <Select label={t.linkIntegration} choices={names} value={integration ?? null} onChange={setChosen} />
      </Form>
    </Window>
  );
}
