// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, visit, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });

async function saveView(page, name, shared) {
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save these filters…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  if (shared) await page.getByText("Everybody in this company sees it").click();
  await button(page, "Save").click();
  await page.getByText(`View ${name} is kept.`).waitFor();
}

test("filters are kept as a view, shared, opened by another person and removed", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets?severity=high&q=Weakness");
    await saveView(page, "High ones", true);
    await button(page, "High ones").waitFor();
    await assertAccessible(page);
    await page.goto("/tickets?severity=low");
    await saveView(page, "My own", false);
  });
  const { page, leave } = await visit(browser, { allowed: [401, 403] }); // who has to choose a password is told so by 403
  const chosen = "another correct horse battery";
  await page.goto("/tickets");
  await page.getByLabel("Name").fill("beth");
  await page.getByLabel("Password").fill(process.env.ITSM_WEB_ONCE);
  await button(page, "Sign in").click();
  await page.getByLabel("New password").fill(chosen);
  await page.getByLabel("The same again").fill(chosen);
  await button(page, "Keep it and sign in").click();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: /^High ones/ }).click();
  await page.waitForURL(/severity=high/);
  assert.equal(new URL(page.url()).searchParams.get("q"), "Weakness");
  assert.deepEqual((await ask(page, "GET", "/views")).items.map(({ name, own }) => [name, own]), [["High ones", false]]);
  const [{ id }] = (await ask(page, "GET", "/views")).items;
  await leave();
  await working(browser, async (page) => {
    await page.goto("/tickets?severity=high&q=Weakness");
    await button(page, "High ones").click();
    await page.getByRole("menuitem", { name: "Remove a view" }).press("ArrowRight");
    await page.getByRole("menuitem", { name: "High ones" }).last().click();
    await page.getByText("View High ones is removed.").waitFor();
    assert.ok(!(await ask(page, "GET", "/views")).items.some((view) => view.id === id));
  });
});

test("the list is exported as it is filtered, without cells that a spreadsheet would run", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets?severity=high");
    await page.getByRole("link", { name: /^Open SEC-/ }).first().waitFor();
    const download = async (name) => {
      await button(page, "Export").click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).click()]);
      return [file.suggestedFilename(), (await readFile(await file.path(), "utf8"))];
    };
    const [name, csv] = await download("As CSV, for spreadsheets");
    assert.match(name, /^tickets-\d{4}-\d{2}-\d{2}\.csv$/);
    const lines = csv.trim().split("\r\n");
    let rows = 0;
    for (let cursor = ""; cursor !== undefined;) {
      const { items, next_cursor: next } = await ask(page, "GET", `/tickets?severity=high&limit=200&cursor=${cursor}`);
      rows += items.length;
      cursor = next;
    }
    assert.equal(lines.length, rows + 1);
    assert.match(lines[0], /^ticket,ticket_url,.*,exported_at,exported_by,filters$/);
    assert.ok(lines.slice(1).every((line) => line.endsWith("person ana,severity=high")));
    assert.ok(!/(^|,|\n)"?[=+@-]/.test(csv));
    const [, ndjson] = await download("As NDJSON, for programs");
    const [head, ...items] = ndjson.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(head.export.filters, { severity: "high" });
    assert.equal(items.length, rows);
  });
});

test("the link of a ticket with several findings shows exactly these", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings");
    const { items } = await ask(page, "GET", "/findings?limit=3");
    await page.goto(`/findings?ids=${items.map(({ id }) => id).join(",")}`);
    await page.getByText("3 findings of one ticket.").waitFor();
    const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
    await rows.nth(3).waitFor();
    assert.equal(await rows.count(), 4); // with the heading
    await page.getByRole("link", { name: "All findings" }).click();
    await page.waitForURL((url) => !url.searchParams.get("ids"));
    const refused = await ask(page, "GET", "/findings?ids=1,two");
    assert.equal(refused.code, "filter_wrong");
  }, { allowed: [400] });
});

test("a preset is made, chosen in the push dialog and seen as a source in the plan", async () => {
  await working(browser, async (page) => {
    await page.goto("/presets");
    await button(page, "Add a preset").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("payments");
    await dialog.getByRole("textbox", { name: "For people" }).fill("Payments team");
    await dialog.getByRole("button", { name: /^For/ }).last().click();
    await page.getByRole("option", { name: "jira", exact: true }).click();
    await dialog.getByRole("textbox", { name: "Labels" }).fill("payments, pci");
    await assertAccessible(page);
    await button(dialog, "Keep").click();
    await page.getByRole("region", { name: "Payments team" }).getByText("payments, pci").waitFor();
    await assertAccessible(page);
    const { items } = await ask(page, "GET", "/findings?scanner=ESLint&status=open&limit=100");
    const { unlinked } = await ask(page, "POST", "/preflight", { finding_ids: items.map(({ id }) => id) });
    await page.goto(`/findings/${unlinked[0]}`);
    await button(page, "Push").click();
    await button(page, "Create 1 ticket").waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: /Preset/ }).click();
    await page.getByRole("option", { name: "Payments team" }).click();
    await page.getByRole("button", { name: /rule “/ }).first().click();
    await page.getByRole("cell", { name: /^Preset/ }).first().waitFor({ timeout: 60_000 });
    await page.goto("/presets");
    await page.getByRole("region", { name: "Payments team" }).getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("There is no preset yet").waitFor();
  });
});

test("presets and the views of a phone fit it", async () => {
  await working(browser, async (page) => {
    await page.goto("/presets");
    await page.getByText("There is no preset yet").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.goto("/tickets");
    await button(page, "Export").waitFor();
    await assertFits(page);
  }, { viewport: { width: 375, height: 812 } });
});
