// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { effectsQuery, type Integration, type Turn, useTurn } from "../api/integrations";
import { Button } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Loading, Notice, ProblemNotice } from "../kit/states";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";

const t = text.integrations;

// First what it does to what hangs on it, then it.
export function EndDialog({ integration, way, onClose }: { integration: Integration; way: Turn; onClose: () => void }) {
  const { company } = usePlace();
  const navigate = useNavigate();
  const id = String(integration.id);
  const effects = useQuery(effectsQuery(company, id, way));
  const turn = useTurn(company, integration);
  const names = { enable: t.enable, disable: t.disable, disconnect: t.disconnect, delete: t.remove };
  const start = () =>
    turn.mutate(way, {
      onSuccess: (done) => {
        tell(done.effects[0] ?? names[way]);
        if (way === "delete") void navigate({ to: "/integrations", search: {} });
        onClose();
      },
    });
  return (
    <Window
      title={t.turnTitle(names[way], integration.name)} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="danger" isDisabled={!effects.data} isPending={turn.isPending} onPress={start}>{names[way]}</Button>
        </>
      }
    >
      <div className="body stack">
        {effects.isPending && <Loading lines={4} />}
        {effects.isError && <ProblemNotice problem={effects.error} />}
        {turn.isError && <ProblemNotice problem={turn.error} />}
        <ul className="effects">{effects.data?.effects.map((effect) => <li key={effect}>{effect}</li>)}</ul>
        {effects.data?.queued?.map((work) => <p key={`${work.company}.${work.push}`} className="quiet small">{t.queued(work.push, work.tickets)}</p>)}
        {effects.data?.left_to_do && effects.data.left_to_do.length > 0 && (
          <Notice tone="warn"><p>{t.leftToDo}</p><ul>{effects.data.left_to_do.map((what) => <li key={what}>{what}</li>)}</ul></Notice>
        )}
      </div>
    </Window>
  );
}
