// SPDX-License-Identifier: Apache-2.0
import type { Setting } from "../api/integrations";
import { Select, TextField } from "../kit/fields";
import { Picker } from "../push/picker";
import { text } from "../text/en";

export type Values = Record<string, unknown>;

// A setting of the plugin by its kind. Nothing typed: its default, or none.
export function SettingField({ setting, integration, value, onChange }: {
  setting: Setting; integration?: string; value: unknown; onChange: (value: unknown) => void;
}) {
  const usual = setting.default_value === undefined || setting.default_value === null ? undefined : String(setting.default_value);
  const common = {
    label: setting.label, isRequired: setting.required ?? false,
    help: [setting.help, usual && text.connect.unlessGiven(usual)].filter(Boolean).join(" ") || undefined,
  };
  const shown = value === undefined || value === null ? "" : String(value);
  switch (setting.kind) {
    case "boolean":
      return <Select {...common} choices={text.connect.booleans} value={shown} onChange={(id) => onChange(id === "" ? undefined : id === "true")} />;
    case "choice":
      return <Select {...common} choices={(setting.choices ?? []).map(({ id, name }) => ({ id, name }))} value={shown || null} onChange={onChange} />;
    case "integer":
      return <TextField {...common} inputMode="numeric" value={shown} onChange={(words) => onChange(words === "" ? undefined : Number.isInteger(Number(words)) ? Number(words) : words)} />;
    case "picker":
      if (integration && setting.picker)
        return (
          <Picker
            {...common} place={{ integration, context: {} }} picker={setting.picker} value={shown || undefined}
            onChange={(option) => onChange(option?.id)}
          />
        );
      return <TextField {...common} value={shown} onChange={(words) => onChange(words || undefined)} />;
    case "url":
      return <TextField {...common} type="url" value={shown} onChange={(words) => onChange(words.trim() || undefined)} />;
    case "string":
      return <TextField {...common} value={shown} onChange={(words) => onChange(words || undefined)} />;
  }
}

// What was filled in; `before`: settings that are stored already, of which an emptied one is taken away.
export function changedSettings(values: Values, before: Values = {}): Values {
  const changed: Values = {};
  for (const key of new Set([...Object.keys(values), ...Object.keys(before)]))
    if (values[key] !== before[key]) changed[key] = values[key] ?? null;
  return changed;
}
