// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions, useMutation } from "@tanstack/react-query";
import { text } from "../text/en";
import { answered, api, type Documents, once } from "./client";
import { useShownWrite } from "./write";

export type Policy = Documents["policy_version"];
export type LintReport = Documents["lint_report"];
export type LintEntry = Documents["lint_entry"];
export type Backtest = Documents["backtest_report"];
export type TestReport = Documents["policy_test_report"];

export const policiesQuery = (company: string) =>
  queryOptions({
    queryKey: ["policies", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/policies", { params: { query: { company } }, signal })),
  });

const keep = (company: string, name: string, document: string, takeOver: boolean) =>
  answered(api.PUT("/api/v1/policies/{name}", {
    params: { path: { name }, query: { company }, header: once() }, body: { document, take_over: takeOver },
  }));

const activate = (company: string, name: string, body: Documents["policy_activate_order"]) =>
  answered(api.POST("/api/v1/policies/{name}/activate", { params: { path: { name }, query: { company }, header: once() }, body }));

// A first policy from what a project offers, which decides from now on.
export const useSuggestPolicy = (company: string, integration: string) =>
  useShownWrite(company, async (project: string) => {
    const made = await answered(api.GET("/api/v1/integrations/{id}/policy-suggestion", { params: { path: { id: integration }, query: { company, project } } }));
    const kept = await keep(company, made.name, made.policy, false);
    await activate(company, made.name, { version: kept.version, reason: text.connect.suggestionReason(project), existing: "leave" });
    return made;
  });

export const policyQuery = (company: string, name: string, version: string | undefined) =>
  queryOptions({
    queryKey: ["policy", company, name, version],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/policies/{name}", { params: { path: { name }, query: { company, version } }, signal })),
  });

export const versionsQuery = (company: string, name: string) =>
  queryOptions({
    queryKey: ["policy-versions", company, name],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/policies/{name}/versions", { params: { path: { name }, query: { company, limit: "50" } }, signal })),
  });

export const existingQuery = (company: string, name: string, version: number) =>
  queryOptions({
    queryKey: ["policy-existing", company, name, version],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/policies/{name}/existing", { params: { path: { name }, query: { company, version: String(version) } }, signal })),
    gcTime: 0,
  });

// Live: held against what the vendor offers now.
export const lintQuery = (company: string, name: string, document: string, live: boolean) =>
  queryOptions({
    queryKey: ["lint", company, name, document, live],
    queryFn: ({ signal }) =>
      answered(api.POST("/api/v1/policies/{name}/lint", { params: { path: { name }, query: { company } }, body: { document, live }, signal })),
    gcTime: 0,
    retry: false,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const explainQuery = (company: string, finding: string) =>
  queryOptions({
    queryKey: ["explain", company, finding],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/findings/{id}/explain", { params: { path: { id: finding }, query: { company } }, signal })),
    retry: false,
  });

export const useKeepPolicy = (company: string, name: string) =>
  useShownWrite(company, ({ document, takeOver }: { document: string; takeOver: boolean }) => keep(company, name, document, takeOver));

export const useActivatePolicy = (company: string, name: string) =>
  useShownWrite(company, (order: Documents["policy_activate_order"]) => activate(company, name, order));

export const useTestPolicy = (company: string, name: string) =>
  useMutation({
    mutationFn: (body: Documents["policy_test_order"]) =>
      answered(api.POST("/api/v1/policies/{name}/test", { params: { path: { name }, query: { company }, header: once() }, body })),
    meta: { shown: true },
  });

export const useBacktest = (company: string, name: string) =>
  useMutation({
    mutationFn: (body: Documents["policy_backtest_order"]) =>
      answered(api.POST("/api/v1/policies/{name}/backtest", { params: { path: { name }, query: { company }, header: once() }, body })),
    meta: { shown: true },
  });
