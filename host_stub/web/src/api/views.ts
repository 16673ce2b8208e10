// SPDX-License-Identifier: Apache-2.0
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, type Documents, once } from "./client";
import type { TicketFilters } from "./tickets";

export type View = Documents["saved_view"];

export const viewsQuery = (company: string) =>
  queryOptions({
    queryKey: ["views", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/views", { params: { query: { company } }, signal })),
    staleTime: 30_000,
  });

function useViewWrite<V, A>(company: string, write: (value: V) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: write, onSuccess: () => client.invalidateQueries({ queryKey: ["views", company] }) });
}

export const useKeepView = (company: string) =>
  useViewWrite(company, (body: Documents["view_order"]) =>
    answered(api.POST("/api/v1/views", { params: { query: { company }, header: once() }, body })));

export const useRemoveView = (company: string) =>
  useViewWrite(company, (id: number) =>
    answered(api.DELETE("/api/v1/views/{id}", { params: { path: { id: String(id) }, query: { company }, header: once() } })));

const set = (filters: TicketFilters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));

export const filtersOf = set;
export const isSame = (view: View, filters: TicketFilters) => {
  const [one, other] = [view.filters, set(filters)];
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([key, value]) => other[key] === value);
};

export const exportAddress = (company: string, filters: TicketFilters, format: "csv" | "ndjson") =>
  `/api/v1/tickets/export?${new URLSearchParams({ company, format, ...set(filters) })}`;
