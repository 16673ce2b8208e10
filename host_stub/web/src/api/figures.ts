// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents } from "./client";

export type Figures = Documents["figures"];
export type Day = Documents["day_figures"];
export type Share = Documents["share"];

export const figuresQuery = (company: string, days: string) =>
  queryOptions({
    queryKey: ["figures", company, days],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/stats", { params: { query: { company, days } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
