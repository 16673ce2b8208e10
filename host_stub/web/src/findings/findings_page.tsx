// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { FilterX, Send, ShieldCheck } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Selection } from "react-aria-components";
import { type FindingFilters, type FindingRow, findingsQuery } from "../api/findings";
import { SeverityBadge, StatusBadge } from "../kit/badges";
import { Button } from "../kit/button";
import { anyOr, severities, statuses } from "../kit/choices";
import { DataTable, type TableColumn, TwoLines } from "../kit/data_table";
import { Searching, Select } from "../kit/fields";
import { Page } from "../kit/page";
import { Pager } from "../kit/pager";
import { Blank, Loading, Notice, ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { useTyped } from "../kit/typed";
import { usePlace } from "../place";
import { counted, text, words } from "../text/en";

const PushDialog = lazy(() => import("../push/push_dialog").then((module) => ({ default: module.PushDialog })));
const route = getRouteApi("/shell/findings");
const t = text.findings;

const columns: TableColumn<FindingRow>[] = [
  { id: "severity", name: t.severity, width: 104, show: (row) => <SeverityBadge value={row.severity} /> },
  { id: "title", name: t.title, width: "3fr", minWidth: 240, isRowHeader: true, show: (row) => <TwoLines first={row.title} second={row.rule} /> },
  { id: "status", name: t.status, width: 134, show: (row) => <StatusBadge value={row.status} /> },
  { id: "asset", name: t.asset, width: "1fr", minWidth: 130, show: (row) => <TwoLines first={row.asset} second={row.branch} /> },
  { id: "scanner", name: t.scanner, width: 130, show: (row) => <TwoLines first={row.scanner} second={words(row.category)} /> },
  { id: "seen", name: t.lastSeen, width: 120, show: (row) => <Time at={row.last_seen} /> },
];

export function FindingsPage() {
  const { company, may } = usePlace();
  const { cursor, company: _, ...filters } = route.useSearch();
  const navigate = useNavigate();
  const page = useQuery(findingsQuery(company, filters, cursor));
  const [selected, setSelected] = useState<Selection>(new Set());
  const [pushing, setPushing] = useState<number[]>();
  const rows = page.data?.items ?? [];
  const chosen = useMemo(
    () => (selected === "all" ? rows.map((row) => row.id) : [...selected].map(Number)),
    [selected, rows],
  );
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page
      title={text.pages.findings} fixed
      actions={may("analyst") && (
        <>
          {chosen.length > 0 && <span className="quiet" role="status">{t.chosen(chosen.length)}</span>}
          {chosen.length > 0 && <Button look="plain" onPress={() => setSelected(new Set())}>{t.chooseNone}</Button>}
          <Button look="primary" isDisabled={chosen.length === 0} onPress={() => setPushing(chosen)}>
            <Send aria-hidden />{chosen.length > 0 ? t.push(counted.findings(chosen.length)) : t.pushNone}
          </Button>
        </>
      )}
    >
      <Filters filters={filters} />
      {filters.ids && (
        <Notice>
          <span className="row wrap">{t.ofGroup(filters.ids.split(",").length)}<Link to="/findings" search={{}}>{t.allFindings}</Link></span>
        </Notice>
      )}
      {page.isError && (page.data ? <Notice tone="warn">{text.problems.stale}</Notice> : <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />)}
      {page.isPending && <Loading lines={10} />}
      {page.data && rows.length === 0 && (filtered ? (
        <Blank picture={<FilterX aria-hidden />} title={t.none}>
          <Link to="/findings" search={{}} className="button">{text.tickets.clearFilters}</Link>
        </Blank>
      ) : (
        <Blank picture={<ShieldCheck aria-hidden />} title={t.empty}>
          <p>{t.emptyHelp}</p>
          <code>host_stub import FILE --company {company}</code>
        </Blank>
      ))}
      {rows.length > 0 && (
        <DataTable
          label={text.pages.findings} columns={columns} rows={rows} keyOf={(row) => String(row.id)} nameOf={(row) => row.title}
          card={(row) => <Card row={row} />} {...(may("analyst") ? { selection: { keys: selected, onChange: setSelected } } : {})}
          onOpen={(row) => void navigate({ to: "/findings/$id", params: { id: String(row.id) }, search: {} })}
        />
      )}
      <Pager cursor={cursor} next={page.data?.next_cursor} />
      {pushing && (
        <Suspense>
          <PushDialog findings={pushing} onClose={() => { setPushing(undefined); setSelected(new Set()); }} />
        </Suspense>
      )}
    </Page>
  );
}

function Card({ row }: { row: FindingRow }) {
  return (
    <>
      <div className="row"><SeverityBadge value={row.severity} /><StatusBadge value={row.status} /></div>
      <div className="title">{row.title}</div>
      <div className="row quiet small">
        <span className="clip">{row.asset} · {row.scanner}</span><span className="grow" /><Time at={row.last_seen} />
      </div>
    </>
  );
}

function Filters({ filters }: { filters: FindingFilters }) {
  const navigate = useNavigate();
  const change = (to: FindingFilters, replace = false) => void navigate({ to: "/findings", search: { ...filters, ...to }, replace });
  const [title, setTitle] = useTyped(filters.q ?? "", (q) => change({ q: q || undefined }, true));
  const [asset, setAsset] = useTyped(filters.asset ?? "", (name) => change({ asset: name || undefined }, true));
  return (
    <div className="filters plain" role="search">
      <Searching label={t.search} placeholder={t.searchHint} value={title} onChange={setTitle} inputId="search" />
      <Select label={t.severity} choices={anyOr(severities)} value={filters.severity ?? ""} onChange={(id) => change({ severity: id || undefined })} />
      <Select label={t.status} choices={anyOr(statuses)} value={filters.status ?? ""} onChange={(id) => change({ status: id || undefined })} />
      <Searching label={t.asset} placeholder={t.assetHint} value={asset} onChange={setAsset} />
    </div>
  );
}
