// SPDX-License-Identifier: Apache-2.0
import { Check } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../kit/button";
import { text } from "../text/en";
import { type Step, steps } from "./step_names";


export function StepList({ current, reached, onGo }: { current: Step; reached: Step; onGo?: (step: Step) => void }) {
  const at = steps.indexOf(current);
  return (
    <nav aria-label={text.connect.steps}>
      <ol className="steps">
        {steps.map((step, place) => {
          const name = <><span className="step-number" aria-hidden>{place < at ? <Check size={13} /> : place + 1}</span>{text.connect.stepNames[step]}</>;
          const mayGo = onGo && place !== at && place <= steps.indexOf(reached) && place > 0;
          return (
            <li key={step} aria-current={step === current ? "step" : undefined} className={place < at ? "done" : undefined}>
              {mayGo ? <Button look="plain" onPress={() => onGo(step)}>{name}</Button> : <span className="row">{name}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

// A step with what it asks for, and the button that leads on.
export function StepCard({ title, lead, problem, children, actions }: {
  title: string; lead?: ReactNode; problem?: ReactNode; children: ReactNode; actions: ReactNode;
}) {
  const told = useRef<HTMLDivElement>(null);
  const failed = Boolean(problem);
  useEffect(() => {
    if (failed) told.current?.scrollIntoView({ block: "center" });
  }, [failed]);
  return (
    <section className="card" aria-label={title}>
      <header><h2>{title}</h2></header>
      <div className="body stack step-body">
        {failed && <div ref={told}>{problem}</div>}
        {lead && <p className="quiet">{lead}</p>}
        {children}
      </div>
      <footer className="card-footer">{actions}</footer>
    </section>
  );
}
