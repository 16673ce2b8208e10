// SPDX-License-Identifier: Apache-2.0
import { text, words } from "../text/en";
import type { Choice } from "./fields";

const named = (ids: string[]): Choice[] => ids.map((id) => ({ id, name: words(id) }));

export const severities = named(["critical", "high", "medium", "low", "info"]);
export const statuses = named(["open", "triaged", "assigned", "in_progress", "on_hold", "re_test", "closed", "accepted_risk", "false_positive"]);
export const ticketStates = named(["todo", "doing", "done", "cancelled", "gone"]);
export const anyOr = (choices: Choice[]): Choice[] => [{ id: "", name: text.any }, ...choices];
