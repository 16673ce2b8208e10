// SPDX-License-Identifier: Apache-2.0
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { text } from "../text/en";
import { Loading, Notice, ProblemNotice } from "./states";

// A list's states: under way, refused, out of date, empty, and there.
export function ListState<T>({ list, items, empty, children }: {
  list: UseQueryResult<T>; items: unknown[] | undefined; empty: ReactNode; children: ReactNode;
}) {
  if (list.isPending) return <Loading lines={8} />;
  if (list.isError && !items) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {list.isError && <Notice tone="warn">{text.problems.stale}</Notice>}
      {items?.length === 0 ? empty : children}
    </>
  );
}
