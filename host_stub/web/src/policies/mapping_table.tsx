// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Lock, Trash2 } from "lucide-react";
import { useState } from "react";
import { type Manifest, manifestQuery } from "../api/integrations";
import { integrationsQuery } from "../api/lists";
import { lintQuery } from "../api/policies";
import { type FieldDescription, fieldsQuery, pickerQuery } from "../api/pushes";
import { IconButton } from "../kit/button";
import { Select } from "../kit/fields";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text, words } from "../text/en";
import { AddMapping } from "./add_mapping";
import { markOf } from "./lint_marks";
import { type MappedField, mappedFields, pluginOf, targetsOf, withDirection, withField, withoutField } from "./mapping_edit";

const t = text.policies;
const directions = ["push_once", "push", "both", "pull", "pull_once"] as const;
// The policy's own keys write these.
const written = ["summary", "description", "correlation", "parent", "status"];

const isOf = (field: FieldDescription, name: string) =>
  field.id === name || field.role === name || field.name.toLowerCase() === name.toLowerCase();

export const fits = (manifest: Manifest | undefined, finding: string | undefined, field: FieldDescription | undefined): string[] =>
  (manifest?.mapping_types ?? [])
    .filter((type) => field && type.ticket_kind === field.kind && (type.finding === "*" || type.finding === finding))
    .flatMap((type) => type.directions);

export function MappingTable({ name, draft, onChange }: { name: string; draft: string; onChange: (draft: string) => void }) {
  const { company, may } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  const users = (integrations.data?.items ?? []).filter((one) => one.policy === name && one.state !== "disconnected");
  const [chosen, setChosen] = useState("");
  const integration = users.find((one) => one.name === chosen) ?? users[0];
  const id = integration ? String(integration.id) : "";
  const manifest = useQuery({ ...manifestQuery(company, pluginOf(draft) ?? ""), enabled: !!pluginOf(draft) });
  const [place, setPlace] = useState("");
  const targets = targetsOf(draft).flatMap(({ project, types }) => types.map((type) => ({ id: `${project} / ${type}`, name: `${project} / ${type}`, project, type })));
  const choices = [...new Map(targets.map((one) => [one.id, one])).values()];
  const target = choices.find((one) => one.id === place) ?? choices[0];
  const ids = useTargetIds(company, id, target);
  const fields = useQuery({ ...fieldsQuery(company, id, ids.project ?? "", ids.type ?? ""), enabled: !!ids.project && !!ids.type });
  const lint = useQuery({ ...lintQuery(company, name, draft, true), enabled: may("analyst") && !!integration });
  const mapped = mappedFields(draft);
  const live = fields.data?.fields ?? [];
  const unfilled = live.filter((field) => field.required && !field.has_default && !written.includes(field.role ?? "") && !mapped.some((one) => isOf(field, one.ticket)));
  const problem = integrations.error ?? ids.error ?? fields.error;
  return (
    <div className="stack">
      <p className="quiet">{t.mappingLead}</p>
      <div className="row wrap ends">
        {users.length > 1 && <Select label={text.tickets.integration} choices={users.map((one) => ({ id: one.name, name: one.name }))} value={integration?.name ?? null} onChange={setChosen} />}
        {choices.length > 0 && <Select label={t.target} choices={choices} value={target?.id ?? null} onChange={setPlace} />}
      </div>
      {!integration && integrations.data && <Notice tone="warn">{t.unused}</Notice>}
      {problem && <ProblemNotice problem={problem} onRetry={() => void fields.refetch()} />}
      {ids.pending || (fields.isPending && fields.isFetching) ? <Loading lines={3} /> : null}
      <div className="scrolled" tabIndex={0} role="group" aria-label={t.partNames.mapping}>
        <table className="values mapping">
          <thead><tr><th scope="col">{t.finding}</th><th scope="col">{t.direction}</th><th scope="col">{t.ticketField}</th><th scope="col">{t.values}</th><th scope="col">{t.verdict}</th><th scope="col"><span className="hidden">{t.change}</span></th></tr></thead>
          <tbody>
            {mapped.map((one) => (
              <Line
                key={`${one.place}.${one.ticket}`} mapped={one} field={live.find((field) => isOf(field, one.ticket))} manifest={manifest.data} known={!!fields.data}
                wrong={(lint.data?.entries ?? []).map(markOf).filter(({ line }) => line === one.line).map(({ words: said }) => said)}
                {...(may("admin") ? { onDirection: (way: string) => onChange(withDirection(draft, one.place, way)), onRemove: () => onChange(withoutField(draft, one.place)) } : {})}
              />
            ))}
            {unfilled.map((field) => (
              <tr key={field.id}>
                <td className="quiet">{text.nothing}</td><td className="quiet">{text.nothing}</td><td><FieldName field={field} name={field.name} /></td><td />
                <td><span className="badge critical">{t.unfilled}</span></td><td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {may("admin") && fields.data && (
        <AddMapping fields={live.filter((field) => !written.includes(field.role ?? ""))} manifest={manifest.data} onAdd={(finding, ticket) => onChange(withField(draft, finding, ticket))} />
      )}
    </div>
  );
}

function FieldName({ field, name }: { field: FieldDescription | undefined; name: string }) {
  return (
    <>
      {field?.name ?? name}{field?.required && <span className="required"> * <span className="hidden">{t.required}</span></span>}
      {field && <div className="quiet small">{words(field.kind)}{field.kind === "raw" && ` · ${t.ofAnApp}`}</div>}
    </>
  );
}

function Line({ mapped, field, manifest, known, wrong, onDirection, onRemove }: {
  mapped: MappedField; field: FieldDescription | undefined; manifest: Manifest | undefined; known: boolean; wrong: string[];
  onDirection?: (direction: string) => void; onRemove?: () => void;
}) {
  const able = mapped.finding ? fits(manifest, mapped.finding, field) : [];
  const offered = directions.filter((way) => able.length === 0 || able.includes(way) || way === mapped.direction);
  const pulls = ["pull", "both"].includes(mapped.direction);
  return (
    <tr>
      <td>{mapped.finding ? words(mapped.finding) : <span className="quiet">{t.constant}: <b>{mapped.value}</b></span>}</td>
      <td>
        {onDirection && mapped.finding
          ? <Select label={t.directionOf(mapped.ticket)} bare choices={offered.map((way) => ({ id: way, name: t.directions[way] }))} value={mapped.direction} onChange={onDirection} />
          : mapped.finding ? t.directions[mapped.direction as keyof typeof t.directions] ?? mapped.direction : text.nothing}
        {pulls && <div className="quiet small">{t.pullHelp}</div>}
      </td>
      <td><FieldName field={field} name={mapped.ticket} /></td>
      <td className="small">{mapped.values.map(([from, to]) => <div key={from}>{words(from)} → {to}</div>)}</td>
      <td>
        {wrong.map((said) => <p key={said} className="wrong small">{said}</p>)}
        {wrong.length === 0 && (known && !field ? <span className="badge medium">{t.notOnForm}</span> : <span className="badge good">{t.fitsField}</span>)}
      </td>
      <td>
        {onRemove && (field?.required
          ? <span className="row quiet small" title={t.fixed}><Lock size={14} aria-hidden />{t.fixedShort}</span>
          : <IconButton name={t.removeMapping(mapped.ticket)} onPress={onRemove}><Trash2 aria-hidden /></IconButton>)}
      </td>
    </tr>
  );
}

// The policy names project and type as people do; the vendor's form is asked for by ids.
function useTargetIds(company: string, integration: string, target: { project: string; type: string } | undefined) {
  const named = (name: string) => ({ id, key, name: own }: { id: string; key?: string; name: string }) => [id, key, own].some((word) => word?.toLowerCase() === name.toLowerCase());
  const projects = useQuery({ ...pickerQuery(company, { integration, context: {} }, "project", target?.project ?? ""), enabled: !!integration && !!target });
  const project = target && projects.data?.options.find(named(target.project))?.id;
  const types = useQuery({ ...pickerQuery(company, { integration, context: { project: project ?? "" } }, "type", ""), enabled: !!project });
  const type = target && types.data?.options.find(named(target.type))?.id;
  return { project, type, error: projects.error ?? types.error, pending: !!target && !!integration && (projects.isLoading || types.isLoading) };
}
