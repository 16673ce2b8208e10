// SPDX-License-Identifier: Apache-2.0
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

interface Manner<V> {
  // Its problem is told where the work is done, not by a message that goes away.
  shown?: boolean;
  // What stays as it was read.
  except?: (key: QueryKey, value: V) => boolean;
}

// A write in a company: whatever shows this company is read again.
export function useWrite<V, A>(company: string, write: (value: V) => Promise<A>, { shown = false, except = () => false }: Manner<V> = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    meta: { shown },
    onSuccess: (_, value) => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === company && !except(queryKey, value) }),
  });
}

// One whose place on the page tells its problem.
export const useShownWrite = <V, A>(company: string, write: (value: V) => Promise<A>) => useWrite(company, write, { shown: true });
