// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, type QueryKey, queryOptions } from "@tanstack/react-query";
import { answered, api, ask, type Documents, once, Problem } from "./client";
import { useWrite } from "./write";

export type PushOrder = Documents["push_order"];
export type Plan = Documents["plan"];
export type PlannedTicket = Documents["planned_ticket"];
export type Push = Documents["push"];
export type PushRecord = Documents["push_record"];
export type FieldDescription = Documents["field_description"];

export const preflightQuery = (company: string, findings: number[]) =>
  queryOptions({
    queryKey: ["preflight", company, findings],
    queryFn: ({ signal }) =>
      answered(api.POST("/api/v1/preflight", { params: { query: { company } }, body: { finding_ids: findings }, signal })),
  });

export const planQuery = (company: string, order: PushOrder) =>
  queryOptions({
    queryKey: ["plan", company, order],
    queryFn: ({ signal }) => answered(api.POST("/api/v1/plans", { params: { query: { company } }, body: order, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

export const fieldsQuery = (company: string, id: string, project: string, type: string) =>
  queryOptions({
    queryKey: ["fields", company, id, project, type],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/integrations/{id}/fields", { params: { path: { id }, query: { company, project, type, for: "create" } }, signal })),
    staleTime: 300_000,
  });

// What a picker depends on, such as the project.
export interface PickerPlace {
  integration: string;
  context: Record<string, string>;
}

export const pickerQuery = (company: string, place: PickerPlace, picker: string, q: string) =>
  queryOptions({
    queryKey: ["picker", company, place, picker, q],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/integrations/{id}/pickers/{picker}", {
        params: { path: { id: place.integration, picker }, query: { company, q, limit: "50", context: place.context } }, signal,
      })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const pushesQuery = (company: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["pushes", company, cursor],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/pushes", { params: { query: { company, cursor, limit: "50" } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

// The document of a push, which could also have been asked for as a stream of records.
const whole = (call: Promise<{ data?: Push | PushRecord }>) => answered(call as Promise<{ data?: Push }>);

export const pushQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ["push", company, id],
    queryFn: ({ signal }) => whole(api.GET("/api/v1/pushes/{id}", { params: { path: { id }, query: { company } }, signal })),
    refetchInterval: ({ state }) => (state.data?.finished ? false : 2_000),
  });

// Pushes a plan and tells of each record as it is decided; answers the number of the push.
export async function pushPlan(company: string, plan: number, key: string, tell: (record: PushRecord) => void): Promise<string> {
  const query = new URLSearchParams({ company });
  const response = await ask(new Request(`${window.location.origin}/api/v1/plans/${plan}/push?${query}`, {
    method: "POST", headers: { Accept: "application/x-ndjson", "Idempotency-Key": key },
  }));
  const push = response.headers.get("Location")?.split("/").at(-1) ?? "";
  let rest = "";
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await lines?.read(); piece && !piece.done; piece = await lines?.read()) {
    const whole = (rest + piece.value).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) take(JSON.parse(line) as PushRecord | Documents["problem"], tell);
  }
  return push;
}

// The last line is a problem where the rest is missing.
function take(line: PushRecord | Documents["problem"], tell: (record: PushRecord) => void) {
  if ("outcome" in line) tell(line);
  else throw new Problem(line.status, line.code, line.detail, line.remedy);
}

// It stays what the person has looked at.
const isPlan = ([what]: QueryKey) => what === "plan";

export const useRetryPush = (company: string) =>
  useWrite(company, (id: number) =>
    whole(api.POST("/api/v1/pushes/{id}/retry", { params: { path: { id: String(id) }, query: { company }, header: once() } })), { except: isPlan });

const takeBack = (company: string, id: number, dryRun: boolean) =>
  answered(api.POST("/api/v1/pushes/{id}/take-back", {
    params: { path: { id: String(id) }, query: { company }, header: once() }, body: { dry_run: dryRun },
  }));

// What would come of it; nothing is changed.
export const takeBackQuery = (company: string, id: number) =>
  queryOptions({
    queryKey: ["take-back", company, id],
    queryFn: () => takeBack(company, id, true),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

export const useTakeBack = (company: string) => useWrite(company, (id: number) => takeBack(company, id, false), { except: isPlan });
