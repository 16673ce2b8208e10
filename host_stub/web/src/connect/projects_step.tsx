// SPDX-License-Identifier: Apache-2.0
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { type Integration, type Manifest, useChangeIntegration } from "../api/integrations";
import { Button } from "../kit/button";
import { ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { PolicyPart } from "./policy_part";
import { ProjectsPart } from "./projects_part";
import { changedSettings, SettingField, type Values } from "./setting_field";
import { StepCard } from "./steps";

const t = text.connect;

export function ProjectsStep({ integration, manifest, onDone }: { integration: Integration; manifest: Manifest; onDone: () => void }) {
  const { company } = usePlace();
  const id = String(integration.id);
  const change = useChangeIntegration(company, id);
  const [values, setValues] = useState<Values>(integration.settings ?? {});
  const [projects, setProjects] = useState<string[]>(integration.projects?.map(({ name }) => name ?? "") ?? []);
  const [policy, setPolicy] = useState(integration.policy ?? "");
  const settings = (manifest.settings ?? []).filter((setting) => setting.kind === "picker");
  const missing = policy === "" || settings.some((setting) => setting.required && (values[setting.key] ?? "") === "");
  // This part is made anew when the kept projects show, so that no callback of the write would find it.
  const save = async () => {
    try {
      await change.mutateAsync({ settings: changedSettings(values, integration.settings), projects, ...(policy ? { policy } : {}) });
      onDone();
    } catch {
      return; // shown above the fields
    }
  };
  return (
    <StepCard
      title={t.stepTitles.projects} lead={t.projectsLead} problem={change.isError && <ProblemNotice problem={change.error} />}
      actions={<Button look="primary" isDisabled={missing} isPending={change.isPending} onPress={() => void save()}>{t.saveAndGoOn}<ArrowRight aria-hidden /></Button>}
    >
      {settings.map((setting) => (
        <SettingField
          key={setting.key} setting={setting} integration={id} value={values[setting.key]}
          onChange={(value) => setValues({ ...values, [setting.key]: value })}
        />
      ))}
      {manifest.pickers?.some((picker) => picker.id === "project") && <ProjectsPart integration={id} projects={projects} onChange={setProjects} />}
      <PolicyPart integration={integration} project={projects[0]} policy={policy} onChange={setPolicy} />
    </StepCard>
  );
}
