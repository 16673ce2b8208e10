// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { answered, api, ask, type Documents, Problem, useCsrf } from "./client";

export type Session = Documents["signed_in"];
export type Role = Session["user"]["role"];

const address = `${window.location.origin}/api/v1/session`;

async function read(response: Response): Promise<Session> {
  const session = (await response.json()) as Session;
  useCsrf(session.csrf);
  return session;
}

// Null: nobody has signed in.
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Infinity,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await read(await ask(new Request(address, { signal })));
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) return null;
      throw problem;
    }
  },
});

// Besides a name and a password.
export const offersQuery = queryOptions({
  queryKey: ["sign-in"],
  staleTime: Infinity,
  queryFn: ({ signal }) => answered(api.GET("/api/v1/sign-in", { signal })),
});

// `chosen`: in the place of a password that is for one sign-in.
export async function signIn(name: string, password: string, chosen?: string): Promise<Session> {
  const body = JSON.stringify({ name, password, new_password: chosen });
  return read(await ask(new Request(address, { method: "POST", body, headers: { "Content-Type": "application/json" } })));
}

export async function signOut(): Promise<void> {
  await ask(new Request(address, { method: "DELETE" }));
  useCsrf("");
}

const rank: Record<Role, number> = { viewer: 0, analyst: 1, admin: 2 };
export const may = (session: Session, least: Role) => rank[session.user.role] >= rank[least];
