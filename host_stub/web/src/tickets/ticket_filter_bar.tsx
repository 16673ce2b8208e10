// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ToggleButton } from "react-aria-components";
import type { Documents } from "../api/client";
import { importsQuery } from "../api/lists";
import type { TicketFilters } from "../api/tickets";
import { anyOr, severities, statuses, ticketStates } from "../kit/choices";
import { type Choice, Searching, Select } from "../kit/fields";
import { useTyped } from "../kit/typed";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.tickets;

export function TicketFilterBar({ filters, integrations }: { filters: TicketFilters; integrations: Documents["integration"][] }) {
  const { company, session } = usePlace();
  const navigate = useNavigate();
  const change = (to: TicketFilters, replace = false) => void navigate({ to: "/tickets", search: { ...filters, ...to }, replace });
  const [typed, setTyped] = useTyped(filters.q ?? "", (q) => change({ q: q || undefined }, true));
  const [name, setName] = useTyped(filters.assignee ?? "", (assignee) => change({ assignee: assignee || undefined }, true));
  const imports = useImports(company, filters.import);
  const names = integrations.map((one) => ({ id: one.name, name: one.name }));
  const pick = (label: string, choices: Choice[], key: "integration" | "severity" | "status" | "ticket_state" | "import") => (
    <Select
      label={label} choices={anyOr(choices)} value={filters[key] ?? ""}
      onChange={(id) => change({ [key]: id || undefined })}
    />
  );
  const turn = (label: string, isSelected: boolean, to: (on: boolean) => TicketFilters) => (
    <ToggleButton className="toggle" isSelected={isSelected} onChange={(on) => change(to(on))}>{label}</ToggleButton>
  );
  const companies = session.user.companies;
  return (
    <div className="filters many" role="search">
      <Searching label={t.search} placeholder={t.searchHint} value={typed} onChange={setTyped} inputId="search" />
      {pick(t.integration, names, "integration")}
      {pick(t.severity, severities, "severity")}
      {pick(t.status, statuses, "status")}
      {pick(t.state, ticketStates, "ticket_state")}
      <Searching label={t.assignee} placeholder={text.any} help={t.assigneeHelp} value={name} onChange={setName} />
      {pick(t.import, imports, "import")}
      <div className="row wrap toggles">
        {turn(t.breached, filters.sla === "breached", (on) => ({ sla: on ? "breached" : undefined }))}
        {turn(t.needs, filters.needs === "person", (on) => ({ needs: on ? "person" : undefined }))}
        {turn(t.byTicket, filters.group === "ticket", (on) => ({ group: on ? "ticket" : undefined }))}
        {companies.length > 1 && turn(t.allCompanies, !!filters.companies, (on) => ({ companies: on ? companies.join(",") : undefined }))}
      </div>
    </div>
  );
}

// The latest ones, and the one that is asked for.
function useImports(company: string, chosen: string | undefined): Choice[] {
  const { data } = useQuery({ ...importsQuery(company, undefined), refetchInterval: false, staleTime: 60_000 });
  const choices = (data?.items ?? []).map(({ id, source }) => ({ id: String(id), name: t.importNamed(id, source ?? "") }));
  return !chosen || choices.some(({ id }) => id === chosen) ? choices : [{ id: chosen, name: `#${chosen}` }, ...choices];
}
