// SPDX-License-Identifier: Apache-2.0
import { words } from "../text/en";

const severities: Record<string, string> = { critical: "critical", high: "high", medium: "medium", low: "low", info: "" };
const statuses: Record<string, string> = {
  open: "accent", triaged: "accent", assigned: "accent", in_progress: "accent", on_hold: "medium", re_test: "medium", closed: "good",
  accepted_risk: "", false_positive: "",
};
const states: Record<string, string> = { todo: "", doing: "accent", done: "good", cancelled: "", gone: "critical" };
const outcomes: Record<string, string> = {
  created: "good", adopted: "good", already_linked: "", skipped: "", queued: "accent", uncertain: "medium", failed: "critical",
  taken_back: "good", can_be: "accent", kept: "",
};
const deliveries: Record<string, string> = { waiting: "accent", written: "good", refused: "critical" };
const healths: Record<string, string> = { good: "good", degraded: "medium", needs_reconnect: "critical", unchecked: "" };

function badge(tones: Record<string, string>) {
  return ({ value, label }: { value: string; label?: string | undefined }) => (
    <span className={`badge ${tones[value] ?? ""}`}>{label ?? words(value)}</span>
  );
}

export const SeverityBadge = badge(severities);
export const StatusBadge = badge(statuses);
export const TicketStateBadge = badge(states);
export const OutcomeBadge = badge(outcomes);
export const DeliveryBadge = badge(deliveries);
export const HealthBadge = badge(healths);
