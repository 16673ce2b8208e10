// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents, Problem } from "./client";
import { useShownWrite, useWrite } from "./write";

export type Integration = Documents["integration"];
export type Manifest = Documents["manifest"];
export type Settings = Documents["integration_settings"];
export type AuthScheme = Documents["auth_scheme"];
export type Setting = Documents["setting"];
export type Check = Documents["integration_check"];
export type Consent = Documents["consent_state"];
export type Webhook = Documents["webhook_status"];

export const integrationQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["integration", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/integrations/{id}", { params: { path: { id }, query: { company } }, signal })),
  });

export const pluginsQuery = (company: string) =>
  queryOptions({
    queryKey: ["plugins", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/plugins", { params: { query: { company } }, signal })),
  });

export const manifestQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["plugin", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/plugins/{id}", { params: { path: { id }, query: { company } }, signal })),
    staleTime: Infinity,
  });

// Which fields of the credential are stored; never their values.
export const secretsQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["secrets", company, id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/integrations/{id}/secrets", { params: { path: { id }, query: { company } }, signal })),
  });

// Null: nobody has begun to consent.
export const consentQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["consent", company, id],
    queryFn: async ({ signal }): Promise<Consent | null> => {
      try {
        return await answered(api.GET("/api/v1/integrations/{id}/oauth", { params: { path: { id }, query: { company } }, signal }));
      } catch (problem) {
        if (problem instanceof Problem && problem.code === "consent_none") return null;
        throw problem;
      }
    },
    retry: false,
    refetchInterval: ({ state }) => (state.data && ["connected", "failed", "choosing"].includes(state.data.stage) ? false : 2_000),
  });

export const consentAddress = (company: string, id: string) =>
  `/api/v1/integrations/${encodeURIComponent(id)}/oauth/start?${new URLSearchParams({ company })}`;

export const useMakeIntegration = (company: string) =>
  useShownWrite(company, (body: Documents["new_integration"]) => answered(api.POST("/api/v1/integrations", { params: { query: { company } }, body })));

export const useChangeIntegration = (company: string, id: string) =>
  useShownWrite(company, (body: Settings) =>
    answered(api.PATCH("/api/v1/integrations/{id}", { params: { path: { id }, query: { company } }, body })));

export const useCheck = (company: string, id: string) =>
  useShownWrite(company, () => answered(api.POST("/api/v1/integrations/{id}/check", { params: { path: { id }, query: { company } } })));

export const useChooseSite = (company: string, id: string) =>
  useShownWrite(company, (site: string) =>
    answered(api.POST("/api/v1/integrations/{id}/oauth/site", { params: { path: { id }, query: { company } }, body: { site } })));

export const useWebhookAction = (company: string, id: string) =>
  useShownWrite(company, (action: "register" | "rotate" | "remove") => {
    const params = { path: { id }, query: { company } };
    if (action === "register") return answered(api.POST("/api/v1/integrations/{id}/webhook/register", { params }));
    if (action === "rotate") return answered(api.POST("/api/v1/integrations/{id}/webhook/rotate", { params }));
    return answered(api.POST("/api/v1/integrations/{id}/webhook/remove", { params }));
  });

export const useWebhookTest = (company: string, id: string) =>
  useShownWrite(company, () => answered(api.POST("/api/v1/integrations/{id}/webhook/test", { params: { path: { id }, query: { company } } })));

export type Turn = "enable" | "disable" | "disconnect" | "delete";

function turn(company: string, id: string, way: Turn, dryRun: boolean) {
  const params = { path: { id }, query: dryRun ? { company, dry_run: "true" } : { company } };
  switch (way) {
    case "enable": return answered(api.POST("/api/v1/integrations/{id}/enable", { params }));
    case "disable": return answered(api.POST("/api/v1/integrations/{id}/disable", { params }));
    case "disconnect": return answered(api.POST("/api/v1/integrations/{id}/disconnect", { params }));
    case "delete": return answered(api.DELETE("/api/v1/integrations/{id}", { params }));
  }
}

// What it would do; nothing is changed.
export const effectsQuery = (company: string, id: string, way: Turn) =>
  queryOptions({
    queryKey: ["effects", company, id, way],
    queryFn: () => turn(company, id, way, true),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

// What is deleted is not read again.
export const useTurn = (company: string, { id, name }: Integration) =>
  useWrite(company, (way: Turn) => turn(company, String(id), way, false), {
    shown: true, except: ([, , of], way) => way === "delete" && (of === name || of === String(id)),
  });
