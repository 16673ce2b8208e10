// SPDX-License-Identifier: Apache-2.0
import type { Day, Share } from "../api/figures";
import { text } from "../text/en";

export interface Series {
  lines: { key: string; name: string }[];
  days: Record<string, string | number | null>[];
  show: (value: number) => string;
  shortDay: (day: string) => string;
  domain: [number, number | "auto"];
}

const t = text.overview;
const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = (day: string) => dayName.format(new Date(`${day}T00:00:00Z`));

export function duration(ms: number): string {
  const steps: [number, string][] = [[86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1_000, "s"]];
  for (const [size, unit] of steps) if (ms >= size) return `${(ms / size).toFixed(ms / size < 10 ? 1 : 0)} ${unit}`;
  return `${Math.round(ms)} ms`;
}

export const percent = (value: number) => `${(value * 100).toFixed(value > 0.995 || value < 0.005 ? 1 : 0)} %`;
export const rateOf = ({ part, whole, rate }: Share): number | null => (whole === 0 ? null : rate ?? part / whole);

const shares = (days: Day[], name: string, of: (day: Day) => Share): Series => ({
  lines: [{ key: "rate", name }], show: percent, shortDay, domain: [0, 1],
  days: days.map((day) => ({ day: day.day, rate: rateOf(of(day)) })),
});

export const timeToTicket = (days: Day[]): Series => ({
  lines: [{ key: "p50", name: t.median }, { key: "p95", name: t.p95 }], show: duration, shortDay, domain: [0, "auto"],
  days: days.map(({ day, time_to_ticket: time }) => ({ day, p50: time.count > 0 ? time.p50_ms : null, p95: time.count > 0 ? time.p95_ms : null })),
});

export const lag = (days: Day[]): Series => ({
  lines: [{ key: "webhook", name: t.byWebhook }, { key: "poll", name: t.byPoll }], show: duration, shortDay, domain: [0, "auto"],
  days: days.map(({ day, lag: by }) => ({ day, webhook: (by["webhook"]?.count ?? 0) > 0 ? by["webhook"]?.p50_ms ?? null : null, poll: (by["poll"]?.count ?? 0) > 0 ? by["poll"]?.p50_ms ?? null : null })),
});

export const breaches = (days: Day[]): Series => shares(days, t.breaches, (day) => day.breaches);
export const delivery = (days: Day[]): Series => shares(days, t.delivery, (day) => day.delivery);
