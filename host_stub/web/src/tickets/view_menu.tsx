// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bookmark, Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, SubmenuTrigger } from "react-aria-components";
import type { TicketFilters } from "../api/tickets";
import { exportAddress, filtersOf, isSame, useKeepView, useRemoveView, type View, viewsQuery } from "../api/views";
import { Button } from "../kit/button";
import { Window } from "../kit/dialogs";
import { Checkbox, TextField } from "../kit/fields";
import { tell } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { ticketFilters } from "../searches";

const t = text.views;

// Filters under a name, and the list that they fit as a file.
export function ViewMenu({ filters }: { filters: TicketFilters }) {
  const { company, may } = usePlace();
  const navigate = useNavigate();
  const views = useQuery(viewsQuery(company));
  const remove = useRemoveView(company);
  const [naming, setNaming] = useState(false);
  const items = views.data?.items ?? [];
  const current = items.find((view) => isSame(view, filters));
  const removable = items.filter((view) => view.own || may("admin"));
  const open = (view: View) => void navigate({ to: "/tickets", search: { ...ticketFilters(view.filters) } });
  const act = (key: string) => {
    if (key === "save") return setNaming(true);
    const view = items.find(({ id }) => key.endsWith(`.${id}`));
    if (!view) return undefined;
    if (key.startsWith("remove.")) return remove.mutate(view.id, { onSuccess: () => tell(t.removed(view.name)) });
    return open(view);
  };
  return (
    <>
      <MenuTrigger>
        <Button><Bookmark aria-hidden />{current?.name ?? t.views}</Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="list" aria-label={t.views} onAction={(key) => act(String(key))}>
            {items.length > 0 && (
              <MenuSection>
                <Header className="option quiet small">{t.views}</Header>
                {items.map((view) => (
                  <MenuItem key={view.id} id={`open.${view.id}`} textValue={view.name} className="option">
                    <span className="grow">{view.name}</span>
                    {view.shared && <span className="quiet small">{view.own ? t.shared : t.sharedBy(view.owner.replace(/^\w+ /, ""))}</span>}
                  </MenuItem>
                ))}
              </MenuSection>
            )}
            <MenuItem id="save" className="option">{t.save}</MenuItem>
            {removable.length > 0 && (
              <SubmenuTrigger>
                <MenuItem id="remove" className="option">{t.remove}</MenuItem>
                <Popover className="popover">
                  <Menu className="list" aria-label={t.remove} onAction={(key) => act(String(key))}>
                    {removable.map((view) => <MenuItem key={view.id} id={`remove.${view.id}`} textValue={view.name} className="option"><Trash2 size={14} aria-hidden />{view.name}</MenuItem>)}
                  </Menu>
                </Popover>
              </SubmenuTrigger>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <MenuTrigger>
        <Button><Download aria-hidden />{t.export}</Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="list" aria-label={t.export}>
            <MenuItem href={exportAddress(company, filters, "csv")} download="" target="_self" className="option">{t.csv}</MenuItem>
            <MenuItem href={exportAddress(company, filters, "ndjson")} download="" target="_self" className="option">{t.ndjson}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {naming && <SaveView filters={filters} onClose={() => setNaming(false)} />}
    </>
  );
}

function SaveView({ filters, onClose }: { filters: TicketFilters; onClose: () => void }) {
  const { company } = usePlace();
  const keep = useKeepView(company);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = () => keep.mutate({ name: name.trim(), shared, filters: filtersOf(filters) }, { onSuccess: (view) => { tell(t.saved(view.name)); onClose(); } });
  return (
    <Window
      title={t.saveTitle} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="primary" isDisabled={name.trim() === ""} isPending={keep.isPending} onPress={save}>{t.saveAction}</Button>
        </>
      }
    >
      <div className="body stack">
        <TextField label={t.name} help={t.nameHelp} value={name} onChange={setName} maxLength={80} isRequired autoFocus />
        <Checkbox isSelected={shared} onChange={setShared}>{t.share}</Checkbox>
      </div>
    </Window>
  );
}
