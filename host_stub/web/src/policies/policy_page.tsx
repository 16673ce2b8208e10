// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { policyQuery } from "../api/policies";
import { Page } from "../kit/page";
import { Loading, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { Backtesting } from "./backtest";
import { DocumentPart } from "./document_part";
import { Explaining } from "./explain";
import { MappingTable } from "./mapping_table";
import { originOf } from "./policies_page";
import { PolicyTests } from "./policy_tests";
import { SaveBar } from "./save_bar";
import { Versions } from "./versions";

const t = text.policies;
const route = getRouteApi("/shell/policies/$name");

export function PolicyPage() {
  const { name } = route.useParams();
  const { version, company: _ } = route.useSearch();
  const { company } = usePlace();
  const found = useQuery(policyQuery(company, name, version?.toString()));
  const [draft, setDraft] = useState<string>();
  const stored = found.data?.document;
  useEffect(() => setDraft(undefined), [name, version]);
  return (
    <Page
      title={name}
      heading={
        <div className="stack grow tight">
          <Link to="/policies" search={{}} className="row small"><ChevronLeft size={14} aria-hidden />{text.pages.policies}</Link>
          <div className="row wrap">
            <h1>{name}</h1>
            {found.data && <span className="badge bare">{t.versionOf(found.data.version)}</span>}
            {found.data && <span className={`badge ${found.data.active ? "good" : ""}`}>{found.data.active ? t.active : t.inactive}</span>}
          </div>
          {found.data && <p className="quiet small">{[found.data.of_house ? t.ofHouse : t.own, originOf(found.data), found.data.reason].filter(Boolean).join(" · ")}</p>}
        </div>
      }
    >
      {found.isPending && <Loading lines={12} />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && stored !== undefined && (
        <>
          <SaveBar policy={found.data} draft={draft ?? stored} changed={draft !== undefined && draft !== stored} onDone={() => setDraft(undefined)} onDrop={() => setDraft(undefined)} />
          <section className="card policy">
            <Tabs>
              <TabList className="tabs" aria-label={t.parts}>
                {(["document", "mapping", "tests", "explain", "backtest", "versions"] as const).map((part) => <Tab key={part} id={part} className="tab">{t.partNames[part]}</Tab>)}
              </TabList>
              <TabPanel id="document" className="body"><DocumentPart name={name} stored={stored} draft={draft ?? stored} onChange={setDraft} /></TabPanel>
              <TabPanel id="mapping" className="body"><MappingTable name={name} draft={draft ?? stored} onChange={setDraft} /></TabPanel>
              <TabPanel id="tests" className="body"><PolicyTests name={name} draft={draft ?? stored} /></TabPanel>
              <TabPanel id="explain" className="body"><Explaining /></TabPanel>
              <TabPanel id="backtest" className="body"><Backtesting name={name} draft={draft ?? stored} /></TabPanel>
              <TabPanel id="versions" className="body"><Versions name={name} shown={found.data.version} /></TabPanel>
            </Tabs>
          </section>
        </>
      )}
    </Page>
  );
}
