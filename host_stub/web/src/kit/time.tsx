// SPDX-License-Identifier: Apache-2.0
// Times in the viewer's zone, and in UTC for who points at them.
const near = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const far = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

const steps: [Intl.RelativeTimeFormatUnit, number][] = [["second", 60], ["minute", 60], ["hour", 24], ["day", 7]];

function relative(time: Date): string | undefined {
  let count = (time.getTime() - Date.now()) / 1000;
  for (const [unit, most] of steps) {
    if (Math.round(Math.abs(count)) < most) return ago.format(Math.round(count), unit);
    count /= most;
  }
  return undefined;
}

const utc = (time: Date) => `${time.toISOString().replace("T", " ").slice(0, 19)} UTC`;

export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  const time = new Date(at);
  const thisYear = time.getFullYear() === new Date().getFullYear();
  const shown = (exact ? undefined : relative(time)) ?? (thisYear ? near : far).format(time);
  return <time dateTime={at} title={`${near.format(time)} · ${utc(time)}`} className="number">{shown}</time>;
}
