// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { Integration } from "../api/integrations";
import { presetsQuery } from "../api/presets";
import { Select } from "../kit/fields";
import { usePlace } from "../place";
import { text } from "../text/en";

// What the team wants in its tickets; the plan shows where each value comes from.
export function PresetSelect({ integration, value, onChange }: { integration: Integration | undefined; value: string; onChange: (name: string) => void }) {
  const { company } = usePlace();
  const presets = useQuery(presetsQuery(company));
  const fitting = (presets.data?.items ?? []).filter((one) => !integration || one.integration === integration.name || one.plugin === integration.plugin);
  if (fitting.length === 0) return null;
  return (
    <Select
      label={text.presets.preset} value={value} onChange={onChange}
      choices={[{ id: "", name: text.presets.none }, ...fitting.map((one) => ({ id: one.name, name: one.label ?? one.name, note: one.project }))]}
    />
  );
}
