// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, once } from "./client";
import { useWrite } from "./write";

export const integrationsQuery = (company: string) =>
  queryOptions({
    queryKey: ["integrations", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/integrations", { params: { query: { company } }, signal })),
    staleTime: 30_000,
  });

export const alertsQuery = (company: string) =>
  queryOptions({
    queryKey: ["alerts", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/alerts", { params: { query: { company, limit: "200" } }, signal })),
    refetchInterval: 30_000,
  });

export const reviewsQuery = (company: string) =>
  queryOptions({
    queryKey: ["reviews", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/reviews", { params: { query: { company, limit: "200" } }, signal })),
    refetchInterval: 30_000,
  });

export const reTestsQuery = (company: string) =>
  queryOptions({
    queryKey: ["retests", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/retests", { params: { query: { company, limit: "200" } }, signal })),
    refetchInterval: 30_000,
  });

export const importsQuery = (company: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["imports", company, cursor],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/imports", { params: { query: { company, cursor, limit: "50" } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

// Only administrators may ask.
export const webhookQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["webhook", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/integrations/{id}/webhook", { params: { path: { id }, query: { company } }, signal })),
    refetchInterval: 30_000,
  });

export const useDecideReview = (company: string) =>
  useWrite(company, ({ id, decision, reason }: { id: number; decision: string; reason?: string | undefined }) =>
    answered(api.POST("/api/v1/reviews/{id}", {
      params: { path: { id: String(id) }, query: { company }, header: once() }, body: reason ? { decision, reason } : { decision },
    })));

export const useAcknowledge = (company: string) =>
  useWrite(company, (id: number) =>
    answered(api.POST("/api/v1/alerts/{id}/acknowledge", { params: { path: { id: String(id) }, query: { company }, header: once() } })));

export const useCheckIntegration = (company: string) =>
  useWrite(company, (id: string) =>
    answered(api.POST("/api/v1/integrations/{id}/check", { params: { path: { id }, query: { company } } })));

export const useSwitchIntegration = (company: string) =>
  useWrite(company, ({ id, on }: { id: string; on: boolean }) => {
    const params = { path: { id }, query: { company } };
    return answered(on ? api.POST("/api/v1/integrations/{id}/enable", { params }) : api.POST("/api/v1/integrations/{id}/disable", { params }));
  });
