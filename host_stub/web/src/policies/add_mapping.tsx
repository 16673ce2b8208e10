// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Manifest } from "../api/integrations";
import type { FieldDescription } from "../api/pushes";
import { Button } from "../kit/button";
import { Select } from "../kit/fields";
import { text, words } from "../text/en";
import { fits } from "./mapping_table";

const t = text.policies;

interface FindingSchema { properties: { fields: { items: { properties: { finding: { anyOf: { enum?: string[] }[] } } } } } }
const attributes = {
  queryKey: ["policy-attributes"],
  queryFn: async () => {
    const schema = (await import("../../../../config/schema/policy.schema.json")).default as unknown as FindingSchema;
    return schema.properties.fields.items.properties.finding.anyOf.flatMap((one) => one.enum ?? []);
  },
  staleTime: Infinity,
};

// Compatibility is told while it is chosen.
export function AddMapping({ fields, manifest, onAdd }: { fields: FieldDescription[]; manifest: Manifest | undefined; onAdd: (finding: string, ticket: string) => void }) {
  const known = useQuery(attributes);
  const [finding, setFinding] = useState("");
  const [ticket, setTicket] = useState("");
  const field = fields.find(({ id }) => id === ticket);
  const able = finding && field ? fits(manifest, finding, field) : undefined;
  return (
    <div className="row wrap ends" role="group" aria-label={t.add}>
      <Select label={t.finding} choices={(known.data ?? []).map((id) => ({ id, name: words(id) }))} value={finding || null} onChange={setFinding} />
      <Select label={t.ticketField} choices={fields.map(({ id, name, kind }) => ({ id, name, note: words(kind) }))} value={ticket || null} onChange={setTicket} />
      <Button isDisabled={!finding || !field} onPress={() => { if (field) onAdd(finding, field.name); setTicket(""); }}><Plus aria-hidden />{t.add}</Button>
      {able && field && <span role="status" className={able.length === 0 ? "wrong small" : "quiet small"}>{able.length === 0 ? t.noType(words(field.kind)) : t.ways(able.map((way) => t.directions[way as keyof typeof t.directions] ?? way))}</span>}
    </div>
  );
}
