// SPDX-License-Identifier: Apache-2.0
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { type Finding, useChangeFinding } from "../api/findings";
import { Button } from "../kit/button";
import { ReasonDialog } from "../kit/dialogs";
import { usePlace } from "../place";
import { text, words } from "../text/en";

const t = text.finding;
const needsReason = ["closed", "accepted_risk", "false_positive"];

// Only where the host lets a person take it; what ends the finding needs a reason.
export function StatusMenu({ finding }: { finding: Finding }) {
  const { company } = usePlace();
  const change = useChangeFinding(company, String(finding.id));
  const [asking, setAsking] = useState<string>();
  const choose = (status: string) => (needsReason.includes(status) ? setAsking(status) : change.mutate({ status }));
  return (
    <>
      <MenuTrigger>
        <Button isPending={change.isPending}>{t.changeStatus}<ChevronDown aria-hidden /></Button>
        <Popover className="popover">
          <Menu className="list" aria-label={t.changeStatus} onAction={(key) => choose(String(key))}>
            {finding.can_become.map((status) => <MenuItem key={status} id={status} className="option">{words(status)}</MenuItem>)}
          </Menu>
        </Popover>
      </MenuTrigger>
      {asking && (
        <ReasonDialog
          title={t.becomes(words(asking).toLowerCase())} label={t.reason} action={t.setStatus}
          onGive={(reason) => change.mutate({ status: asking, reason })} onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
