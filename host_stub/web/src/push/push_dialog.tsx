// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useRef, useState } from "react";
import { planQuery, preflightQuery, type PushOrder, type PushRecord, pushPlan } from "../api/pushes";
import { Button } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Loading, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { counted, text } from "../text/en";
import { OrderForm } from "./order_form";
import { PlanView } from "./plan_view";
import { Progress } from "./progress";

const t = text.push;

interface Run {
  records: PushRecord[];
  push?: string;
  problem?: unknown;
  going: boolean;
}

// An order, its plan, and exactly that plan carried out.
export function PushDialog({ findings, onClose }: { findings: number[]; onClose: () => void }) {
  const { company } = usePlace();
  const client = useQueryClient();
  const [order, setOrder] = useState<PushOrder>({ finding_ids: findings });
  const [run, setRun] = useState<Run>();
  const key = useRef(crypto.randomUUID());
  const preflight = useQuery(preflightQuery(company, findings));
  const plan = useQuery({ ...planQuery(company, order), enabled: isComplete(order) });
  const tickets = plan.data?.tickets.length ?? 0;
  const ready = tickets > 0 && !plan.isFetching && !plan.isError && isComplete(order);

  async function push(number: number) {
    setRun({ records: [], going: true });
    const add = (record: PushRecord) => setRun((now) => now && { ...now, records: [...now.records, record] });
    try {
      const pushed = await pushPlan(company, number, key.current, add);
      setRun((now) => now && { ...now, push: pushed, going: false });
    } catch (problem) {
      setRun((now) => now && { ...now, problem, going: false });
    }
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === company && queryKey[0] !== "plan" });
  }

  if (run && plan.data)
    return (
      <Window wide title={t.running(counted.findings(findings.length))} onClose={onClose} footer={<Button autoFocus onPress={onClose}>{text.close}</Button>}>
        <div className="body stack">
          <Progress {...run} total={plan.data.tickets.reduce((sum, ticket) => sum + ticket.members.length, 0) + plan.data.left_out.length} />
        </div>
      </Window>
    );
  return (
    <Window
      wide title={t.title(counted.findings(findings.length))} onClose={onClose}
      footer={
        <>
          <span className="quiet grow">{t.nothingSent}</span>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="primary" isDisabled={!ready} onPress={() => plan.data && void push(plan.data.id)}>
            <Send aria-hidden />{t.create(counted.tickets(tickets))}
          </Button>
        </>
      }
    >
      <div className="push">
        <aside aria-label={t.choices} className="stack">
          <OrderForm order={order} onChange={setOrder} plan={plan.data} preflight={preflight.data} problem={plan.error} />
        </aside>
        <section aria-label={t.plan} className="stack" aria-busy={plan.isFetching}>
          {!isComplete(order) && <p className="quiet">{t.incomplete}</p>}
          {isComplete(order) && plan.isPending && <Loading lines={8} />}
          {plan.isError && <ProblemNotice problem={plan.error} onRetry={() => void plan.refetch()} />}
          {plan.data && !plan.isError && isComplete(order) && <PlanView plan={plan.data} />}
        </section>
      </div>
    </Window>
  );
}

function isComplete({ mode, parent, link }: PushOrder): boolean {
  if (mode === "subtask") return !!parent?.key;
  if (mode === "link") return !!link?.type && !!link.target.key;
  return true;
}
