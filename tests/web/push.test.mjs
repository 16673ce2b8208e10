// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const unlinked = "/findings?scanner=ESLint&status=open";
const lines = (page) => page.getByRole("row").filter({ has: page.getByRole("checkbox") });

async function withoutTicket(page) {
  const { items } = await ask(page, "GET", "/findings?scanner=ESLint&status=open&limit=100");
  const { unlinked } = await ask(page, "POST", "/preflight", { finding_ids: items.map(({ id }) => id) });
  return unlinked;
}

// The push dialog of one finding that has no ticket, planned.
async function pushOne(page) {
  await page.goto("/findings");
  const [id] = await withoutTicket(page);
  await page.goto(`/findings/${id}`);
  await page.getByRole("button", { name: "Push", exact: true }).click();
  await page.getByRole("button", { name: "Create 1 ticket" }).waitFor();
}

const dialog = (page) => page.getByRole("dialog");

test("findings are chosen, planned and pushed, and nothing is sent before the person says so", async () => {
  await working(browser, async (page) => {
    await page.goto(unlinked);
    for (const place of [1, 2, 3]) await lines(page).nth(place).getByRole("checkbox").click({ force: true });
    await page.getByRole("button", { name: "Push 3 findings" }).click();
    await page.getByRole("button", { name: "Create 3 tickets" }).waitFor();
    const before = (await ask(page, "GET", "/pushes?limit=1")).items[0].id;
    const planned = dialog(page).getByRole("button", { name: /rule “/ }).first();
    await planned.click();
    await dialog(page).getByRole("columnheader", { name: "Comes from" }).first().waitFor();
    await dialog(page).getByRole("cell", { name: /^Mapping/ }).first().waitFor();
    await dialog(page).getByRole("button", { name: /The exact request/ }).first().click();
    await dialog(page).getByText(/POST http.*\/rest\/api\/3\/issue/).first().waitFor();
    assert.equal((await ask(page, "GET", "/pushes?limit=1")).items[0].id, before);
    await page.getByRole("button", { name: "Create 3 tickets" }).click();
    await dialog(page).getByText("Done.").waitFor({ timeout: 30_000 });
    assert.equal(await dialog(page).getByRole("link", { name: /^SEC-\d+$/ }).count(), 3);
    const push = (await ask(page, "GET", "/pushes?limit=1")).items[0];
    assert.deepEqual(push.counts, { created: 3 });
  });
});

test("a field of the vendor's live form that a person fills stands above the policy in the plan", async () => {
  await working(browser, async (page) => {
    await pushOne(page);
    await dialog(page).getByRole("combobox", { name: "Priority" }).fill("High");
    await page.getByRole("option", { name: "High", exact: true }).click();
    await dialog(page).getByRole("combobox", { name: "Assignee" }).press("ArrowDown");
    await page.getByRole("option").first().click();
    await dialog(page).getByRole("button", { name: "Update the plan" }).click();
    await dialog(page).getByRole("button", { name: /rule “/ }).first().click();
    await dialog(page).getByRole("row").filter({ hasText: "Priority" }).filter({ hasText: "You" }).waitFor();
    const assignee = dialog(page).getByRole("row").filter({ hasText: "Assignee" });
    assert.match(await assignee.innerText(), /You/);
  });
});

test("findings that have a ticket are told before anything else and left out", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings");
    const { items } = await ask(page, "GET", "/tickets?limit=1");
    await page.goto(`/findings/${items[0].finding}`);
    await page.getByRole("button", { name: "Push", exact: true }).click();
    await dialog(page).getByText("1 finding has a ticket already and will be left out.").waitFor();
    await dialog(page).getByText("Linked already").waitFor();
    assert.ok(await page.getByRole("button", { name: "Create 0 tickets" }).isDisabled());
  });
});

test("a subtask is pushed below the ticket that a person searches at the vendor", async () => {
  await working(browser, async (page) => {
    await pushOne(page);
    await dialog(page).getByRole("radio", { name: "As subtask" }).click();
    await dialog(page).getByText("Choose the other ticket first").waitFor();
    const parent = dialog(page).getByRole("combobox", { name: "Under which ticket" });
    await parent.fill("SEC-1");
    await page.getByRole("option", { name: /SEC-1\b/ }).first().click();
    await dialog(page).getByRole("heading", { name: /to be made/ }).waitFor();
  }, { allowed: [400, 409, 422] });
});

test("the whole way through a push can be gone by keyboard alone", async () => {
  await working(browser, async (page) => {
    await page.goto(unlinked);
    await lines(page).nth(1).focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    const push = page.getByRole("button", { name: "Push 1 finding" });
    for (let press = 0; press < 30 && !(await push.evaluate((button) => button === document.activeElement)); press++)
      await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    const create = page.getByRole("button", { name: "Create 1 ticket" });
    await create.waitFor();
    for (let press = 0; press < 60 && !(await create.evaluate((button) => button === document.activeElement)); press++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("Done.").waitFor({ timeout: 30_000 });
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  });
});

test("the push dialog is accessible in both themes, wide and on a phone", async () => {
  await working(browser, async (page) => {
    await pushOne(page);
    await dialog(page).getByRole("button", { name: /rule “/ }).first().click();
    await dialog(page).getByRole("combobox", { name: "Priority" }).waitFor();
    await assertAccessible(page);
    await page.setViewportSize({ width: 375, height: 812 });
    await assertFits(page);
    await assertAccessible(page);
  });
});
