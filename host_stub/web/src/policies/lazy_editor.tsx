// SPDX-License-Identifier: Apache-2.0
import { type ComponentProps, lazy, Suspense } from "react";
import { Loading } from "../kit/states";

const Editor = lazy(() => import("./editor"));

export function LazyEditor(props: ComponentProps<typeof Editor>) {
  return <Suspense fallback={<Loading lines={12} />}><Editor {...props} /></Suspense>;
}
