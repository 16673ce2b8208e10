// SPDX-License-Identifier: Apache-2.0
import { getRouteApi } from "@tanstack/react-router";
import { may, type Role } from "./api/session";

const shell = getRouteApi("/shell");

// Who looks, and at which company.
export function usePlace() {
  const { session, company } = shell.useRouteContext();
  return { session, company, may: (least: Role) => may(session, least) };
}
