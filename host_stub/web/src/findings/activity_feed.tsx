// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleDot, Eye, EyeOff, MessageSquare, PencilLine, ShieldAlert, Ticket } from "lucide-react";
import { activityQuery } from "../api/findings";
import type { Documents } from "../api/client";
import { Button } from "../kit/button";
import { Loading, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.finding;
const pictures = {
  created: ShieldAlert, seen: Eye, changed: PencilLine, status: CircleDot, comment: MessageSquare, ticket: Ticket, not_seen: EyeOff,
};

export function ActivityFeed({ id }: { id: string }) {
  const { company } = usePlace();
  const feed = useInfiniteQuery(activityQuery(company, id));
  if (feed.isPending) return <Loading lines={4} />;
  if (!feed.data) return <ProblemNotice problem={feed.error} onRetry={() => void feed.refetch()} />;
  const entries = feed.data.pages.flatMap((page) => page.items);
  return (
    <>
      {entries.length === 0 && <p className="quiet">{t.noActivity}</p>}
      <ul className="feed">{entries.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul>
      {feed.hasNextPage && <Button isPending={feed.isFetchingNextPage} onPress={() => void feed.fetchNextPage()}>{t.more}</Button>}
    </>
  );
}

function Entry({ entry }: { entry: Documents["activity_item"] }) {
  const Picture = pictures[entry.kind];
  const moved = (entry.kind === "status" || entry.kind === "changed") && (entry.from || entry.to);
  const about = [
    entry.actor && t.by(entry.actor),
    entry.channel && text.tickets.by(words(entry.channel).toLowerCase()),
    entry.rule && t.decidedBy(entry.rule),
    entry.lag_ms !== undefined && t.lag((entry.lag_ms / 1000).toFixed(1)),
  ].filter(Boolean);
  return (
    <li>
      <Picture aria-hidden />
      <div>
        {moved && <p><b>{words(entry.member ?? entry.kind)}</b> {entry.from && <>{words(entry.from)} → </>}{words(entry.to || text.nothing)}</p>}
        {entry.why && <p>{entry.why}</p>}
        {entry.kind === "comment" && entry.to && <p>{entry.to}</p>}
        <p className="quiet small"><Time at={entry.at} />{about.length > 0 && ` · ${about.join(" · ")}`}</p>
      </div>
    </li>
  );
}
