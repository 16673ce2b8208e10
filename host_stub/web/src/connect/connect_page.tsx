// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowRight, ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { type Integration, integrationQuery, type Manifest, manifestQuery, useTurn } from "../api/integrations";
import { Button } from "../kit/button";
import { Page } from "../kit/page";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ProjectsStep } from "./projects_step";
import { SignInStep } from "./sign_in_step";
import type { Step } from "./step_names";
import { StepCard, StepList } from "./steps";
import { TestStep } from "./test_step";
import { VendorStep } from "./vendor_step";
import { hasWebhooks, WebhookPart } from "./webhook_part";

const t = text.connect;
const route = getRouteApi("/shell/connect/$id");

function Frame({ children }: { children: ReactNode }) {
  const { may } = usePlace();
  return (
    <Page
      title={t.title}
      heading={
        <div className="stack grow tight">
          <Link to="/integrations" search={{}} className="row small"><ChevronLeft size={14} aria-hidden />{text.pages.integrations}</Link>
          <h1>{t.title}</h1>
        </div>
      }
    >
      <div className="wizard stack">{may("admin") ? children : <Notice tone="warn">{t.adminsOnly}</Notice>}</div>
    </Page>
  );
}

export function NewIntegrationPage() {
  const navigate = useNavigate();
  return (
    <Frame>
      <StepList current="vendor" reached="vendor" />
      <VendorStep onMade={(name) => void navigate({ to: "/connect/$id", params: { id: name }, search: { step: "sign_in" } })} />
    </Frame>
  );
}

// Every step has been kept when the next one shows, so that it can be gone on with another day.
export function ConnectPage() {
  const { id } = route.useParams();
  const { company } = usePlace();
  const { step } = route.useSearch();
  const found = useQuery(integrationQuery(company, id));
  const manifest = useQuery({ ...manifestQuery(company, found.data?.plugin ?? ""), enabled: !!found.data });
  if (found.data && manifest.data) return <Frame><Steps integration={found.data} manifest={manifest.data} step={step ?? "sign_in"} /></Frame>;
  const problem = found.error ?? manifest.error;
  return <Frame>{problem ? <ProblemNotice problem={problem} onRetry={() => void (found.isError ? found : manifest).refetch()} /> : <Loading />}</Frame>;
}

function Steps({ integration, manifest, step }: { integration: Integration; manifest: Manifest; step: Step }) {
  const navigate = useNavigate();
  const go = (to: Step) => void navigate({ to: "/connect/$id", params: { id: integration.name }, search: { step: to } });
  const leave = () => void navigate({ to: "/integrations/$id", params: { id: integration.name }, search: {} });
  const reached: Step = integration.state === "enabled" ? "webhook" : integration.health === "good" ? "enable" : integration.policy ? "test" : "projects";
  const shown = { integration, manifest };
  return (
    <>
      <StepList current={step} reached={reached} onGo={go} />
      {step === "sign_in" && <SignInStep {...shown} onDone={() => go("projects")} />}
      {step === "projects" && <ProjectsStep key={JSON.stringify(integration.projects)} {...shown} onDone={() => go("test")} />}
      {step === "test" && <TestStep integration={integration} onDone={() => go("enable")} />}
      {step === "enable" && <EnableStep integration={integration} onDone={() => go("webhook")} />}
      {step === "webhook" && (
        <StepCard
          title={t.stepTitles.webhook} lead={hasWebhooks(manifest) && t.webhookLead(manifest.name)}
          actions={<Button look="primary" onPress={leave}>{t.done}<ArrowRight aria-hidden /></Button>}
        >
          <WebhookPart {...shown} />
        </StepCard>
      )}
    </>
  );
}

// Before the webhook: only an integration that is enabled hears of anything.
function EnableStep({ integration, onDone }: { integration: Integration; onDone: () => void }) {
  const { company } = usePlace();
  const turn = useTurn(company, integration);
  const start = () =>
    turn.mutate("enable", {
      onSuccess: () => {
        tell(t.enabled(integration.name));
        onDone();
      },
    });
  return (
    <StepCard
      title={t.stepTitles.enable} lead={t.enableLead} problem={turn.isError && <ProblemNotice problem={turn.error} />}
      actions={<Button look="primary" isPending={turn.isPending} isDisabled={integration.state === "enabled"} onPress={start}>{t.enable}</Button>}
    >
      <dl className="facts">
        {([[t.name, integration.name], [t.vendorAddress, integration.base_url], [text.integrations.policy, integration.policy],
          [text.integrations.projects, integration.projects?.map(({ name }) => name).join(", ") ?? text.integrations.all]] as [string, string | undefined][])
          .map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </StepCard>
  );
}
