// SPDX-License-Identifier: Apache-2.0
import { ExternalLink, RefreshCw } from "lucide-react";
import type { TicketRow } from "../api/tickets";
import { SeverityBadge, StatusBadge, TicketStateBadge } from "../kit/badges";
import { IconButton } from "../kit/button";
import { type TableColumn, TwoLines } from "../kit/data_table";
import { Time } from "../kit/time";
import { text, words } from "../text/en";

const t = text.tickets;
const ended = ["closed", "accepted_risk", "false_positive"];

type Read = ((row: TicketRow) => void) | undefined;

// As the filter "SLA breached" understands it.
const isOverdue = (row: TicketRow) => !!row.due_at && new Date(row.due_at) < new Date() && !ended.includes(row.status);

function TicketLink({ row }: { row: TicketRow }) {
  return (
    <a href={row.ticket_url} target="_blank" rel="noreferrer" className="row number" aria-label={t.openAt(row.ticket_key)}>
      {row.ticket_key}
      <ExternalLink size={13} aria-hidden />
    </a>
  );
}

function State({ row }: { row: TicketRow }) {
  return <TicketStateBadge value={row.ticket_state} label={row.ticket_status || undefined} />;
}

// What it stands for beside its title.
function beside(row: TicketRow) {
  const members = row.folded && row.folded.findings > 1 ? t.members(row.folded.findings, row.folded.open) : undefined;
  return [row.company, members ?? row.asset].filter(Boolean).join(" · ");
}

function Status({ row }: { row: TicketRow }) {
  return <TwoLines first={<StatusBadge value={row.status} />} second={row.needs_person && t.waits} />;
}

function Due({ row }: { row: TicketRow }) {
  if (!row.due_at) return <span className="quiet">{text.nothing}</span>;
  return isOverdue(row) ? <span className="badge critical"><Time at={row.due_at} /></span> : <Time at={row.due_at} />;
}

function Synced({ row }: { row: TicketRow }) {
  if (!row.confirmed_at) return <span className="quiet">{text.nothing}</span>;
  return <TwoLines first={<Time at={row.confirmed_at} />} second={row.confirmed_by && t.by(words(row.confirmed_by).toLowerCase())} />;
}

function Reread({ row, read, reading }: { row: TicketRow; read: Read; reading: number | undefined }) {
  if (!read) return null;
  return (
    <IconButton name={t.resync(row.ticket_key)} onPress={() => read(row)} isPending={reading === row.ticket}>
      <RefreshCw aria-hidden />
    </IconButton>
  );
}

export function ticketColumns(read: Read, reading: number | undefined): TableColumn<TicketRow>[] {
  const columns: TableColumn<TicketRow>[] = [
    { id: "severity", name: t.severity, width: 96, show: (row) => <SeverityBadge value={row.severity} /> },
    {
      id: "finding", name: t.finding, width: "1fr", minWidth: 220, isRowHeader: true,
      show: (row) => <TwoLines first={row.title} second={beside(row)} />,
    },
    { id: "status", name: t.status, width: 128, show: (row) => <Status row={row} /> },
    { id: "key", name: t.key, width: 122, show: (row) => <TwoLines first={<TicketLink row={row} />} second={row.integration} /> },
    { id: "state", name: t.state, width: 132, show: (row) => <TwoLines first={<State row={row} />} second={row.assignee} /> },
    { id: "due", name: t.due, width: 112, show: (row) => <Due row={row} /> },
    { id: "synced", name: t.synced, width: 122, show: (row) => <Synced row={row} /> },
  ];
  if (read) columns.push({ id: "resync", name: "", width: 54, minWidth: 54, show: (row) => <Reread row={row} read={read} reading={reading} /> });
  return columns;
}

export function TicketCard({ row, read, reading }: { row: TicketRow; read: Read; reading: number | undefined }) {
  return (
    <>
      <div className="row">
        <SeverityBadge value={row.severity} />
        <span className="grow" />
        <TicketLink row={row} />
        <Reread row={row} read={read} reading={reading} />
      </div>
      <div className="title">{row.title}</div>
      {(row.company || row.folded) && <div className="small quiet">{beside(row)}</div>}
      <div className="row wrap">
        <StatusBadge value={row.status} />
        {row.needs_person && <span className="badge medium">{t.waits}</span>}
        <State row={row} />
        {row.due_at && <Due row={row} />}
        <span className="grow" />
        {row.confirmed_at && <span className="small quiet"><Time at={row.confirmed_at} /></span>}
      </div>
    </>
  );
}
