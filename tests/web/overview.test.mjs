// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("the figures are pictures with tables behind them that say the same as the API", async () => {
  for (const width of [1280, 375])
    await working(browser, async (page) => {
      await page.goto("/overview");
      const card = page.getByRole("region", { name: "Time to a ticket", exact: true });
      await card.locator("svg.recharts-surface").first().waitFor();
      const { to } = await ask(page, "GET", "/stats?days=30");
      await card.getByRole("button", { name: "As a table" }).click();
      const today = card.getByRole("row").last();
      await today.getByText(to.slice(0, 10)).or(today).first().waitFor();
      assert.match(await today.innerText(), /\d (ms|s|min|h|d)/);
      await page.getByRole("region", { name: "Integrations" }).getByText("Good").first().waitFor();
      await assertFits(page);
      await assertAccessible(page);
    }, { viewport: { width, height: 900 } });
});

test("another period stands in the address", async () => {
  await working(browser, async (page) => {
    await page.goto("/overview");
    await page.getByLabel("Over").click();
    await page.getByRole("option", { name: "7 days" }).click();
    await page.waitForURL(/days=7/);
    await page.getByRole("region", { name: "SLA breaches" }).waitFor();
  });
});
