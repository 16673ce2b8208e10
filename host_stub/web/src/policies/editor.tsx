// SPDX-License-Identifier: Apache-2.0
import { autocompletion } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";
import { completeBy, type Schema } from "./completion";
import { pageTheme } from "./editor_theme";

export interface Mark {
  line: number; // from 1, as column
  column: number;
  bad: boolean;
  words: string;
}

interface Props {
  label: string;
  value: string;
  onChange?: (value: string) => void; // absent: for reading
  marks?: Mark[];
  original?: string | undefined; // differences to this text are shown
  schema?: Schema | undefined;
  reveal?: { line: number; column: number } | undefined;
}

function placeOf(state: EditorState, { line, column }: { line: number; column: number }): number {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

// In a shadow root: there the editor's styles are adopted by script, which the page's policy allows; in the page it would
// write a style element, which it forbids.
export default function Editor({ label, value, onChange, marks, original, schema, reveal }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const tell = useRef(onChange);
  tell.current = onChange;
  const merging = useRef(new Compartment());
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: "open" });
    if (!root) return;
    const readOnly = tell.current === undefined;
    const made = new EditorView({
      root, parent: root,
      state: EditorState.create({
        doc: value,
        extensions: [
          basicSetup, yaml(), pageTheme, lintGutter(), EditorView.lineWrapping, merging.current.of([]),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly),
          autocompletion(schema ? { override: [completeBy(schema)] } : {}),
          EditorView.updateListener.of((update) => update.docChanged && tell.current?.(update.state.doc.toString())),
        ],
      }),
    });
    view.current = made;
    return () => { made.destroy(); view.current = null; };
  }, [label, schema]);
  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() !== value) now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    const now = view.current;
    if (!now) return;
    const told = (marks ?? []).map((mark): Diagnostic => {
      const from = placeOf(now.state, mark);
      return { from, to: Math.max(from, now.state.doc.lineAt(from).to), severity: mark.bad ? "error" : "warning", message: mark.words };
    });
    now.dispatch(setDiagnostics(now.state, told));
  }, [marks]);
  useEffect(() => {
    view.current?.dispatch({
      effects: merging.current.reconfigure(original === undefined ? [] : unifiedMergeView({ original, mergeControls: false })),
    });
  }, [original]);
  useEffect(() => {
    const now = view.current;
    if (!now || !reveal) return;
    now.dispatch({ selection: { anchor: placeOf(now.state, reveal) }, scrollIntoView: true });
    now.focus();
  }, [reveal]);
  return <div ref={host} className="editor" />;
}
