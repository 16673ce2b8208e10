// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, CircleDot } from "lucide-react";
import { whyQuery } from "../api/findings";
import type { Documents } from "../api/client";
import { Loading, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.finding;

// How the finding came to be as it is, and what each step did at the vendor.
export function ExplainChain({ id }: { id: string }) {
  const { company } = usePlace();
  const why = useQuery(whyQuery(company, id));
  if (why.isPending) return <Loading lines={4} />;
  if (!why.data) return <ProblemNotice problem={why.error} onRetry={() => void why.refetch()} />;
  return <ol className="feed">{why.data.chain.map((step, place) => <Step key={place} step={step} />)}</ol>;
}

function Step({ step }: { step: Documents["explained_change"] }) {
  const about = [
    words(step.cause), step.actor && t.by(step.actor), step.channel && text.tickets.by(words(step.channel).toLowerCase()),
    step.rule && t.decidedBy(step.rule), step.policy,
  ].filter(Boolean);
  return (
    <li>
      <CircleDot aria-hidden />
      <div className="stack tight">
        <p>{step.to && <b>{step.kind === "status" ? words(step.to) : step.to} </b>}{step.why}</p>
        <p className="quiet small"><Time at={step.at} /> · {about.join(" · ")}</p>
        {step.writes.map((write, place) => (
          <p key={place} className="row wrap small">
            <ArrowUpRight size={14} aria-hidden />
            <span>{t.wrote}: {words(write.kind)} {write.ticket_key}</span>
            <span className={write.problem ? "badge critical" : "badge good"}>{words(write.outcome)}</span>
            <span className="quiet">{[write.what, write.policy, write.problem].filter(Boolean).join(" · ")}</span>
          </p>
        ))}
      </div>
    </li>
  );
}
