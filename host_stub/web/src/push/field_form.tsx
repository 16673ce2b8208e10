// SPDX-License-Identifier: Apache-2.0
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as Pressed, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { FieldDescription, PickerPlace } from "../api/pushes";
import { Button } from "../kit/button";
import { text } from "../text/en";
import { FieldControl } from "./field_control";

const t = text.push;
type Values = Record<string, unknown>;
// The policy writes these, each ticket its own.
const written = ["description", "summary", "correlation"];

// What is typed here stands above everything that the policy says. The plan is made again when the person asks for it.
export function FieldForm({ fields, place, values, onChange }: {
  fields: FieldDescription[]; place: PickerPlace; values: Values; onChange: (values: Values) => void;
}) {
  const [draft, setDraft] = useState(values);
  const shown = fields.filter((field) => !field.read_only && !written.includes(field.role ?? ""));
  const first = shown.filter((field) => field.required || ["priority", "assignee", "labels", "due_date", "components"].includes(field.role ?? ""));
  const others = shown.filter((field) => !first.includes(field));
  const changed = JSON.stringify(draft) !== JSON.stringify(values);
  const set = (id: string, value: unknown) => {
    const { [id]: _, ...rest } = draft;
    setDraft(value === undefined ? rest : { ...rest, [id]: value });
  };
  const control = (field: FieldDescription) => (
    <FieldControl key={field.id} field={field} place={place} value={draft[field.id]} onChange={(value) => set(field.id, value)} />
  );
  return (
    <div className="stack">
      <h3>{t.fields}</h3>
      <p className="quiet small">{t.fieldsHelp}</p>
      {first.map(control)}
      {others.length > 0 && (
        <Disclosure className="disclosure">
          <Heading className="disclosure-heading">
            <Pressed slot="trigger" className="disclosure-button flat"><ChevronRight aria-hidden />{t.moreFields(others.length)}</Pressed>
          </Heading>
          <DisclosurePanel className="flat-panel"><div className="stack">{others.map(control)}</div></DisclosurePanel>
        </Disclosure>
      )}
      <Button isDisabled={!changed} onPress={() => onChange(draft)}>{t.planAgain}</Button>
    </div>
  );
}
