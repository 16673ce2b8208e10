// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { text } from "../text/en";

export function useTitle(page: string) {
  useEffect(() => {
    document.title = `${page} · ${text.product}`;
  }, [page]);
}
