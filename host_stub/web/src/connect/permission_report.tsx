// SPDX-License-Identifier: Apache-2.0
import { CircleCheck, CircleMinus, CircleX } from "lucide-react";
import type { Documents } from "../api/client";
import type { Check } from "../api/integrations";
import { Notice } from "../kit/states";
import { text, words } from "../text/en";

const t = text.connect;
type Permission = Documents["checked_permission"];

function Verdict({ permission }: { permission: Permission }) {
  const [Picture, word, tone] = permission.granted
    ? [CircleCheck, t.granted, "good"]
    : permission.level === "required" ? [CircleX, t.notGranted, "critical"] : [CircleMinus, permission.level === "unused" ? t.notNeeded : t.notGranted, "quiet"];
  return <span className={`row ${tone}-text`}><Picture size={15} aria-hidden />{word}</span>;
}

// Every permission, granted or why not, in every project.
export function PermissionReport({ check }: { check: Check }) {
  const facts: [string, string | undefined][] = [
    [t.account, check.connection.account.name || check.connection.account.id], [t.deployment, words(check.connection.deployment)],
    [t.version, check.connection.product_version], [t.timeZone, check.connection.time_zone],
  ];
  return (
    <div className="stack">
      <Notice tone={check.passed ? "good" : "bad"}>
        <p>{check.passed ? t.passed : t.notPassed}</p>
        {check.missing && check.missing.length > 0 && <ul>{check.missing.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
      </Notice>
      {check.warnings?.map((warning) => <Notice key={warning} tone="warn">{warning}</Notice>)}
      <dl className="facts">
        {facts.map(([name, value]) => value && <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {check.projects.map(({ project, permissions, problems }) => (
        <section key={project.id ?? project.name ?? ""} className="stack tight" aria-label={t.permissionsIn(project.name || t.everywhere)}>
          <h3>{t.permissionsIn(project.name || t.everywhere)}</h3>
          {problems?.map((problem) => <Notice key={problem} tone="warn">{problem}</Notice>)}
          <div className="scrolled" tabIndex={0} role="group" aria-label={t.permissionsIn(project.name || t.everywhere)}>
            <table className="values">
              <thead><tr><th scope="col">{t.permission}</th><th scope="col">{t.level}</th><th scope="col">{t.verdict}</th><th scope="col">{t.purpose}</th></tr></thead>
              <tbody>
                {permissions.map((permission) => (
                  <tr key={permission.permission}>
                    <td>{permission.label}</td>
                    <td className="quiet">{t.levels[permission.level]}</td>
                    <td><Verdict permission={permission} /></td>
                    <td>{permission.reason ?? permission.purpose}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </div>
  );
}
