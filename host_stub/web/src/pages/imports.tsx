// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FileInput } from "lucide-react";
import type { Documents } from "../api/client";
import { importsQuery } from "../api/lists";
import { DataTable, type TableColumn, TwoLines } from "../kit/data_table";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Pager } from "../kit/pager";
import { Blank } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

type Import = Documents["import"];
const t = text.imports;
const route = getRouteApi("/shell/imports");
const told = ["new", "updated", "reopened", "closed", "suppressed", "not_seen", "refused"] as const;

function Report({ report }: { report: Import["report"] }) {
  if (!report) return <span className="quiet">{text.nothing}</span>;
  if (report.failure) return <span className="badge critical">{report.failure}</span>;
  const counts = told.filter((name) => (report[name] ?? 0) > 0);
  return (
    <span className="row">
      {counts.length === 0 && <span className="badge">{report.unchanged} {t.counts.unchanged}</span>}
      {counts.map((name) => (
        <span key={name} className={name === "refused" ? "badge critical" : name === "new" ? "badge accent" : "badge"}>
          {report[name]} {t.counts[name]}
        </span>
      ))}
    </span>
  );
}

function State({ state }: { state: Import["state"] }) {
  return <span className={`badge ${{ running: "accent", finished: "good", failed: "critical" }[state]}`}>{words(state)}</span>;
}

const columns: TableColumn<Import>[] = [
  { id: "source", name: t.source, width: "2fr", minWidth: 200, isRowHeader: true, show: (one) => <TwoLines first={one.source || `#${one.id}`} second={one.format} /> },
  { id: "asset", name: t.asset, width: "1fr", minWidth: 140, show: (one) => <TwoLines first={one.asset} second={one.branch} /> },
  { id: "report", name: t.report, width: "2fr", minWidth: 260, show: (one) => <Report report={one.report} /> },
  { id: "state", name: t.state, width: 120, show: (one) => <State state={one.state} /> },
  { id: "when", name: t.when, width: 150, show: (one) => <TwoLines first={<Time at={one.started_at} />} second={one.actor} /> },
];

export function ImportsPage() {
  const { company } = usePlace();
  const { cursor } = route.useSearch();
  const navigate = useNavigate();
  const imports = useQuery(importsQuery(company, cursor));
  return (
    <Page title={text.pages.imports} fixed>
      <ListState
        list={imports} items={imports.data?.items}
        empty={<Blank picture={<FileInput aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank>}
      >
        <DataTable
          label={text.pages.imports} columns={columns} rows={imports.data?.items ?? []} keyOf={({ id }) => String(id)}
          nameOf={(one) => one.source || String(one.id)}
          onOpen={({ id }) => void navigate({ to: "/findings", search: { import: String(id) } })}
          card={(one) => (
            <>
              <div className="row"><b className="grow clip">{one.source || `#${one.id}`}</b><State state={one.state} /></div>
              <Report report={one.report} />
              <span className="quiet small">{one.asset} · <Time at={one.started_at} /></span>
            </>
          )}
        />
      </ListState>
      <Pager cursor={cursor} next={imports.data?.next_cursor} />
    </Page>
  );
}
