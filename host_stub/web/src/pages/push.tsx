// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import { type Push, pushQuery, takeBackQuery, useRetryPush, useTakeBack } from "../api/pushes";
import { OutcomeBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Page } from "../kit/page";
import { Loading, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { Records } from "../push/records";
import { counted, text } from "../text/en";
import { Counts } from "./pushes";

const t = text.pushes;
const route = getRouteApi("/shell/pushes/$id");

export function PushPage() {
  const { id } = route.useParams();
  const { company, may } = usePlace();
  const found = useQuery(pushQuery(company, id));
  const [taking, setTaking] = useState(false);
  const push = found.data;
  return (
    <Page
      title={t.title(id)}
      heading={
        <div className="stack grow tight">
          <Link to="/pushes" search={{}} className="row small"><ChevronLeft size={14} aria-hidden />{t.gone}</Link>
          <h1>{t.title(id)}</h1>
          {push && (
            <p className="row wrap quiet">
              <Time at={push.created_at} /> {text.finding.by(push.actor)}
              {push.retry_of !== undefined && ` · ${t.retryOf(push.retry_of)}`}
              <Counts counts={push.counts} />
            </p>
          )}
        </div>
      }
      actions={push && may("analyst") && (
        <>
          {(push.counts["failed"] ?? 0) > 0 && <Retry push={push} />}
          {(push.counts["created"] ?? 0) > 0 && <Button onPress={() => setTaking(true)}><Undo2 aria-hidden />{t.takeBack}</Button>}
        </>
      )}
    >
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {push && <Records records={push.records ?? []} />}
      {push && taking && <TakeBack push={push} onClose={() => setTaking(false)} />}
    </Page>
  );
}

function Retry({ push }: { push: Push }) {
  const { company } = usePlace();
  const retry = useRetryPush(company);
  const navigate = useNavigate();
  const start = () =>
    retry.mutate(push.id, {
      onSuccess: (again) => {
        tell(t.retried(again.id));
        void navigate({ to: "/pushes/$id", params: { id: String(again.id) }, search: {} });
      },
    });
  return <Button look="primary" isPending={retry.isPending} onPress={start}><RotateCcw aria-hidden />{t.retry}</Button>;
}

// First what would come of it, then it.
function TakeBack({ push, onClose }: { push: Push; onClose: () => void }) {
  const { company } = usePlace();
  const takeBack = useTakeBack(company);
  const outlook = useQuery(takeBackQuery(company, push.id));
  const count = outlook.data?.counts["can_be"] ?? 0;
  const start = () =>
    takeBack.mutate(push.id, { onSuccess: () => { tell(t.takenBack(counted.tickets(count))); onClose(); } });
  return (
    <Window
      title={t.takeBackTitle} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="danger" isDisabled={count === 0} isPending={takeBack.isPending} onPress={start}>
            {t.takeBackCount(counted.tickets(count))}
          </Button>
        </>
      }
    >
      <div className="body stack">
        <p>{t.takeBackHelp}</p>
        {outlook.isPending && <Loading lines={4} />}
        {outlook.isError && <ProblemNotice problem={outlook.error} />}
        {outlook.data && count === 0 && <p>{t.noneToTake}</p>}
        {outlook.data?.notes?.map((note) => <p key={note} className="quiet">{note}</p>)}
        <ul className="stack tight">
          {outlook.data?.tickets.map((ticket) => (
            <li key={ticket.key} className="row wrap">
              <OutcomeBadge value={ticket.outcome} /><span>{ticket.key}</span><span className="quiet small">{ticket.reason}</span>
            </li>
          ))}
        </ul>
      </div>
    </Window>
  );
}
