// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, atVendor, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const rows = (page) => page.getByRole("row").filter({ has: page.getByRole("link") });
const firstKey = async (page) => (await rows(page).first().getByRole("link").innerText()).trim();

test("the workbench's scripts, styles and fonts stay below 300 KB as they travel", async () => {
  await working(browser, async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    const ours = new Set();
    let bytes = 0;
    client.on("Network.responseReceived", ({ requestId, response }) => { if (!response.url.includes("/api/")) ours.add(requestId); });
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (ours.has(requestId)) bytes += encodedDataLength; });
    await page.goto("/tickets", { waitUntil: "networkidle" });
    await rows(page).first().waitFor();
    assert.ok(bytes > 50_000 && bytes < 300_000, `${bytes} bytes`);
  });
});

test("filters stand in the address, so that a copied link shows the same", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    await rows(page).first().waitFor();
    await page.getByLabel("Severity").click();
    await page.getByRole("option", { name: "High" }).click();
    await page.getByLabel("Search").fill("Weakness number 1");
    await page.waitForURL(/q=Weakness/);
    await page.waitForURL(/severity=high/);
    await page.getByRole("gridcell", { name: /Weakness number 1\b/ }).or(page.getByRole("rowheader", { name: /Weakness number 1\b/ })).first().waitFor();
    const link = page.url();
    await page.goto("/findings");
    await page.goto(link);
    assert.equal(await page.getByLabel("Search").inputValue(), "Weakness number 1");
    for (const text of await rows(page).allInnerTexts()) assert.match(text, /Weakness number 1/);
  });
});

test("filters that nothing fits say so, and how to be rid of them", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets?q=there+is+no+such+finding");
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await rows(page).first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get("q"), null);
  });
});

test("who has a ticket, its state, its import and what needs a person narrow the list, and a view keeps them", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    const [first, second] = (await ask(page, "GET", "/tickets?q=Weakness+number+3")).items;
    await atVendor(first.ticket_key, { status: "In Progress" });
    await ask(page, "POST", `/tickets/${first.ticket}/resync`);
    await page.reload();
    await page.getByLabel("Ticket is").click();
    await page.getByRole("option", { name: "Doing" }).click();
    await page.waitForURL(/ticket_state=doing/);
    await rows(page).filter({ hasText: first.ticket_key }).first().waitFor();
    if (second) assert.equal(await rows(page).filter({ hasText: `${second.ticket_key}\n` }).count(), 0);
    await page.getByLabel("Assignee").fill("nobody");
    await page.waitForURL(/assignee=nobody/);
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByRole("option").nth(1).click();
    await page.waitForURL(/import=/);
    await page.getByRole("button", { name: "Needs a person" }).click();
    await page.waitForURL(/needs=person/);
    await page.getByText("Nothing fits these filters").waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save these filters" }).click();
    await page.getByLabel("Name").fill("Waiting for us");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Waiting for us" }).waitFor();
    const kept = (await ask(page, "GET", "/views")).items.find(({ name }) => name === "Waiting for us");
    assert.deepEqual(Object.keys(kept.filters).sort(), ["assignee", "import", "needs", "ticket_state"]);
    await ask(page, "DELETE", `/views/${kept.id}`);
  });
});

test("grouped by ticket a ticket has one row, which leads to all of its findings", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    // The newest has the highest number, which no other key begins with: both rows are in sight.
    const { items: [ticket] } = await ask(page, "GET", "/tickets?limit=1");
    const { items: open } = await ask(page, "GET", "/findings?severity=medium,low,info&limit=200");
    const linked = new Set((await ask(page, "GET", "/tickets?limit=200")).items.map(({ finding }) => finding));
    const other = open.find(({ id, scanner }) => !linked.has(id) && scanner !== "Flawfinder");
    const made = await ask(page, "POST", `/findings/${other.id}/link`, { key: ticket.ticket_key, integration: "jira" });
    assert.ok(!made.code, JSON.stringify(made));
    await page.goto(`/tickets?q=${ticket.ticket_key}`);
    const ofTicket = rows(page).filter({ hasText: ticket.ticket_key });
    await ofTicket.nth(1).waitFor();
    await page.getByRole("button", { name: "Group by ticket" }).click();
    await page.waitForURL(/group=ticket/);
    await page.waitForFunction((key) => [...document.querySelectorAll("[role=row]")].filter((row) => row.textContent.includes(key)).length === 1, ticket.ticket_key);
    await ofTicket.getByText("2 findings, 2 open").dblclick();
    await page.waitForURL(/\/findings\?.*ids=/);
    await page.getByText("2 findings of one ticket").waitFor();
  });
});

test("a view with companies that are not the reader's says so, and shows the others", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets?companies=acme,beta,gamma,delta");
    await page.getByText("3 companies of this view are not yours").waitFor();
    await rows(page).first().getByText(/acme/).waitFor();
  });
});

test("a row changes without a reload, and what has not changed is not sent again", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    const { items: [ticket] } = await ask(page, "GET", "/tickets?q=Weakness+number+6");
    const lists = (status) => page.waitForResponse((answer) => answer.url().includes("/api/v1/tickets?") && answer.status() === status, { timeout: 60_000 });
    await page.clock.install();
    await page.goto(`/tickets?q=${ticket.ticket_key}`);
    const row = rows(page).filter({ has: page.getByRole("link", { name: `Open ${ticket.ticket_key} at the vendor`, exact: true }) });
    await row.waitFor();
    const same = lists(304);
    await page.clock.runFor(11_000);
    await same;
    await atVendor(ticket.ticket_key, { status: "In Progress" });
    await ask(page, "POST", `/tickets/${ticket.ticket}/resync`);
    const changed = lists(200);
    await page.clock.runFor(11_000);
    await changed;
    await row.getByText("In Progress", { exact: true }).first().waitFor();
  });
});

test("pages of two hundred are walked forward and back", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    await rows(page).first().waitFor();
    const first = await firstKey(page);
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL(/cursor=/);
    await page.waitForFunction((key) => !document.body.innerText.includes(`${key}\n`), first);
    assert.notEqual(await firstKey(page), first);
    await page.getByRole("button", { name: "Previous" }).click();
    await page.waitForURL((url) => !url.searchParams.get("cursor"));
    await page.getByText(first, { exact: true }).first().waitFor();
    assert.equal(await firstKey(page), first);
  });
});

test("only the rows that are seen are in the page, and the arrow keys move through them", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    await rows(page).first().waitFor();
    const { items } = await ask(page, "GET", "/tickets?limit=200");
    assert.equal(items.length, 200);
    assert.ok((await rows(page).count()) < 60);
    await page.keyboard.press("Tab");
    await rows(page).first().focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/findings/${items[3].finding}\\b`));
  });
});

test("a row's re-sync tells what changed at the vendor, and the row shows it", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets?q=Weakness+number+2");
    await rows(page).first().waitFor();
    const key = await firstKey(page);
    await atVendor(key, { status: "In Progress" });
    await page.getByRole("button", { name: `Re-sync ${key}` }).click();
    await page.getByRole("alertdialog").filter({ hasText: key }).waitFor();
    await rows(page).filter({ hasText: key }).getByText("In Progress", { exact: true }).first().waitFor();
  });
});

test("re-sync all says what came of it and then waits a minute", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    await page.getByRole("button", { name: "Re-sync all" }).click();
    await page.getByRole("status").filter({ hasText: /jira: \d+ updated, \d+ unchanged/ }).waitFor({ timeout: 60_000 });
    assert.ok(await page.getByRole("button", { name: /Re-sync all in \d+ s/ }).isDisabled());
  });
});

test("what the host refuses is said with what to do, and can be tried again", async () => {
  await working(browser, async (page) => {
    await page.route("**/api/v1/tickets?*", (route) => route.fulfill({
      status: 503, contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: "", status: 503, code: "database", detail: "the database does not answer", remedy: "start it" }),
    }));
    await page.goto("/tickets");
    await page.getByRole("alert").filter({ hasText: "the database does not answer" }).waitFor({ timeout: 20_000 });
    await page.getByText("start it").waitFor();
    await page.unroute("**/api/v1/tickets?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await rows(page).first().waitFor();
  }, { allowed: [503] });
});

test("the workbench is accessible in both themes, wide and on a phone", async () => {
  for (const width of [1280, 375])
    await working(browser, async (page) => {
      await page.goto("/tickets");
      await page.getByRole("link", { name: /^Open SEC-/ }).first().waitFor();
      await assertFits(page);
      await assertAccessible(page);
    }, { viewport: { width, height: 812 } });
});
