// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { Button, Label, Tag, TagGroup, TagList } from "react-aria-components";
import type { FieldDescription, PickerPlace } from "../api/pushes";
import { Select, TextField } from "../kit/fields";
import { text } from "../text/en";
import { FixedPicker, Picker } from "./picker";

const t = text.push;
const several = ["options", "people", "groups", "version", "component", "labels"];

interface Props {
  field: FieldDescription;
  place: PickerPlace;
  value: unknown;
  onChange: (value: unknown) => void;
}

// A field of the vendor's form by its kind. Nothing typed: the policy's value stays.
export function FieldControl(props: Props) {
  const { field, value, onChange } = props;
  // The vendor fills what has a default, and the policy may fill the rest: the plan says what is missing.
  const common = { label: field.name, help: field.help, isRequired: field.required && !field.has_default };
  const typed = {
    ...common, maxLength: field.max_length, value: value === undefined ? "" : String(value),
    onChange: (words: string) => onChange(words === "" ? undefined : words),
  };
  if (several.includes(field.kind)) return <Several {...props} />;
  switch (field.kind) {
    case "text":
      return <TextField {...typed} lines={4} />;
    case "number":
      return <TextField {...typed} inputMode="decimal" onChange={(words) => onChange(words === "" ? undefined : Number.isNaN(Number(words)) ? words : Number(words))} />;
    case "date":
      return <TextField {...typed} type="date" />;
    case "datetime":
      return <TextField {...typed} type="datetime-local" />;
    case "boolean":
      return (
        <Select
          {...common} value={value === undefined ? "" : String(value)} choices={t.booleans}
          onChange={(id) => onChange(id === "" ? undefined : id === "true")}
        />
      );
    case "string":
    case "url":
    case "duration":
    case "raw":
      return <TextField {...typed} />;
    default:
      return <One {...props} />;
  }
}

function One({ field, place, value, onChange }: Props) {
  const options = field.options ?? [];
  const common = { label: field.name, help: field.help, isRequired: field.required && !field.has_default, value: value as string | undefined };
  if (options.length > 0 && !field.has_more_options)
    return <FixedPicker {...common} options={options} onChange={(option) => onChange(option?.id)} />;
  if (field.picker) return <Picker {...common} place={place} picker={field.picker} onChange={(option) => onChange(option?.id)} />;
  return <TextField {...common} value={common.value ?? ""} onChange={(words) => onChange(words || undefined)} help={field.help ?? t.idOrName} />;
}

function Several({ field, place, value, onChange }: Props) {
  const chosen = (value as string[] | undefined) ?? [];
  const options = field.options ?? [];
  const nameOf = (id: string) => options.find((option) => option.id === id)?.name ?? id;
  const set = (ids: string[]) => onChange(ids.length > 0 ? ids : undefined);
  const add = (id: string | undefined) => id && !chosen.includes(id) && set([...chosen, id]);
  const common = { label: field.name, help: field.help, isRequired: field.required && chosen.length === 0, value: undefined, collects: true };
  return (
    <div className="stack tight">
      {options.length > 0 && !field.has_more_options ? (
        <FixedPicker {...common} options={options} onChange={(option) => add(option?.id)} />
      ) : field.picker ? (
        <Picker {...common} place={place} picker={field.picker} mayBeNew={field.kind === "labels"} onChange={(option) => add(option?.id)} />
      ) : (
        <TextField label={field.name} isRequired={common.isRequired} value={chosen.join(", ")} onChange={(words) => set(words.split(",").map((word) => word.trim()).filter(Boolean))} help={field.help ?? t.withCommas} />
      )}
      {chosen.length > 0 && (options.length > 0 || field.picker) && (
        <TagGroup className="tags" selectionMode="none" onRemove={(keys) => set(chosen.filter((id) => !keys.has(id)))}>
          <Label className="hidden">{t.chosenFor(field.name)}</Label>
          <TagList className="row wrap" items={chosen.map((id) => ({ id }))}>
            {({ id }) => (
              <Tag id={id} textValue={nameOf(id)} className="badge bare tag">
                {nameOf(id)}
                <Button slot="remove" className="remove"><X size={12} aria-hidden /></Button>
              </Tag>
            )}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}
