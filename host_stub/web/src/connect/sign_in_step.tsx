// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, ExternalLink } from "lucide-react";
import { useState } from "react";
import { type AuthScheme, type Integration, type Manifest, secretsQuery, useChangeIntegration, useCheck } from "../api/integrations";
import { webhookQuery } from "../api/lists";
import { Button } from "../kit/button";
import { CopyField } from "../kit/copy_field";
import { TextField } from "../kit/fields";
import { ProblemNotice } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ConsentPart } from "./consent";
import { StepCard } from "./steps";

const t = text.connect;
const callbackPath = "/api/v1/oauth/callback";

export const schemeOf = (integration: Integration, manifest: Manifest): AuthScheme | undefined =>
  manifest.auth.find(({ id }) => id === integration.auth) ?? manifest.auth[0];
export const needsConsent = (scheme: AuthScheme | undefined) => scheme?.oauth2?.grants[0] === "authorization_code";

export function SignInStep({ integration, manifest, onDone }: { integration: Integration; manifest: Manifest; onDone: () => void }) {
  const { company } = usePlace();
  const id = String(integration.id);
  const stored = useQuery(secretsQuery(company, id));
  const channel = useQuery(webhookQuery(company, id));
  const change = useChangeIntegration(company, id);
  const check = useCheck(company, id);
  const [values, setValues] = useState<Record<string, string>>({});
  const [connected, setConnected] = useState(false);
  const scheme = schemeOf(integration, manifest);
  const consent = needsConsent(scheme);
  const since = (key: string) => stored.data?.items.find(({ field }) => field === key)?.updated_at;
  const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  const complete = (scheme?.fields ?? []).every(({ key }) => typed[key] || since(key));
  // A check needs what only the next step can ask the vendor for.
  const mayTry = !(manifest.settings ?? []).some((setting) => setting.required && integration.settings?.[setting.key] === undefined);
  const save = async () => {
    try {
      if (Object.keys(typed).length > 0) await change.mutateAsync({ secrets: typed });
      setValues({});
      if (consent && !connected) return;
      if (mayTry) await check.mutateAsync();
      onDone();
    } catch {
      return; // shown above the fields
    }
  };
  const problem = change.error ?? check.error;
  const pending = change.isPending || check.isPending;
  return (
    <StepCard
      title={t.stepTitles.signIn(scheme?.label ?? "")} lead={scheme?.help} problem={problem && <ProblemNotice problem={problem} />}
      actions={
        <Button look="primary" isDisabled={!complete || (consent && !connected && Object.keys(typed).length === 0)} isPending={pending} onPress={() => void save()}>
          {consent && !connected ? t.keepApp : t.signIn}<ArrowRight aria-hidden />
        </Button>
      }
    >
      {consent && channel.data && (
        <CopyField label={t.callback} value={channel.data.address.replace(/\/hooks\/.*$/, callbackPath)} help={t.callbackHelp(manifest.name)} />
      )}
      {scheme?.fields.map((field) => (
        <div key={field.key} className="stack tight">
          <TextField
            label={field.label} type={field.secret ? "password" : "text"} autoComplete="off" value={values[field.key] ?? ""}
            isRequired={!since(field.key)} help={[field.help, field.secret && t.neverShown].filter(Boolean).join(" ") || undefined}
            onChange={(value) => setValues({ ...values, [field.key]: value })}
          />
          <p className="row wrap small quiet">
            {since(field.key) && <span>{t.storedSince} <Time at={since(field.key) ?? ""} /></span>}
            {field.where_url && <a href={field.where_url} target="_blank" rel="noreferrer" className="row">{t.where}<ExternalLink size={13} aria-hidden /></a>}
          </p>
        </div>
      ))}
      {consent && complete && Object.keys(typed).length === 0 && (
        <ConsentPart integration={integration} vendor={manifest.name} scopes={scheme?.oauth2?.scopes ?? []} onConnected={() => setConnected(true)} />
      )}
    </StepCard>
  );
}
