// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Documents } from "../api/client";
import { commentsQuery, useComment } from "../api/findings";
import { DeliveryBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { Select, TextField } from "../kit/fields";
import { Loading, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const Markdown = lazy(() => import("../kit/markdown").then((module) => ({ default: module.Markdown })));
const t = text.comments;
const audiences = [
  { id: "internal", name: t.internal, note: t.internalHelp },
  { id: "everyone", name: t.everyone, note: t.everyoneHelp },
] as const;

export function Comments({ id }: { id: string }) {
  const { company, may } = usePlace();
  const comments = useInfiniteQuery(commentsQuery(company, id));
  if (comments.isPending) return <Loading lines={3} />;
  if (!comments.data) return <ProblemNotice problem={comments.error} onRetry={() => void comments.refetch()} />;
  const written = comments.data.pages.flatMap((page) => page.items);
  return (
    <div className="stack">
      {may("analyst") && <CommentForm id={id} />}
      {written.length === 0 && <p className="quiet">{t.none}</p>}
      <ul className="feed">{written.map((comment) => <Written key={comment.id} comment={comment} />)}</ul>
      {comments.hasNextPage && <Button isPending={comments.isFetchingNextPage} onPress={() => void comments.fetchNextPage()}>{text.finding.more}</Button>}
    </div>
  );
}

function CommentForm({ id }: { id: string }) {
  const { company } = usePlace();
  const comment = useComment(company, id);
  const [said, setSaid] = useState("");
  const [audience, setAudience] = useState<Documents["comment_order"]["audience"]>("internal");
  const send = () => comment.mutate({ text: said, audience }, { onSuccess: () => setSaid("") });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <TextField label={t.write} help={t.writeHelp} value={said} onChange={setSaid} lines={3} maxLength={20_000} />
      <Select
        label={t.audience} choices={audiences} value={audience ?? "internal"}
        onChange={(chosen) => setAudience(chosen === "everyone" ? "everyone" : "internal")}
      />
      {comment.isError && <ProblemNotice problem={comment.error} />}
      <div className="row">
        <Button type="submit" look="primary" isPending={comment.isPending} isDisabled={said.trim() === ""}>{t.send}</Button>
      </div>
    </form>
  );
}

function Written({ comment }: { comment: Documents["finding_comment"] }) {
  return (
    <li>
      <div className="stack tight">
        <Suspense fallback={<p className="prose">{comment.text}</p>}><Markdown source={comment.text} /></Suspense>
        <p className="quiet small">
          <Time at={comment.written_at} />{` · ${text.finding.by(comment.actor)} · ${comment.audience === "everyone" ? t.everyone : t.internal}`}
        </p>
        {comment.tickets.map((ticket) => (
          <p key={ticket.ticket_key} className="row small">
            {ticket.ticket_key} <DeliveryBadge value={ticket.state} label={words(ticket.state)} /> {ticket.problem}
          </p>
        ))}
      </div>
    </li>
  );
}
