// SPDX-License-Identifier: Apache-2.0
import { ChevronRight } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button as Pressed, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { Loading } from "../kit/states";
import { text } from "../text/en";
import type { Series } from "./series";

const Chart = lazy(() => import("./chart"));
const t = text.overview;

// A picture, and the same as a table.
export function FigureCard({ title, help, now, series }: { title: string; help: string; now: string; series: Series }) {
  const empty = series.days.every((day) => series.lines.every(({ key }) => day[key] === null));
  return (
    <section className="card" aria-label={title}>
      <header><h2 className="grow">{title}</h2><b className="figure">{now}</b></header>
      <div className="body stack">
        <p className="quiet small">{help}</p>
        {series.lines.length > 1 && (
          <p className="row wrap small">{series.lines.map(({ key, name }, place) => <span key={key} className={`legend legend-${place}`}>{name}</span>)}</p>
        )}
        {empty ? <p className="quiet">{t.noValues}</p> : <Suspense fallback={<Loading lines={6} />}><Chart title={title} series={series} /></Suspense>}
        {!empty && (
          <Disclosure className="disclosure">
            <Heading level={3} className="disclosure-heading">
              <Pressed slot="trigger" className="disclosure-button flat"><ChevronRight aria-hidden />{t.asTable}</Pressed>
            </Heading>
            <DisclosurePanel className="flat-panel">
              <div className="figure-table" tabIndex={0} role="group" aria-label={t.tableOf(title)}>
                <table className="values">
                  <thead><tr><th scope="col">{t.day}</th>{series.lines.map(({ key, name }) => <th key={key} scope="col">{name}</th>)}</tr></thead>
                  <tbody>
                    {series.days.map((day) => (
                      <tr key={String(day["day"])}>
                        <td className="number">{day["day"]}</td>
                        {series.lines.map(({ key }) => <td key={key} className="number">{day[key] === null ? text.nothing : series.show(Number(day[key]))}</td>)}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </DisclosurePanel>
          </Disclosure>
        )}
      </div>
    </section>
  );
}
