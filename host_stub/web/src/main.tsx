// SPDX-License-Identifier: Apache-2.0
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { Problem } from "./api/client";
import { sessionQuery } from "./api/session";
import { Toasts, tellProblem } from "./kit/toasts";
import { makeRouter } from "./router";
import { applyTheme, storedTheme } from "./theme";
import "./styles/base.css";
import "./styles/kit.css";
import "./styles/layout.css";
import "./styles/pages.css";

applyTheme(storedTheme());

// A session that ended elsewhere ends here too.
function leaveIfSignedOut(problem: unknown) {
  if (!(problem instanceof Problem) || problem.status !== 401 || problem.code === "sign_in_refused") return;
  client.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveIfSignedOut }),
  mutationCache: new MutationCache({
    onError: (problem, _variables, _context, mutation) => {
      leaveIfSignedOut(problem);
      if (!mutation.meta?.["shown"]) tellProblem(problem);
    },
  }),
  defaultOptions: {
    queries: {
      // What the host refuses it refuses again; who does not answer may in a moment.
      retry: (count, problem) => count < 2 && (!(problem instanceof Problem) || problem.status === 0 || problem.status >= 500),
      staleTime: 5_000,
    },
  },
});
const router = makeRouter(client);

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>,
  );
