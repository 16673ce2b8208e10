// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { integrationsQuery } from "../api/lists";
import { type Preset, useKeepPreset } from "../api/presets";
import { Button, IconButton } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Select, TextField } from "../kit/fields";
import { ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.presets;
const words = (list: string) => list.split(",").map((word) => word.trim()).filter(Boolean);
const shown = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));

// What was not changed keeps its kind: a list stays a list, a number a number.
function typed(value: string, before: unknown): unknown {
  if (shown(before) === value) return before;
  return Array.isArray(before) || value.includes(",") ? words(value) : value;
}

export function PresetForm({ preset, onClose }: { preset: Preset | undefined; onClose: () => void }) {
  const { company } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  const keep = useKeepPreset(company);
  const [name, setName] = useState(preset?.name ?? "");
  const [label, setLabel] = useState(preset?.label ?? "");
  const [scope, setScope] = useState(preset?.plugin ? `plugin.${preset.plugin}` : preset?.integration ? `one.${preset.integration}` : "");
  const [project, setProject] = useState(preset?.project ?? "");
  const [labels, setLabels] = useState(preset?.labels?.join(", ") ?? "");
  const [fields, setFields] = useState<[string, string][]>(Object.entries(preset?.fields ?? {}).map(([field, value]) => [field, shown(value)]));
  const items = integrations.data?.items ?? [];
  const choices = [
    ...items.map((one) => ({ id: `one.${one.name}`, name: one.name })),
    ...[...new Set(items.map((one) => one.plugin))].map((plugin) => ({ id: `plugin.${plugin}`, name: t.ofPlugin(plugin) })),
  ];
  const [kind, of] = [scope.split(".")[0], scope.slice(scope.indexOf(".") + 1)];
  const given = fields.filter(([field, value]) => field.trim() !== "" && value.trim() !== "");
  const ready = name !== "" && scope !== "" && (given.length > 0 || words(labels).length > 0);
  const save = () =>
    keep.mutate({
      name, ...(label ? { label } : {}), ...(kind === "plugin" ? { plugin: of } : { integration: of }), ...(project ? { project } : {}),
      ...(words(labels).length > 0 ? { labels: words(labels) } : {}),
      ...(given.length > 0 ? { fields: Object.fromEntries(given.map(([field, value]) => [field.trim(), typed(value.trim(), preset?.fields?.[field])])) } : {}),
    }, { onSuccess: () => { tell(t.kept(name)); onClose(); } });
  const change = (place: number, part: 0 | 1, value: string) =>
    setFields(fields.map((one, at): [string, string] => (at === place ? (part === 0 ? [value, one[1]] : [one[0], value]) : one)));
  return (
    <Window
      title={preset ? t.editTitle(preset.name) : t.add} onClose={onClose}
      footer={<><Button onPress={onClose}>{text.cancel}</Button><Button look="primary" isDisabled={!ready} isPending={keep.isPending} onPress={save}>{t.keep}</Button></>}
    >
      <div className="body stack">
        {keep.isError && <ProblemNotice problem={keep.error} />}
        <TextField label={t.name} help={text.connect.nameHelp} value={name} onChange={setName} isRequired isDisabled={preset !== undefined} />
        <TextField label={t.label} value={label} onChange={setLabel} />
        <Select label={t.for} choices={choices} value={scope || null} onChange={setScope} isRequired />
        <TextField label={t.project} help={t.projectHelp} value={project} onChange={setProject} />
        <TextField label={t.labels} help={text.push.withCommas} value={labels} onChange={setLabels} />
        {fields.map(([field, value], place) => (
          <div key={place} className="row ends">
            <TextField label={t.field} value={field} onChange={(now) => change(place, 0, now)} />
            <TextField label={t.value} value={value} onChange={(now) => change(place, 1, now)} />
            <IconButton name={t.removeField(field)} onPress={() => setFields(fields.filter((_, at) => at !== place))}><X aria-hidden /></IconButton>
          </div>
        ))}
        <p><Button onPress={() => setFields([...fields, ["", ""]])}><Plus aria-hidden />{t.addField}</Button></p>
      </div>
    </Window>
  );
}
