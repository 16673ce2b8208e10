// SPDX-License-Identifier: Apache-2.0
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Button, Text } from "react-aria-components";
import {
  UNSTABLE_Toast as Toast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue, UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { Problem } from "../api/client";
import { text } from "../text/en";

interface Message {
  words: string;
  bad: boolean;
}

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });

export const tell = (words: string) => void queue.add({ words, bad: false }, { timeout: 7000 });
export const tellProblem = (problem: unknown) =>
  void queue.add({
    words: problem instanceof Problem ? [problem.message, problem.remedy].filter(Boolean).join(" · ") : text.problems.unexpected,
    bad: true,
  });

export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className={toast.content.bad ? "toast bad" : "toast"}>
          {toast.content.bad ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
          <ToastContent className="grow"><Text slot="title">{toast.content.words}</Text></ToastContent>
          <Button slot="close" className="button plain icon" aria-label={text.close}><X aria-hidden /></Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
