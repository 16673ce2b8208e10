// SPDX-License-Identifier: Apache-2.0
import { ArrowRight, PlugZap } from "lucide-react";
import { type Integration, useCheck } from "../api/integrations";
import { Button } from "../kit/button";
import { Loading, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { PermissionReport } from "./permission_report";
import { StepCard } from "./steps";

const t = text.connect;

export function TestStep({ integration, onDone }: { integration: Integration; onDone: () => void }) {
  const { company } = usePlace();
  const check = useCheck(company, String(integration.id));
  return (
    <StepCard
      title={t.stepTitles.test} lead={t.testLead} problem={check.isError && <ProblemNotice problem={check.error} />}
      actions={
        <>
          <Button look={check.data?.passed ? "plain" : "primary"} isPending={check.isPending} onPress={() => check.mutate()}>
            <PlugZap aria-hidden />{check.data ? t.testAgain : t.test}
          </Button>
          <Button look={check.data?.passed ? "primary" : "plain"} isDisabled={!check.data?.passed} onPress={onDone}>{t.goOn}<ArrowRight aria-hidden /></Button>
        </>
      }
    >
      {check.isPending && <Loading lines={6} />}
      {check.data && !check.isPending && <PermissionReport check={check.data} />}
    </StepCard>
  );
}
