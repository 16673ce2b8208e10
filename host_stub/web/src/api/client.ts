// SPDX-License-Identifier: Apache-2.0
import createClient from "openapi-fetch";
import { text } from "../text/en";
import type { components, paths } from "./schema";

export type Documents = components["schemas"];

// What the host says instead of an answer (RFC 9457), or that it says nothing.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly remedy?: string,
    readonly places: { pointer: string; reason: string }[] = [],
    readonly retryAfter?: number,
  ) {
    super(detail);
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After")) || undefined;
  const told = (await response.json().catch(() => undefined)) as Documents["problem"] | undefined;
  if (!told?.code) return new Problem(response.status, "no_problem", text.problems.notUnderstood(response.status));
  return new Problem(response.status, told.code, told.detail, told.remedy, told.errors, wait);
}

// Of the session; the host wants it back with every write.
let csrf = "";
export function useCsrf(token: string) {
  csrf = token;
}

// What was read lately under its ETag. Lists are asked for again and again while somebody looks; the host answers 304 where
// nothing changed, and nobody reads the same twice.
const seen = new Map<string, { tag: string; body: string }>();
const mostSeen = 60;

function keep(url: string, tag: string, body: string) {
  seen.delete(url);
  seen.set(url, { tag, body });
  const oldest = seen.keys().next();
  if (seen.size > mostSeen && !oldest.done) seen.delete(oldest.value);
}

const documentOf = (body: string) => new Response(body, { headers: { "Content-Type": "application/json" } });

export async function ask(input: Request): Promise<Response> {
  const known = input.method === "GET" ? seen.get(input.url) : undefined;
  if (known) input.headers.set("If-None-Match", known.tag);
  if (input.method !== "GET" && csrf) input.headers.set("X-CSRF-Token", csrf);
  let response: Response;
  try {
    response = await fetch(input);
  } catch (failed) {
    if (input.signal.aborted) throw failed;
    throw new Problem(0, "unreachable", text.problems.unreachable, text.problems.unreachableRemedy);
  }
  if (response.status === 304 && known) return documentOf(known.body);
  if (!response.ok) throw await problemOf(response);
  const tag = input.method === "GET" && response.headers.get("ETag");
  if (!tag) return response;
  const body = await response.text();
  keep(input.url, tag, body);
  return documentOf(body);
}

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: ask,
  querySerializer: { object: { style: "form", explode: true } }, // what a picker depends on goes by its own names
});

// The document of an answer; problems have been thrown before.
export async function answered<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

// A write may be sent again after a lost answer: the host gives the same one to the same key.
export const once = (): { "Idempotency-Key": string } => ({ "Idempotency-Key": crypto.randomUUID() });
