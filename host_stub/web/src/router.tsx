// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams,
} from "@tanstack/react-router";
import { type Session, sessionQuery } from "./api/session";
import { Loading, ProblemNotice } from "./kit/states";
import { NotFound } from "./pages/not_found";
import { findingFilters, paged, placeIn, setUpStep, ticketFilters, wordIn } from "./searches";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: wordIn(search, "to") }),
  component: lazyRouteComponent(() => import("./pages/sign_in"), "SignIn"),
});

// Everything for people who have signed in. The company stands in the address, so that a link means the same to
// everybody; without one it is the company chosen last.
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  validateSearch: (search: Record<string, unknown>): { company?: string } => ({ company: wordIn(search, "company") }),
  search: { middlewares: [retainSearchParams(["company"])] },
  beforeLoad: async ({ context, location, search }): Promise<{ session: Session; company: string }> => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { to: location.href } });
    return { session, company: placeIn(session, search.company) };
  },
  pendingComponent: () => <div className="page"><Loading /></div>,
  errorComponent: ({ error, reset }) => <div className="page"><ProblemNotice problem={error} onRetry={reset} /></div>,
  component: lazyRouteComponent(() => import("./pages/shell"), "Shell"),
});

const page = { getParentRoute: () => shell };
const start = createRoute({
  ...page,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tickets", search: {} });
  },
});
const tickets = createRoute({
  ...page,
  path: "/tickets",
  validateSearch: ticketFilters,
  component: lazyRouteComponent(() => import("./tickets/tickets_page"), "TicketsPage"),
});
const findings = createRoute({
  ...page,
  path: "/findings",
  validateSearch: findingFilters,
  component: lazyRouteComponent(() => import("./findings/findings_page"), "FindingsPage"),
});
const finding = createRoute({
  ...page,
  path: "/findings/$id",
  component: lazyRouteComponent(() => import("./findings/finding_page"), "FindingPage"),
});
const reviews = createRoute({
  ...page,
  path: "/reviews",
  component: lazyRouteComponent(() => import("./pages/reviews"), "ReviewsPage"),
});
const alerts = createRoute({
  ...page,
  path: "/alerts",
  component: lazyRouteComponent(() => import("./pages/alerts"), "AlertsPage"),
});
const pushes = createRoute({
  ...page,
  path: "/pushes",
  validateSearch: paged,
  component: lazyRouteComponent(() => import("./pages/pushes"), "PushesPage"),
});
const push = createRoute({
  ...page,
  path: "/pushes/$id",
  component: lazyRouteComponent(() => import("./pages/push"), "PushPage"),
});
const imports = createRoute({
  ...page,
  path: "/imports",
  validateSearch: paged,
  component: lazyRouteComponent(() => import("./pages/imports"), "ImportsPage"),
});
const integrations = createRoute({
  ...page,
  path: "/integrations",
  component: lazyRouteComponent(() => import("./pages/integrations"), "IntegrationsPage"),
});
const integration = createRoute({
  ...page,
  path: "/integrations/$id",
  component: lazyRouteComponent(() => import("./integrations/integration_page"), "IntegrationPage"),
});
const connectNew = createRoute({
  ...page,
  path: "/connect",
  component: lazyRouteComponent(() => import("./connect/connect_page"), "NewIntegrationPage"),
});
const connect = createRoute({
  ...page,
  path: "/connect/$id",
  validateSearch: setUpStep,
  component: lazyRouteComponent(() => import("./connect/connect_page"), "ConnectPage"),
});
const overview = createRoute({
  ...page,
  path: "/overview",
  validateSearch: (search: Record<string, unknown>): { days?: number } => {
    const days = Number(search["days"]);
    return Number.isInteger(days) && days > 0 ? { days } : {};
  },
  component: lazyRouteComponent(() => import("./overview/overview_page"), "OverviewPage"),
});
const presets = createRoute({
  ...page,
  path: "/presets",
  component: lazyRouteComponent(() => import("./presets/presets_page"), "PresetsPage"),
});
const policies = createRoute({
  ...page,
  path: "/policies",
  component: lazyRouteComponent(() => import("./policies/policies_page"), "PoliciesPage"),
});
const policy = createRoute({
  ...page,
  path: "/policies/$name",
  validateSearch: (search: Record<string, unknown>): { version?: number } => {
    const version = Number(search["version"]);
    return Number.isInteger(version) && version > 0 ? { version } : {};
  },
  component: lazyRouteComponent(() => import("./policies/policy_page"), "PolicyPage"),
});
const routeTree = root.addChildren([
  signIn,
  shell.addChildren([start, tickets, findings, finding, reviews, alerts, pushes, push, imports, integrations, integration, connectNew, connect, policies, policy, overview, presets]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({ routeTree, context: { client }, defaultPreload: "intent", scrollRestoration: true });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface HistoryState {
    // Cursors of the pages before this one, the first page's being absent.
    before?: (string | undefined)[];
  }
}
