// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft, Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { type Finding, findingQuery } from "../api/findings";
import { SeverityBadge, StatusBadge } from "../kit/badges";
import { Page } from "../kit/page";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ActivityFeed } from "./activity_feed";
import { Comments } from "./comments";
import { ExplainChain } from "./explain_chain";
import { Facts } from "./facts";
import { ReTest } from "./re_test";
import { StatusMenu } from "./status_menu";
import { TicketsCard } from "./tickets_card";

const Markdown = lazy(() => import("../kit/markdown").then((module) => ({ default: module.Markdown })));
const PushDialog = lazy(() => import("../push/push_dialog").then((module) => ({ default: module.PushDialog })));
const route = getRouteApi("/shell/findings/$id");
const t = text.finding;

export function FindingPage() {
  const { id } = route.useParams();
  const { company } = usePlace();
  const found = useQuery(findingQuery(company, id));
  const title = found.data?.title ?? text.pages.findings;
  return (
    <Page title={title} heading={<Heading finding={found.data} />}>
      {found.isPending && <Loading />}
      {found.isError && (found.data ? <Notice tone="warn">{text.problems.stale}</Notice> : <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />)}
      {found.data && <Known finding={found.data} />}
    </Page>
  );
}

function Heading({ finding }: { finding: Finding | undefined }) {
  return (
    <div className="stack grow tight">
      <Link to="/findings" search={{}} className="row small"><ChevronLeft size={14} aria-hidden />{t.back}</Link>
      {finding && (
        <>
          <h1>{finding.title}</h1>
          <div className="row wrap">
            <SeverityBadge value={finding.severity} />
            <StatusBadge value={finding.status} />
            <span className="quiet">#{finding.id} · {finding.asset}{finding.branch && ` · ${finding.branch}`}</span>
          </div>
        </>
      )}
    </div>
  );
}

function Known({ finding }: { finding: Finding }) {
  const { company, may } = usePlace();
  const [pushing, setPushing] = useState(false);
  const id = String(finding.id);
  return (
    <div className="columns">
      <div className="stack">
        {finding.status === "re_test" && may("analyst") && <ReTest id={id} />}
        <About finding={finding} />
        <section className="card">
          <Tabs>
            <TabList className="tabs" aria-label={t.activity}>
              <Tab id="activity" className="tab">{t.activity}</Tab>
              <Tab id="comments" className="tab">{text.comments.title}</Tab>
              <Tab id="why" className="tab">{t.why}</Tab>
            </TabList>
            <TabPanel id="activity" className="body"><ActivityFeed id={id} /></TabPanel>
            <TabPanel id="comments" className="body"><Comments id={id} /></TabPanel>
            <TabPanel id="why" className="body"><ExplainChain id={id} /></TabPanel>
          </Tabs>
        </section>
      </div>
      <div className="stack">
        {may("analyst") && <StatusMenu finding={finding} />}
        <TicketsCard finding={finding} onPush={() => setPushing(true)} />
        <Facts finding={finding} />
        <a className="button" href={`/api/v1/findings/${id}/evidence?${new URLSearchParams({ company })}`} download title={t.evidenceHelp}>
          <Download aria-hidden />{t.evidenceFile}
        </a>
      </div>
      {pushing && <Suspense><PushDialog findings={[finding.id]} onClose={() => setPushing(false)} /></Suspense>}
    </div>
  );
}

function About({ finding }: { finding: Finding }) {
  const { file, line, end_line: end, package: name, package_version: version, manifest, host, port, url, snippet } = finding.location;
  const lines = line ? `:${line}${end && end !== line ? `–${end}` : ""}` : "";
  const places: [string, string | undefined][] = [
    [t.place.file, file && file + lines],
    [t.place.package, name && [name, version].filter(Boolean).join(" ")],
    [t.place.manifest, manifest],
    [t.place.host, host && host + (port ? `:${port}` : "")],
    [t.place.url, url],
  ];
  const known = places.filter(([, value]) => value);
  return (
    <section className="card">
      <div className="body stack">
        {finding.description && (
          <>
            <h2>{t.description}</h2>
            <Suspense fallback={<p className="prose">{finding.description}</p>}><Markdown source={finding.description} /></Suspense>
          </>
        )}
        {(known.length > 0 || snippet) && <h2>{t.where}</h2>}
        {known.length > 0 && (
          <dl className="facts">
            {known.map(([what, value]) => <div key={what} className="fact"><dt>{what}</dt><dd><code>{value}</code></dd></div>)}
          </dl>
        )}
        {snippet && <pre className="code" tabIndex={0}><code>{snippet}</code></pre>}
        {finding.recommendation && (
          <>
            <h2>{t.recommendation}</h2>
            <Suspense fallback={<p className="prose">{finding.recommendation}</p>}><Markdown source={finding.recommendation} /></Suspense>
          </>
        )}
      </div>
    </section>
  );
}
