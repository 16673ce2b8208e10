// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { versionsQuery } from "../api/policies";
import { ListState } from "../kit/list_state";
import { Time } from "../kit/time";
import { usePlace } from "../place";
import { text } from "../text/en";
import { originOf } from "./policies_page";

const t = text.policies;

export function Versions({ name, shown }: { name: string; shown: number }) {
  const { company } = usePlace();
  const versions = useQuery(versionsQuery(company, name));
  return (
    <ListState list={versions} items={versions.data?.items} empty={null}>
      <div className="scrolled" tabIndex={0} role="group" aria-label={t.partNames.versions}>
        <table className="values">
          <thead><tr><th scope="col">{t.version}</th><th scope="col">{t.state}</th><th scope="col">{t.origin}</th><th scope="col">{t.written}</th><th scope="col">{t.activated}</th><th scope="col">{t.reason}</th></tr></thead>
          <tbody>
            {versions.data?.items.map((one) => (
              <tr key={one.version} aria-current={one.version === shown || undefined}>
                <td><Link to="/policies/$name" params={{ name }} search={{ version: one.version }}>{t.versionOf(one.version)}</Link></td>
                <td><span className={`badge ${one.active ? "good" : ""}`}>{one.active ? t.active : t.inactive}</span></td>
                <td>{originOf(one)}<div className="quiet small">{one.author}</div></td>
                <td><Time at={one.created_at} /></td>
                <td>{one.activated_at ? <><Time at={one.activated_at} /><div className="quiet small">{one.activated_by}</div></> : text.nothing}</td>
                <td>{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ListState>
  );
}
