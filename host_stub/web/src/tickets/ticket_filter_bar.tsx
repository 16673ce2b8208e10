// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from "@tanstack/react-router";
import { ToggleButton } from "react-aria-components";
import type { Documents } from "../api/client";
import type { TicketFilters } from "../api/tickets";
import { anyOr, severities, statuses } from "../kit/choices";
import { Searching, Select } from "../kit/fields";
import { useTyped } from "../kit/typed";
import { text } from "../text/en";

const t = text.tickets;

export function TicketFilterBar({ filters, integrations }: { filters: TicketFilters; integrations: Documents["integration"][] }) {
  const navigate = useNavigate();
  const change = (to: TicketFilters) => void navigate({ to: "/tickets", search: { ...filters, ...to } });
  const [typed, setTyped] = useTyped(filters.q ?? "", (q) =>
    void navigate({ to: "/tickets", search: { ...filters, q: q || undefined }, replace: true }));
  const names = integrations.map(({ name }) => ({ id: name, name }));
  const pick = (label: string, choices: { id: string; name: string }[], key: "integration" | "severity" | "status") => (
    <Select
      label={label} choices={anyOr(choices)} value={filters[key] ?? ""}
      onChange={(id) => change({ [key]: id || undefined })}
    />
  );
  return (
    <div className="filters" role="search">
      <Searching label={t.search} placeholder={t.searchHint} value={typed} onChange={setTyped} inputId="search" />
      {pick(t.integration, names, "integration")}
      {pick(t.severity, severities, "severity")}
      {pick(t.status, statuses, "status")}
      <ToggleButton
        className="toggle" isSelected={filters.sla === "breached"}
        onChange={(on) => change({ sla: on ? "breached" : undefined })}
      >
        {t.breached}
      </ToggleButton>
    </div>
  );
}
