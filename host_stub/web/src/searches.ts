// SPDX-License-Identifier: Apache-2.0
// What addresses say, read with suspicion: people edit them, and vendors' tickets link to them.
import type { FindingFilters } from "./api/findings";
import type { Session } from "./api/session";
import type { TicketFilters } from "./api/tickets";
import { type Step, steps } from "./connect/step_names";

type Search = Record<string, unknown>;

export function wordIn(search: Search, name: string): string | undefined {
  const value = search[name];
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

// "1,2,3"; what is no number is left out.
function numbersIn(search: Search, name: string): string | undefined {
  const numbers = (wordIn(search, name) ?? "").split(",").filter((word) => /^\d{1,18}$/.test(word));
  return numbers.length > 0 ? numbers.slice(0, 500).join(",") : undefined;
}

export type Paged = { cursor?: string | undefined };

export const paged = (search: Search): Paged => ({ cursor: wordIn(search, "cursor") });

export const ticketFilters = (search: Search): TicketFilters & Paged => ({
  integration: wordIn(search, "integration"),
  severity: wordIn(search, "severity"),
  status: wordIn(search, "status"),
  q: wordIn(search, "q"),
  sla: search["sla"] === "breached" ? "breached" : undefined,
  import: wordIn(search, "import"),
  ticket_state: wordIn(search, "ticket_state"),
  assignee: wordIn(search, "assignee"),
  needs: search["needs"] === "person" ? "person" : undefined,
  group: search["group"] === "ticket" ? "ticket" : undefined,
  companies: wordIn(search, "companies"),
  cursor: wordIn(search, "cursor"),
});

export const findingFilters = (search: Search): FindingFilters & Paged => ({
  severity: wordIn(search, "severity"),
  status: wordIn(search, "status"),
  scanner: wordIn(search, "scanner"),
  asset: wordIn(search, "asset"),
  ids: numbersIn(search, "ids"),
  import: wordIn(search, "import"),
  q: wordIn(search, "q"),
  cursor: wordIn(search, "cursor"),
});

export const setUpStep = (search: Search): { step?: Step } => {
  const step = steps.find((one) => one === search["step"]);
  return step ? { step } : {};
};

const lastCompany = "company";

// The company that the address names, or the one that was looked at last.
export function placeIn(session: Session, named: string | undefined): string {
  const own = session.user.companies;
  const last = localStorage.getItem(lastCompany);
  const company = named ?? (last && own.includes(last) ? last : own[0]) ?? "";
  if (own.includes(company)) localStorage.setItem(lastCompany, company);
  return company;
}
