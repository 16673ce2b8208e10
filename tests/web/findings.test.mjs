// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function findingWhere(page, query) {
  const { items } = await ask(page, "GET", `/findings?${query}&limit=1`);
  return items[0];
}

test("a finding is found by filters and opened, with everything that is known of it", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings?scanner=Trivy");
    const row = page.getByRole("row").filter({ hasText: "glibc" }).first();
    await row.dblclick();
    await page.waitForURL(/\/findings\/\d+/);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: "glibc" }).waitFor();
    await page.getByText("Scanner", { exact: true }).waitFor();
    await page.getByRole("link", { name: /^Open SEC-/ }).waitFor();
    await page.getByText("First seen by Trivy.").waitFor();
  });
});

test("why a finding is as it is can be read, with what was written to the vendor", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    const { items } = await ask(page, "GET", "/tickets?limit=1");
    await page.goto(`/findings/${items[0].finding}`);
    await page.getByRole("tab", { name: "Why it is so" }).click();
    await page.getByText(new RegExp(`Written to the vendor: Create ${items[0].ticket_key}`)).first().waitFor();
  });
});

test("only legal moves are offered, and what ends a finding needs a reason that the feed then tells", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings");
    const { id } = await findingWhere(page, "scanner=ESLint&status=open");
    const known = await ask(page, "GET", `/findings/${id}`);
    await page.goto(`/findings/${id}`);
    await page.getByRole("button", { name: "Change status" }).click();
    assert.equal(await page.getByRole("menuitem").count(), known.can_become.length);
    await page.getByRole("menuitem", { name: "False positive" }).click();
    const set = page.getByRole("button", { name: "Set" });
    assert.ok(await set.isDisabled());
    await page.getByLabel(/Others will read it/).fill("The input is a constant.");
    await set.click();
    await page.getByText("The input is a constant.").waitFor();
    await page.getByRole("button", { name: "Change status" }).click();
    assert.deepEqual(await page.getByRole("menuitem").allInnerTexts(), ["Open"]);
  });
});

test("a ticket that exists is linked and unlinked again, and one that does not is refused in words", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings");
    const { id } = await findingWhere(page, "scanner=ESLint&status=open");
    await page.goto(`/findings/${id}`);
    const linked = page.getByRole("link", { name: "Open SEC-1 at the vendor" });
    await page.getByRole("button", { name: "Link a ticket" }).click();
    const key = page.getByLabel("Key of a ticket that exists");
    await key.fill("SEC-99999");
    await page.getByRole("button", { name: "Link", exact: true }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await key.fill("SEC-1");
    await page.getByRole("button", { name: "Link", exact: true }).click();
    await linked.waitFor();
    await page.getByRole("button", { name: "Unlink SEC-1" }).click();
    await linked.waitFor({ state: "detached" });
  }, { allowed: [404] });
});

test("a comment that is written here goes to the finding's ticket, and the page says so", async () => {
  await working(browser, async (page) => {
    await page.goto("/tickets");
    const { items } = await ask(page, "GET", "/tickets?limit=1");
    await page.goto(`/findings/${items[0].finding}`);
    await page.getByRole("tab", { name: "Comments" }).click();
    const send = page.getByRole("button", { name: "Send" });
    assert.equal(await send.isDisabled(), true);
    await page.getByLabel("Write a comment").fill("Reachable **from outside** since Monday.");
    await send.click();
    await page.locator("strong", { hasText: "from outside" }).waitFor();
    await page.getByText("Written", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Write a comment").inputValue(), "");
  });
});

test("a finding that there is not is said to be none", async () => {
  await working(browser, async (page) => {
    await page.goto("/findings/99999999");
    await page.getByRole("alert").filter({ hasText: "there is no finding 99999999" }).waitFor();
  }, { allowed: [404] });
});

test("list and finding are accessible in both themes, wide and on a phone", async () => {
  for (const width of [1280, 375])
    await working(browser, async (page) => {
      await page.goto("/findings");
      await page.getByText("ESLint").first().waitFor();
      await assertFits(page);
      await assertAccessible(page);
      const { id } = await findingWhere(page, "scanner=Trivy");
      await page.goto(`/findings/${id}`);
      await page.getByText("First seen by Trivy.").waitFor();
      await assertFits(page);
      await assertAccessible(page);
    }, { viewport: { width, height: 812 } });
});
