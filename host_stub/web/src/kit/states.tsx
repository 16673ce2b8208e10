// SPDX-License-Identifier: Apache-2.0
import { CircleAlert, CircleCheck, Info, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Problem } from "../api/client";
import { text } from "../text/en";
import { Button } from "./button";

type Tone = "bad" | "warn" | "good" | "plain";
const pictures = { bad: CircleAlert, warn: TriangleAlert, good: CircleCheck, plain: Info };

export function Notice({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  const Picture = pictures[tone];
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Picture aria-hidden />
      <div className="grow">{children}</div>
    </div>
  );
}

// A sentence, what to do, and the places that are wrong.
export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const told = problem instanceof Problem ? problem : undefined;
  return (
    <Notice tone="bad">
      <p>{told?.message ?? text.problems.unexpected}</p>
      {told?.remedy && <p className="quiet">{told.remedy}</p>}
      {told && told.places.length > 0 && (
        <ul>
          {told.places.map((place) => (
            <li key={place.pointer}><code>{place.pointer}</code> {place.reason}</li>
          ))}
        </ul>
      )}
      {onRetry && <Button onPress={onRetry}><RotateCw aria-hidden />{text.tryAgain}</Button>}
    </Notice>
  );
}

export function Blank({ picture, title, children }: { picture: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="blank">
      {picture}
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading({ lines = 6 }: { lines?: number }) {
  return (
    <div className="stack" role="status" aria-label={text.loading}>
      {Array.from({ length: lines }, (_, line) => <div key={line} className="skeleton" />)}
    </div>
  );
}
