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
  useWrite(company, (id: number) =>
    answered(api.POST("/api/v1/tickets/{id}/resync", { params: { path: { id: String(id) }, query: { company } } })));

export const useResyncAll = (company: string) =>
  useWrite(company, () => answered(api.POST("/api/v1/integrations/resync", { params: { query: { company } }, body: {} })));
