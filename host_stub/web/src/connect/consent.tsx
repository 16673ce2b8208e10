// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useEffect } from "react";
import type { Documents } from "../api/client";
import { consentAddress, consentQuery, type Integration, useChooseSite } from "../api/integrations";
import { Button } from "../kit/button";
import { Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.connect;

// Somebody consents at the vendor, in a tab of its own; here is shown where that stands.
export function ConsentPart({ integration, vendor, scopes, onConnected }: {
  integration: Integration; vendor: string; scopes: Documents["scope"][]; onConnected: () => void;
}) {
  const { company } = usePlace();
  const id = String(integration.id);
  const consent = useQuery(consentQuery(company, id));
  const choose = useChooseSite(company, id);
  const state = consent.data;
  const connected = state?.stage === "connected";
  useEffect(() => {
    if (connected) onConnected();
  }, [connected]);
  return (
    <div className="stack" role="group" aria-label={t.consent}>
      <h3>{t.scopes(vendor)}</h3>
      <ul className="stack tight">
        {scopes.map((scope) => (
          <li key={scope.name}><code>{scope.name}</code>{!scope.required && <span className="quiet"> · {t.mayLack}</span>} <span className="quiet">{scope.purpose}</span></li>
        ))}
      </ul>
      {!connected && (
        <p>
          <a href={consentAddress(company, id)} target="_blank" rel="noreferrer" className="button" onClick={() => setTimeout(() => void consent.refetch(), 1_000)}>
            <ExternalLink size={15} aria-hidden />{state?.stage === "failed" ? t.consentAgain(vendor) : t.consentAt(vendor)}
          </a>
        </p>
      )}
      {consent.isError && <ProblemNotice problem={consent.error} />}
      {choose.isError && <ProblemNotice problem={choose.error} />}
      {state && ["begun", "opened", "answered"].includes(state.stage) && <Notice>{t.waitingForConsent}</Notice>}
      {state?.stage === "failed" && state.problem && (
        <Notice tone="bad">
          <p>{state.problem.message}</p>
          {state.problem.remedy && <p className="quiet">{state.problem.remedy}</p>}
          {state.problem.details && <ul>{state.problem.details.map((detail) => <li key={detail}>{detail}</li>)}</ul>}
        </Notice>
      )}
      {state?.stage === "choosing" && (
        <div className="stack tight">
          <p>{t.chooseSite}</p>
          <div className="row wrap">
            {state.sites?.map((site) => (
              <Button key={site.id} isPending={choose.isPending} onPress={() => choose.mutate(site.id, { onSuccess: () => void consent.refetch() })}>
                {site.name}{site.note && <span className="quiet small">{site.note}</span>}
              </Button>
            ))}
          </div>
        </div>
      )}
      {connected && <Notice tone="good">{t.connectedTo(state.site ?? vendor)}</Notice>}
      {state?.warnings?.map((warning) => <Notice key={warning} tone="warn">{warning}</Notice>)}
    </div>
  );
}
