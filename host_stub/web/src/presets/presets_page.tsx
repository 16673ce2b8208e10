// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Plus, Tags } from "lucide-react";
import { useState } from "react";
import { type Preset, presetsQuery, useRemovePreset } from "../api/presets";
import { Button } from "../kit/button";
import { Window } from "../kit/dialogs";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Blank, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { PresetForm } from "./preset_form";

const t = text.presets;

export function PresetsPage() {
  const { company, may } = usePlace();
  const presets = useQuery(presetsQuery(company));
  const [editing, setEditing] = useState<Preset | "new">();
  const add = <Button look="primary" onPress={() => setEditing("new")}><Plus aria-hidden />{t.add}</Button>;
  return (
    <Page title={text.pages.presets} actions={may("admin") && add}>
      <p className="quiet">{t.lead}</p>
      <ListState list={presets} items={presets.data?.items} empty={<div className="card"><Blank picture={<Tags aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank></div>}>
        <div className="tiles">{presets.data?.items.map((one) => <Tile key={one.name} preset={one} onEdit={() => setEditing(one)} />)}</div>
      </ListState>
      {editing && <PresetForm preset={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}

function Tile({ preset, onEdit }: { preset: Preset; onEdit: () => void }) {
  const { may } = usePlace();
  const [removing, setRemoving] = useState(false);
  const facts: [string, string | undefined][] = [
    [t.for, preset.integration ?? (preset.plugin && t.ofPlugin(preset.plugin))], [t.project, preset.project], [t.labels, preset.labels?.join(", ")],
    ...Object.entries(preset.fields ?? {}).map(([field, value]): [string, string] => [field, Array.isArray(value) ? value.join(", ") : String(value)]),
    [t.origin, preset.of_house ? preset.origin_path || t.ofHouse : t.own],
  ];
  return (
    <section className="card" aria-label={preset.label ?? preset.name}>
      <header><h2 className="grow">{preset.label ?? preset.name} <span className="quiet">· {preset.name}</span></h2></header>
      <div className="body stack">
        <dl className="facts">{facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        {may("admin") && !preset.of_house && (
          <div className="row wrap"><Button onPress={onEdit}>{t.edit}</Button><Button look="danger" onPress={() => setRemoving(true)}>{t.remove}</Button></div>
        )}
      </div>
      {removing && <Removing preset={preset} onClose={() => setRemoving(false)} />}
    </section>
  );
}

function Removing({ preset, onClose }: { preset: Preset; onClose: () => void }) {
  const { company } = usePlace();
  const remove = useRemovePreset(company);
  const start = () => remove.mutate(preset.name, { onSuccess: () => { tell(t.removed(preset.name)); onClose(); } });
  return (
    <Window
      title={t.removeTitle(preset.name)} onClose={onClose}
      footer={<><Button onPress={onClose}>{text.cancel}</Button><Button look="danger" isPending={remove.isPending} onPress={start}>{t.remove}</Button></>}
    >
      <div className="body stack">{remove.isError && <ProblemNotice problem={remove.error} />}<p>{t.removeHelp}</p></div>
    </Window>
  );
}
