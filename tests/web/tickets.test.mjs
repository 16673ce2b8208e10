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
