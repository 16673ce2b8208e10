// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useTitle } from "./title";

// `fixed`: the page stays, and a table in it scrolls.
export function Page({ title, heading, actions, fixed, children }: {
  title: string; heading?: ReactNode; actions?: ReactNode; fixed?: boolean; children: ReactNode;
}) {
  useTitle(title);
  return (
    <main id="content" tabIndex={-1} className={fixed ? "page fixed" : "page"}>
      <div className="head">
        {heading ?? <h1>{title}</h1>}
        {actions}
      </div>
      {children}
    </main>
  );
}
