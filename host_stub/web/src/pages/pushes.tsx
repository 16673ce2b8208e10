// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { type Push, pushesQuery } from "../api/pushes";
import { OutcomeBadge } from "../kit/badges";
import { DataTable, type TableColumn } from "../kit/data_table";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Pager } from "../kit/pager";
import { Blank } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.pushes;
const route = getRouteApi("/shell/pushes");

export function Counts({ counts }: { counts: Record<string, number> }) {
  return (
    <span className="row wrap">
      {Object.entries(counts).map(([outcome, count]) => <OutcomeBadge key={outcome} value={outcome} label={`${count} ${words(outcome).toLowerCase()}`} />)}
    </span>
  );
}

const columns: TableColumn<Push>[] = [
  { id: "id", name: t.number, width: 90, isRowHeader: true, show: ({ id }) => <span className="number">#{id}</span> },
  { id: "when", name: t.when, width: 150, show: (push) => <Time at={push.created_at} /> },
  { id: "who", name: t.who, width: "1fr", minWidth: 140, show: ({ actor }) => <span className="clip">{actor}</span> },
  { id: "outcome", name: t.outcome, width: "2fr", minWidth: 260, show: ({ counts }) => <Counts counts={counts} /> },
  { id: "state", name: t.state, width: 130, show: ({ finished }) => (finished ? t.finished : <span className="badge accent">{t.underWay}</span>) },
];

export function PushesPage() {
  const { company } = usePlace();
  const { cursor } = route.useSearch();
  const navigate = useNavigate();
  const pushes = useQuery(pushesQuery(company, cursor));
  return (
    <Page title={text.pages.pushes} fixed>
      <ListState
        list={pushes} items={pushes.data?.items}
        empty={
          <Blank picture={<Send aria-hidden />} title={t.empty}>
            <p>{t.emptyHelp}</p>
            <Link to="/findings" search={{}} className="button">{text.tickets.toFindings}</Link>
          </Blank>
        }
      >
        <DataTable
          label={text.pages.pushes} columns={columns} rows={pushes.data?.items ?? []} keyOf={({ id }) => String(id)}
          nameOf={({ id }) => t.title(String(id))} onOpen={({ id }) => void navigate({ to: "/pushes/$id", params: { id: String(id) }, search: {} })}
          card={(push) => (
            <>
              <div className="row"><b className="grow">{t.title(String(push.id))}</b><span className="quiet small"><Time at={push.created_at} /></span></div>
              <Counts counts={push.counts} />
            </>
          )}
        />
      </ListState>
      <Pager cursor={cursor} next={pushes.data?.next_cursor} />
    </Page>
  );
}
