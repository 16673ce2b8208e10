// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const button = (page, name) => page.getByRole("button", { name, exact: true });
const tab = (page, name) => page.getByRole("tab", { name, exact: true }).click();
const editor = (page) => page.getByRole("textbox", { name: "Policy test as YAML" });

const clean = (page) => page.getByRole("status").filter({ hasText: /Nothing wrong|^0 errors/ });

async function open(page) {
  await page.goto("/policies");
  await page.getByRole("row").filter({ hasText: "test" }).first().dblclick();
  await editor(page).waitFor();
}

// As somebody types at the end of the document.
async function type(page, words) {
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

test("a mistake is marked at its line and column while it is typed, and leads there", async () => {
  await working(browser, async (page) => {
    await open(page);
    await clean(page).waitFor();
    await type(page, "asign: []\n");
    const mark = page.getByRole("list", { name: "What is wrong" }).getByRole("listitem").filter({ hasText: "asign" });
    await mark.getByText("did you mean").waitFor();
    await page.locator(".editor").locator(".cm-lintRange-error").first().waitFor();
    await assertAccessible(page);
    await mark.getByRole("button", { name: /^Line \d+, column 1$/ }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("editor")), true);
    await button(page, "Drop the changes").click();
    await clean(page).waitFor();
  });
});

test("keys and values that may stand at a place are offered from the schema", async () => {
  await working(browser, async (page) => {
    await open(page);
    await type(page, "disclosure:\n  max_cl");
    await page.getByRole("option", { name: "max_classification" }).click();
    await page.keyboard.type("inter");
    await page.getByRole("option", { name: "internal" }).waitFor();
  });
});

test("the mapping is a table held against the live form, and a changed direction goes into the document", async () => {
  await working(browser, async (page) => {
    await open(page);
    await tab(page, "Mapping");
    const priority = page.getByRole("row").filter({ hasText: "Severity" }).filter({ hasText: "Priority" });
    await priority.getByText("critical → Highest", { exact: false }).or(priority.getByText("Critical → Highest")).first().waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: /Direction of priority/ }).click();
    await page.getByRole("option", { name: "Both ways" }).click();
    await priority.getByText("People at the vendor can change this value without a right here.").first().waitFor();
    await assertAccessible(page);
    await tab(page, "Document");
    await page.getByText("direction: both", { exact: false }).first().waitFor();
  });
});

test("a text from a file is taken over, kept as a version and activated with a reason", async () => {
  await working(browser, async (page) => {
    await open(page);
    await type(page, "# Ours from now on.\n");
    await page.getByText("is read-only here", { exact: false }).first().waitFor();
    await button(page, "Take over as this company's own").click();
    await page.waitForURL(/version=1/);
    await page.getByText("This version does not decide.").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Close" }).click();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await button(page, "Activate").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/open: \d+ would change/).waitFor({ timeout: 60_000 });
    assert.ok(await dialog.getByRole("button", { name: "Activate" }).isDisabled());
    await dialog.getByRole("radio", { name: /^Leave them/ }).check({ force: true });
    await dialog.getByLabel(/Others will ask later/).fill("We own it.");
    await assertAccessible(page);
    await dialog.getByRole("button", { name: "Activate" }).click();
    await page.getByText("Decides", { exact: true }).first().waitFor();
    await tab(page, "Versions");
    await page.getByRole("row").filter({ hasText: "We own it." }).filter({ hasText: "person ana" }).first().waitFor();
    assert.equal((await ask(page, "GET", "/policies/test")).of_house, false);
  });
});

test("cases are run, a finding is explained and the past is judged anew", async () => {
  await working(browser, async (page) => {
    await open(page);
    await tab(page, "Tests");
    await button(page, "Run the tests").click();
    await page.getByText("1 of 1 passed").waitFor();
    await tab(page, "Explain");
    await page.getByRole("combobox", { name: "Finding" }).press("ArrowDown");
    await page.getByRole("option").first().click();
    await page.getByRole("heading", { name: "Rules, in their order" }).waitFor({ timeout: 60_000 });
    await assertAccessible(page);
    await tab(page, "Backtest");
    await button(page, "Backtest").click();
    await page.getByRole("region", { name: "Towards tickets" }).getByText(/of \d+ would change/).waitFor({ timeout: 120_000 });
    await assertAccessible(page);
  });
});

test("policies fit a phone", async () => {
  await working(browser, async (page) => {
    await page.goto("/policies");
    await page.getByText("Version 1").or(page.getByText("Version 2")).first().waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.goto("/policies/test");
    await editor(page).waitFor();
    await assertFits(page);
    await assertAccessible(page);
  }, { viewport: { width: 375, height: 812 } });
});
