// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useState } from "react";
import type { Documents } from "../api/client";
import { reTestsQuery, reviewsQuery, useDecideReview } from "../api/lists";
import { SeverityBadge, StatusBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { ReasonDialog } from "../kit/dialogs";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Blank } from "../kit/states";
import { Time } from "../kit/time";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.reviews;
const needsReason = ["closed", "accepted_risk", "false_positive"];

export function ReviewsPage() {
  const { company } = usePlace();
  const reviews = useQuery(reviewsQuery(company));
  const reTests = useQuery(reTestsQuery(company));
  const waiting = reTests.data?.items ?? [];
  return (
    <Page title={text.pages.reviews}>
      <p className="quiet">{t.lead}</p>
      <ListState
        list={reviews} items={reviews.data?.items}
        empty={<div className="card"><Blank picture={<Scale aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank></div>}
      >
        <ul className="stack">{reviews.data?.items.map((review) => <Review key={review.id} review={review} />)}</ul>
      </ListState>
      {waiting.length > 0 && (
        <section className="card">
          <header><h2>{t.reTests}</h2><span className="quiet small">{t.reTestsHelp}</span></header>
          <ul>
            {waiting.map((one) => (
              <li key={one.finding} className="row wrap">
                <SeverityBadge value={one.severity} />
                <Link to="/findings/$id" params={{ id: String(one.finding) }} search={{}} className="grow clip">{one.title}</Link>
                {one.scans_needed !== undefined && <span className="badge bare">{t.closesAfter(one.scans_needed, one.not_seen_scans ?? 0)}</span>}
                {one.ticket_key && <a href={one.ticket_url} target="_blank" rel="noreferrer">{one.ticket_key}</a>}
                {one.since && <span className="quiet small"><Time at={one.since} /></span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function Review({ review }: { review: Documents["review_item"] }) {
  const { company, may } = usePlace();
  const decide = useDecideReview(company);
  const [asking, setAsking] = useState<string>();
  const send = (decision: string, reason?: string) =>
    decide.mutate({ id: review.id, decision, reason }, { onSuccess: () => tell(t.decided(words(decision))) });
  return (
    <li className="card">
      <header>
        <span className="badge medium">{words(review.kind)}</span>
        <Link to="/findings/$id" params={{ id: String(review.finding) }} search={{}} className="grow">{review.title}</Link>
        <StatusBadge value={review.status} />
        <span className="quiet small">{review.ticket_key} · {t.asked} <Time at={review.created_at} /></span>
      </header>
      <div className="body stack">
        <p>{review.reason}</p>
        {(review.ours || review.theirs) && (
          <div className="sides">
            <div><p className="quiet small">{t.ours}</p>{review.ours || text.nothing}</div>
            <div><p className="quiet small">{t.theirs}</p>{review.theirs || text.nothing}</div>
          </div>
        )}
        {may("analyst") && (
          <div className="row wrap">
            {review.choices.map((choice) => (
              <Button
                key={choice} isDisabled={decide.isPending}
                onPress={() => (needsReason.includes(choice) ? setAsking(choice) : send(choice))}
              >
                {words(choice)}
              </Button>
            ))}
          </div>
        )}
      </div>
      {asking && (
        <ReasonDialog
          title={words(asking)} label={t.reason} action={words(asking)} onGive={(reason) => send(asking, reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </li>
  );
}
