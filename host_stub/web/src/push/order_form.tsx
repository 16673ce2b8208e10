// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { type Documents, Problem } from "../api/client";
import { integrationsQuery } from "../api/lists";
import { fieldsQuery, type Plan, type PushOrder } from "../api/pushes";
import { Select } from "../kit/fields";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { FieldForm } from "./field_form";
import { Picker } from "./picker";
import { PresetSelect } from "./preset_select";

const t = text.push;
const modes = ["standalone", "subtask", "link"] as const;
const lastChoice = (company: string) => `integration.${company}`;

export function OrderForm({ order, onChange, plan, preflight, problem }: {
  order: PushOrder; onChange: (order: PushOrder) => void; plan: Plan | undefined; preflight: Documents["preflight"] | undefined; problem: unknown;
}) {
  const { company } = usePlace();
  const integrations = useQuery(integrationsQuery(company));
  const enabled = (integrations.data?.items ?? []).filter((one) => one.state === "enabled");
  const hasToChoose = problem instanceof Problem && problem.code === "choose_integration";
  const integration = order.integration || plan?.integration || (enabled.length === 1 ? enabled[0]?.name : undefined);
  const target = plan?.tickets[0]?.draft;
  const context: Record<string, string> = target?.project.id && target.type.id ? { project: target.project.id, type: target.type.id } : {};
  const place = integration ? { integration, context } : undefined;
  const choose = (name: string) => {
    localStorage.setItem(lastChoice(company), name);
    onChange({ ...order, integration: name, fields: {} });
  };
  // Where several apply, the one of the last time is proposed.
  useEffect(() => {
    const last = localStorage.getItem(lastChoice(company));
    if (hasToChoose && !order.integration && last && enabled.some(({ name }) => name === last)) choose(last);
  }, [hasToChoose, integrations.data]);
  return (
    <>
      {preflight && preflight.linked.length > 0 && (
        <Notice tone="warn">
          <p>{t.linkedAlready(preflight.linked.length)}</p>
          <p className="quiet small">{preflight.linked.slice(0, 5).map(({ ticket }) => ticket.key).join(", ")}{preflight.linked.length > 5 && " …"}</p>
        </Notice>
      )}
      <Select
        label={t.integration} value={order.integration ?? ""} onChange={choose} help={hasToChoose ? t.chooseIntegration : undefined}
        choices={[{ id: "", name: t.routing }, ...enabled.map((one) => ({ id: one.name, name: one.name, note: one.plugin }))]}
      />
      <PresetSelect
        integration={integrations.data?.items.find(({ name }) => name === integration)} value={order.preset ?? ""}
        onChange={(preset) => onChange({ ...order, preset: preset || undefined } as PushOrder)}
      />
      <div className="field">
        <span className="label" id="mode">{t.mode}</span>
        <ToggleButtonGroup
          className="segments" aria-labelledby="mode" selectionMode="single" disallowEmptySelection selectedKeys={[order.mode ?? "standalone"]}
          onSelectionChange={(keys) => onChange({ ...order, mode: [...keys][0] as PushOrder["mode"], parent: undefined, link: undefined } as PushOrder)}
        >
          {modes.map((mode) => <ToggleButton key={mode} id={mode} className="toggle">{t.modes[mode]}</ToggleButton>)}
        </ToggleButtonGroup>
      </div>
      {order.mode === "subtask" && place && (
        <Picker
          label={t.parent} place={place} picker="ticket" isRequired value={order.parent?.key}
          onChange={(option) => onChange({ ...order, parent: { key: option?.key ?? option?.name ?? "" } })}
        />
      )}
      {order.mode === "link" && place && (
        <>
          <Picker
            label={t.linkType} place={place} picker="link_type" isRequired value={order.link?.type}
            onChange={(option) => onChange({ ...order, link: { type: option?.id ?? "", target: order.link?.target ?? {} } })}
          />
          <Picker
            label={t.linkTarget} place={place} picker="ticket" isRequired value={order.link?.target.key}
            onChange={(option) => onChange({ ...order, link: { type: order.link?.type ?? "", target: { key: option?.key ?? option?.name ?? "" } } })}
          />
        </>
      )}
      {integration && target?.project.id && target.type.id && (
        <LiveFields
          integration={integration} project={target.project.id} type={target.type.id}
          values={order.fields ?? {}} onChange={(fields) => onChange({ ...order, fields })}
        />
      )}
    </>
  );
}

type Values = Record<string, unknown>;

// The form of the vendor's project and type, as it is now.
function LiveFields({ integration, project, type, values, onChange }: {
  integration: string; project: string; type: string; values: Values; onChange: (values: Values) => void;
}) {
  const { company } = usePlace();
  const fields = useQuery(fieldsQuery(company, integration, project, type));
  if (fields.isPending) return <Loading lines={5} />;
  if (!fields.data) return <ProblemNotice problem={fields.error} onRetry={() => void fields.refetch()} />;
  return <FieldForm fields={fields.data.fields} place={{ integration, context: { project, type } }} values={values} onChange={onChange} />;
}
