// SPDX-License-Identifier: Apache-2.0
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Series } from "./series";

const colours = ["var(--accent)", "var(--high)"];

// Days without a value interrupt the line: nothing happened, which is not zero.
export default function Chart({ title, series }: { title: string; series: Series }) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <LineChart data={series.days} title={title} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={{ fill: "var(--quiet)", fontSize: 12 }} stroke="var(--line-strong)" tickFormatter={series.shortDay} minTickGap={28} />
        <YAxis width={64} tick={{ fill: "var(--quiet)", fontSize: 12 }} stroke="var(--line-strong)" tickFormatter={series.show} domain={series.domain} />
        <Tooltip
          formatter={(value) => series.show(Number(value))} isAnimationActive={false}
          contentStyle={{ background: "var(--raised)", border: "1px solid var(--line)", borderRadius: 8 }} labelStyle={{ color: "var(--text)" }}
        />
        {series.lines.map(({ key, name }, place) => (
          <Line
            key={key} dataKey={key} name={name} stroke={colours[place] ?? "var(--quiet)"} strokeWidth={2} dot={{ r: 3 }} isAnimationActive={false}
            connectNulls={false} {...(place > 0 ? { strokeDasharray: "5 4" } : {})}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
