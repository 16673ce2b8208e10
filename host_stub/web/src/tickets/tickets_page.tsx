// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { FilterX, Link2 } from "lucide-react";
import { useMemo } from "react";
import { integrationsQuery } from "../api/lists";
import { type TicketRow, ticketsQuery, useResyncTicket } from "../api/tickets";
import { Button } from "../kit/button";
import { DataTable } from "../kit/data_table";
import { Page } from "../kit/page";
import { Pager } from "../kit/pager";
import { Blank, Loading, Notice, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ResyncAll } from "./resync_all";
import { TicketCard, ticketColumns } from "./ticket_columns";
import { TicketFilterBar } from "./ticket_filter_bar";
import { ViewMenu } from "./view_menu";

const route = getRouteApi("/shell/tickets");
const t = text.tickets;

export function TicketsPage() {
  const { company, may } = usePlace();
  const { cursor, company: _, ...filters } = route.useSearch();
  const navigate = useNavigate();
  const page = useQuery(ticketsQuery(company, filters, cursor));
  const integrations = useQuery(integrationsQuery(company));
  const resync = useResyncTicket(company);
  const read = may("analyst")
    ? (row: TicketRow) => resync.mutate(row, { onSuccess: (told) => tell(`${row.ticket_key}: ${told.sentence}`) })
    : undefined;
  const reading = resync.isPending ? resync.variables.ticket : undefined;
  const columns = useMemo(() => ticketColumns(read, reading), [reading, company, may]);
  const filtered = Object.values(filters).some(Boolean);
  const rows = page.data?.items ?? [];
  return (
    <Page title={text.pages.tickets} fixed actions={<><ViewMenu filters={filters} />{may("analyst") && <ResyncAll company={company} />}</>}>
      <TicketFilterBar filters={filters} integrations={integrations.data?.items ?? []} />
      {page.isError && (page.data ? <Notice tone="warn">{text.problems.stale}</Notice> : <ProblemNotice problem={page.error} onRetry={() => void page.refetch()} />)}
      {!!page.data?.not_yours && <Notice tone="warn">{t.notYours(page.data.not_yours)}</Notice>}
      {page.isPending && <Loading lines={10} />}
      {page.data && rows.length === 0 && !filtered && (
        <Blank picture={<Link2 aria-hidden />} title={t.empty}>
          <p>{t.emptyHelp}</p>
          <Link to="/findings" search={{}} className="button">{t.toFindings}</Link>
        </Blank>
      )}
      {page.data && rows.length === 0 && filtered && (
        <Blank picture={<FilterX aria-hidden />} title={t.none}>
          <Button onPress={() => void navigate({ to: "/tickets", search: {} })}>{t.clearFilters}</Button>
        </Blank>
      )}
      {rows.length > 0 && (
        <DataTable
          label={t.table} columns={columns} rows={rows}
          keyOf={(row) => `${row.finding}.${row.ticket}`} nameOf={(row) => `${row.ticket_key} ${row.title}`}
          card={(row) => <TicketCard row={row} read={read} reading={reading} />}
          onOpen={(row) => void navigate(placeOf(row))}
        />
      )}
      <Pager cursor={cursor} next={page.data?.next_cursor} />
    </Page>
  );
}

// A row that stands for several findings leads to them, each other one to its finding; both where the row is at home.
function placeOf({ finding, folded, company }: TicketRow) {
  const home = company ? { company } : {};
  return folded && folded.finding_ids.length > 1
    ? { to: "/findings" as const, search: { ids: folded.finding_ids.join(","), ...home } }
    : { to: "/findings/$id" as const, params: { id: String(finding) }, search: home };
}
