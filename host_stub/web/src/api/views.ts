// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents, once } from "./client";
import type { TicketFilters } from "./tickets";
import { useWrite } from "./write";

export type View = Documents["saved_view"];

export const viewsQuery = (company: string) =>
  queryOptions({
    queryKey: ["views", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/views", { params: { query: { company } }, signal })),
    staleTime: 30_000,
  });

export const useKeepView = (company: string) =>
  useWrite(company, (body: Documents["view_order"]) =>
    answered(api.POST("/api/v1/views", { params: { query: { company }, header: once() }, body })));

export const useRemoveView = (company: string) =>
  useWrite(company, (id: number) =>
    answered(api.DELETE("/api/v1/views/{id}", { params: { path: { id: String(id) }, query: { company }, header: once() } })));

export const filtersOf = (filters: TicketFilters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));

export const isSame = (view: View, filters: TicketFilters) => {
  const [one, other] = [view.filters, filtersOf(filters)];
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([key, value]) => other[key] === value);
};

export const exportAddress = (company: string, filters: TicketFilters, format: "csv" | "ndjson") =>
  `/api/v1/tickets/export?${new URLSearchParams({ company, format, ...filtersOf(filters) })}`;
