// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { manifestQuery, pluginsQuery, useMakeIntegration } from "../api/integrations";
import { Button } from "../kit/button";
import { ChoiceCards } from "../kit/choice_cards";
import { TextField } from "../kit/fields";
import { Blank, Loading, Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text, words } from "../text/en";
import { SettingField, type Values } from "./setting_field";
import { StepCard } from "./steps";

const t = text.connect;

export function VendorStep({ onMade }: { onMade: (name: string) => void }) {
  const { company } = usePlace();
  const plugins = useQuery(pluginsQuery(company));
  const [plugin, setPlugin] = useState("");
  const usable = (plugins.data?.items ?? []).filter((one) => one.in_use && one.id);
  const refused = (plugins.data?.items ?? []).filter((one) => one.refused);
  if (plugins.isPending) return <Loading />;
  if (!plugins.data) return <ProblemNotice problem={plugins.error} onRetry={() => void plugins.refetch()} />;
  return (
    <>
      {refused.map((one) => (
        <Notice key={one.file} tone="warn">
          <p>{t.pluginRefused(one.file)} {one.refused}</p>
          {one.remedy && <p className="quiet">{one.remedy}</p>}
        </Notice>
      ))}
      {usable.length === 0 && <div className="card"><Blank picture={null} title={t.noPlugin}><p>{t.noPluginHelp}</p></Blank></div>}
      {usable.length > 0 && (
        <ChoiceCards
          label={t.vendor} value={plugin} onChange={setPlugin}
          choices={usable.map((one) => ({ id: one.id ?? "", name: one.name ?? one.id ?? "", note: one.version }))}
        />
      )}
      {plugin && <VendorForm key={plugin} plugin={plugin} onMade={onMade} />}
    </>
  );
}

// Everything that is known before anybody signs in at the vendor.
function VendorForm({ plugin, onMade }: { plugin: string; onMade: (name: string) => void }) {
  const { company } = usePlace();
  const manifest = useQuery(manifestQuery(company, plugin));
  const make = useMakeIntegration(company);
  const [name, setName] = useState(plugin);
  const [auth, setAuth] = useState("");
  const [values, setValues] = useState<Values>({});
  if (manifest.isPending) return <Loading />;
  if (!manifest.data) return <ProblemNotice problem={manifest.error} onRetry={() => void manifest.refetch()} />;
  const settings = (manifest.data.settings ?? []).filter((setting) => setting.kind !== "picker");
  const schemes = manifest.data.auth;
  const chosen = auth || schemes[0]?.id || "";
  const missing = name === "" || settings.some((setting) => setting.required && (values[setting.key] ?? "") === "");
  const start = () =>
    make.mutate(
      { name, plugin, enabled: false, auth: chosen, settings: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) },
      { onSuccess: ({ integration }) => onMade(integration.name) },
    );
  return (
    <StepCard
      title={t.stepTitles.vendor(manifest.data.name)} problem={make.isError && <ProblemNotice problem={make.error} />}
      actions={<Button look="primary" isDisabled={missing} isPending={make.isPending} onPress={start}>{t.saveAndGoOn}<ArrowRight aria-hidden /></Button>}
    >
      <TextField label={t.name} help={t.nameHelp} value={name} onChange={setName} isRequired />
      {settings.map((setting) => (
        <SettingField key={setting.key} setting={setting} value={values[setting.key]} onChange={(value) => setValues({ ...values, [setting.key]: value })} />
      ))}
      <ChoiceCards
        label={t.auth} value={chosen} onChange={setAuth}
        choices={schemes.map((scheme) => ({ id: scheme.id, name: scheme.label, help: scheme.help, note: scheme.deployments?.map(words).join(", ") }))}
      />
    </StepCard>
  );
}
