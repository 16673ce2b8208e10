// SPDX-License-Identifier: Apache-2.0
import type { LintEntry } from "../api/policies";
import type { Mark } from "./editor";

// "file:line:column"; what is of no place stands at the top.
export function markOf(entry: LintEntry): Mark {
  const [column, line] = entry.where.split(":").reverse().map(Number);
  return {
    line: line || 1, column: column || 1, bad: entry.level === "error",
    words: entry.integration ? `${entry.what} (${entry.integration})` : entry.what,
  };
}
