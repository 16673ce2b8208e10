// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents, once } from "./client";
import { useShownWrite, useWrite } from "./write";

export type FindingRow = Documents["finding_item"];
export type Finding = Documents["finding"];

export interface FindingFilters {
  severity?: string | undefined;
  status?: string | undefined;
  scanner?: string | undefined;
  asset?: string | undefined;
  import?: string | undefined;
  q?: string | undefined;
  ids?: string | undefined; // of one group, as its ticket links to it
}

export const findingsQuery = (company: string, filters: FindingFilters, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["findings", company, filters, cursor],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/findings", { params: { query: { company, ...filters, cursor, limit: "200" } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });

export const findingQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["finding", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/findings/{id}", { params: { path: { id }, query: { company } }, signal })),
    refetchInterval: 10_000,
  });

export const activityQuery = (company: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["activity", company, id],
    queryFn: ({ signal, pageParam }) =>
      answered(api.GET("/api/v1/findings/{id}/activity", { params: { path: { id }, query: { company, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: 10_000,
  });

export const commentsQuery = (company: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["comments", company, id],
    queryFn: ({ signal, pageParam }) =>
      answered(api.GET("/api/v1/findings/{id}/comments", { params: { path: { id }, query: { company, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: 10_000,
  });

export const whyQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["why", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/findings/{id}/why", { params: { path: { id }, query: { company } }, signal })),
  });

export const useChangeFinding = (company: string, id: string) =>
  useWrite(company, (body: Documents["finding_change"]) =>
    answered(api.PATCH("/api/v1/findings/{id}", { params: { path: { id }, query: { company }, header: once() }, body })));

export const useComment = (company: string, id: string) =>
  useShownWrite(company, (body: Documents["comment_order"]) =>
    answered(api.POST("/api/v1/findings/{id}/comments", { params: { path: { id }, query: { company }, header: once() }, body })));

export const useReTest = (company: string, id: string) =>
  useWrite(company, (body: Documents["re_test_decision"]) =>
    answered(api.POST("/api/v1/findings/{id}/retest", { params: { path: { id }, query: { company }, header: once() }, body })));

export const useLinkTicket = (company: string, id: string) =>
  useWrite(company, (body: Documents["finding_link_order"]) =>
    answered(api.POST("/api/v1/findings/{id}/link", { params: { path: { id }, query: { company }, header: once() }, body })));

export const useUnlink = (company: string) =>
  useWrite(company, (body: Documents["unlink_order"]) =>
    answered(api.POST("/api/v1/links/end", { params: { query: { company }, header: once() }, body })));
