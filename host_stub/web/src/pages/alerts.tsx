// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import type { Documents } from "../api/client";
import { alertsQuery, useAcknowledge } from "../api/lists";
import { Button } from "../kit/button";
import { ListState } from "../kit/list_state";
import { Page } from "../kit/page";
import { Blank } from "../kit/states";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.alerts;

export function AlertsPage() {
  const { company } = usePlace();
  const alerts = useQuery(alertsQuery(company));
  return (
    <Page title={text.pages.alerts}>
      <p className="quiet">{t.lead}</p>
      <ListState
        list={alerts} items={alerts.data?.items}
        empty={<div className="card"><Blank picture={<CircleCheckBig aria-hidden />} title={t.empty}><p>{t.emptyHelp}</p></Blank></div>}
      >
        <div className="card"><ul>{alerts.data?.items.map((alert) => <Alert key={alert.id} alert={alert} />)}</ul></div>
      </ListState>
    </Page>
  );
}

function Alert({ alert }: { alert: Documents["alert"] }) {
  const { company, may } = usePlace();
  const acknowledge = useAcknowledge(company);
  return (
    <li className="row wrap">
      <div className="grow stack tight">
        <div className="row wrap">
          <span className="badge critical">{words(alert.cause.split(":")[0] ?? alert.cause)}</span>
          <b>{alert.integration}</b>
          <span className="quiet small">
            {t.times(alert.count)} · {t.first} <Time at={alert.first_at} /> · {t.last} <Time at={alert.last_at} />
          </span>
        </div>
        <p>{alert.message}</p>
        {alert.remedy && <p className="quiet">{alert.remedy}</p>}
      </div>
      {alert.acknowledged_by
        ? <span className="quiet small">{t.acknowledged(alert.acknowledged_by)}</span>
        : may("analyst") && <Button isPending={acknowledge.isPending} onPress={() => acknowledge.mutate(alert.id)}>{t.acknowledge}</Button>}
    </li>
  );
}
