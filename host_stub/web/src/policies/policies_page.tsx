// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileCog } from "lucide-react";
import { policiesQuery, type Policy } from "../api/policies";
import { DataTable, type TableColumn, TwoLines } from "../kit/data_table";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Blank } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.policies;

export const originOf = (policy: Policy) => (policy.origin === "file" ? t.ofFile(policy.origin_path ?? "") : t.ofPage);

const columns: TableColumn<Policy>[] = [
  { id: "name", name: t.name, width: "2fr", minWidth: 180, isRowHeader: true, show: (one) => <TwoLines first={one.name} second={one.of_house ? t.ofHouse : t.own} /> },
  { id: "version", name: t.version, width: 100, show: (one) => one.version },
  { id: "origin", name: t.origin, width: "1fr", minWidth: 160, show: (one) => <span className="clip">{originOf(one)}</span> },
  { id: "active", name: t.activated, width: "1fr", minWidth: 150, show: (one) => <TwoLines first={one.activated_at && <Time at={one.activated_at} />} second={one.activated_by} /> },
  { id: "reason", name: t.reason, width: "2fr", minWidth: 160, show: (one) => <span className="clip">{one.reason}</span> },
];

export function PoliciesPage() {
  const { company } = usePlace();
  const navigate = useNavigate();
  const policies = useQuery(policiesQuery(company));
  return (
    <Page title={text.pages.policies} fixed>
      <ListState list={policies} items={policies.data?.items} empty={<Blank picture={<FileCog aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank>}>
        <DataTable
          label={text.pages.policies} columns={columns} rows={policies.data?.items ?? []} keyOf={({ name }) => name} nameOf={({ name }) => name}
          onOpen={({ name }) => void navigate({ to: "/policies/$name", params: { name }, search: {} })}
          card={(one) => (
            <>
              <div className="row"><b className="grow clip">{one.name}</b><span className="badge bare">{t.versionOf(one.version)}</span></div>
              <span className="quiet small">{originOf(one)}</span>
            </>
          )}
        />
      </ListState>
    </Page>
  );
}
