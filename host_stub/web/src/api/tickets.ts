// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents } from "./client";
import { useWrite } from "./write";

export type TicketRow = Documents["ticket_item"];
export type ResyncReport = Documents["resync_report"];

export interface TicketFilters {
  integration?: string | undefined;
  severity?: string | undefined;
  status?: string | undefined;
  q?: string | undefined;
  sla?: "breached" | undefined;
  import?: string | undefined;
  ticket_state?: string | undefined;
  assignee?: string | undefined;
  needs?: "person" | undefined;
  group?: "ticket" | undefined;
  companies?: string | undefined;
}

const refreshed = 10_000;

export const ticketsQuery = (company: string, filters: TicketFilters, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["tickets", company, filters, cursor],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/tickets", { params: { query: { company, ...filters, cursor, limit: "200" } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  });

export const useResyncTicket = (company: string) =>
  useWrite(company, ({ ticket, company: owner = company }: { ticket: number; company?: string | undefined }) =>
    answered(api.POST("/api/v1/tickets/{id}/resync", { params: { path: { id: String(ticket) }, query: { company: owner } } })));

export const useResyncAll = (company: string) =>
  useWrite(company, () => answered(api.POST("/api/v1/integrations/resync", { params: { query: { company } }, body: {} })));
