// SPDX-License-Identifier: Apache-2.0
import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { text } from "../text/en";
import { IconButton } from "./button";

// A value that is to be entered elsewhere.
export function CopyField({ label, value, help }: { label: string; value: string; help?: string | undefined }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  // Browsers keep the clipboard from pages that came over plain http; the value then stands there, chosen.
  const copy = async () => {
    document.querySelector<HTMLInputElement>(`[id="${id}"]`)?.select();
    await navigator.clipboard?.writeText(value).then(() => setCopied(true), () => undefined);
  };
  return (
    <div className="field">
      <label className="label" htmlFor={id}>{label}</label>
      <div className="row">
        <input id={id} className="input grow code-input" readOnly value={value} onFocus={(event) => event.target.select()} />
        <IconButton name={copied ? text.copied : text.copy(label)} onPress={() => void copy()}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        </IconButton>
      </div>
      {help && <span className="help">{help}</span>}
    </div>
  );
}
