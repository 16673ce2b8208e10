// SPDX-License-Identifier: Apache-2.0
import { useRouter, useRouterState } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { text } from "../text/en";
import { Button } from "./button";

// Lists are walked by cursors, which only lead on: the way back is kept with the history's entry.
export function Pager({ cursor, next }: { cursor: string | undefined; next: string | undefined }) {
  const router = useRouter();
  const before = useRouterState({ select: ({ location }) => location.state.before }) ?? [];
  const go = (to: string | undefined, way: (string | undefined)[]) =>
    void router.navigate({ to: ".", search: (old: object) => ({ ...old, cursor: to }), state: { before: way } } as never);
  if (!cursor && !next) return null;
  return (
    <div className="pager">
      <Button isDisabled={!cursor} onPress={() => go(before.at(-1), before.slice(0, -1))}>
        <ChevronLeft aria-hidden />{text.previous}
      </Button>
      <Button isDisabled={!next} onPress={() => go(next, [...before, cursor])}>
        {text.next}<ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
