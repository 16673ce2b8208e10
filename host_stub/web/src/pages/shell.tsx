// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import {
  Bell, Building2, ChartLine, CircleUser, FileCog, FileInput, LogOut, Menu as Bars, Plug, Scale, Send, ShieldAlert, SquareCheckBig, SunMoon, Tags,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  Button as Pressed, Dialog, DialogTrigger, Header, Menu, MenuItem, MenuSection, MenuTrigger, Modal, ModalOverlay, Popover,
} from "react-aria-components";
import { alertsQuery, reviewsQuery } from "../api/lists";
import { sessionQuery, signOut } from "../api/session";
import icon from "../icon.svg";
import { IconButton } from "../kit/button";
import { Select } from "../kit/fields";
import { Blank } from "../kit/states";
import { tellProblem } from "../kit/toasts";
import { usePlace } from "../place";
import { text } from "../text/en";
import { applyTheme, storedTheme, type Theme } from "../theme";

export function Shell() {
  const { company } = usePlace();
  return (
    <div className="frame">
      <a className="skip" href="#content">{text.skip}</a>
      <div className="side"><Side /></div>
      <div className="main">
        <Top />
        {company ? (
          <Outlet key={company} />
        ) : (
          <Blank picture={<Building2 aria-hidden />} title={text.shell.noCompany}><p>{text.shell.noCompanyRemedy}</p></Blank>
        )}
      </div>
    </div>
  );
}

function Side({ onGo }: { onGo?: () => void }) {
  const { company } = usePlace();
  const reviews = useQuery({ ...reviewsQuery(company), enabled: company !== "" });
  const alerts = useQuery({ ...alertsQuery(company), enabled: company !== "" });
  const entry = (to: string, name: string, picture: ReactNode, count = 0) => (
    <li>
      <Link to={to} search={{}} className="row" activeProps={{ className: "active", "aria-current": "page" }} activeOptions={{ includeSearch: false }} onClick={onGo}>
        {picture}
        {name}
        {count > 0 && <span className="count">{count}</span>}
      </Link>
    </li>
  );
  return (
    <>
      <div className="brand"><img src={icon} alt="" />{text.product}</div>
      <nav aria-label={text.shell.navigation}>
        <ul className="nav">
          {entry("/tickets", text.pages.tickets, <SquareCheckBig aria-hidden />)}
          {entry("/findings", text.pages.findings, <ShieldAlert aria-hidden />)}
          {entry("/reviews", text.pages.reviews, <Scale aria-hidden />, reviews.data?.items.length)}
          {entry("/alerts", text.pages.alerts, <Bell aria-hidden />, alerts.data?.items.length)}
          {entry("/pushes", text.pages.pushes, <Send aria-hidden />)}
          {entry("/imports", text.pages.imports, <FileInput aria-hidden />)}
          {entry("/overview", text.pages.overview, <ChartLine aria-hidden />)}
          {entry("/integrations", text.pages.integrations, <Plug aria-hidden />)}
          {entry("/policies", text.pages.policies, <FileCog aria-hidden />)}
          {entry("/presets", text.pages.presets, <Tags aria-hidden />)}
        </ul>
      </nav>
    </>
  );
}

function Top() {
  const { session, company } = usePlace();
  const router = useRouter();
  const choices = session.user.companies.map((name) => ({ id: name, name }));
  return (
    <header className="top">
      <DialogTrigger>
        <Pressed className="button plain icon menu-button" aria-label={text.menu}><Bars aria-hidden /></Pressed>
        <ModalOverlay className="shade" isDismissable>
          <Modal className="drawer">
            <Dialog aria-label={text.menu}>{({ close }) => <Side onGo={close} />}</Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
      <div className="grow" />
      {choices.length > 1 && (
        <div className="company">
          <Select
            label={text.shell.company} choices={choices} value={company}
            onChange={(name) => void router.navigate({ to: "/tickets", search: { company: name } })}
          />
        </div>
      )}
      {choices.length === 1 && <span className="row quiet"><Building2 size={16} aria-hidden />{company}</span>}
      <Appearance />
      <Account />
    </header>
  );
}

function Appearance() {
  const [theme, setTheme] = useState(storedTheme);
  const names = text.shell.theme;
  return (
    <MenuTrigger>
      <IconButton name={names.label}><SunMoon aria-hidden /></IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="list" aria-label={names.label} selectionMode="single" selectedKeys={[theme]}
          onAction={(key) => { applyTheme(key as Theme); setTheme(key as Theme); }}
        >
          {(["system", "light", "dark"] as const).map((one) => <MenuItem key={one} id={one} className="option">{names[one]}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Account() {
  const { session } = usePlace();
  const router = useRouter();
  const client = useQueryClient();
  const leave = async () => {
    try {
      await signOut();
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      await router.navigate({ to: "/sign-in", search: {} });
    } catch (problem) {
      tellProblem(problem);
    }
  };
  return (
    <MenuTrigger>
      <IconButton name={text.shell.account}><CircleUser aria-hidden /></IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="list" aria-label={text.shell.account} onAction={() => void leave()}>
          <MenuSection>
            <Header className="option quiet">{session.user.name} · {session.user.role}</Header>
            <MenuItem id="leave" className="option"><LogOut size={15} aria-hidden />{text.shell.signOut}</MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
