// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, atVendor, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("a ticket that ends without a fix waits for a person, who decides with one click", async () => {
  await working(browser, async (page) => {
    await page.goto("/reviews");
    const { items } = await ask(page, "GET", "/tickets?q=Weakness+number+3");
    const { ticket_key: key, ticket } = items[0];
    await atVendor(key, { status: "Done", resolution: "Won't Do" });
    await ask(page, "POST", `/tickets/${ticket}/resync`);
    const review = page.getByRole("listitem").filter({ hasText: key });
    await page.reload();
    await review.getByText("Ended without a fix").waitFor();
    await assertAccessible(page);
    await review.getByRole("button", { name: "Accepted risk" }).click();
    await page.getByLabel(/Others will read it/).fill("Agreed with the owner.");
    await page.getByRole("dialog").getByRole("button", { name: "Accepted risk" }).click();
    await review.waitFor({ state: "detached" });
    assert.equal((await ask(page, "GET", `/findings/${items[0].finding}`)).status, "accepted_risk");
  });
});

test("a finding whose ticket is done waits for its re-test, which a person passes", async () => {
  await working(browser, async (page) => {
    await page.goto("/reviews");
    const { items } = await ask(page, "GET", "/tickets?q=Weakness+number+4");
    await atVendor(items[0].ticket_key, { status: "Done", resolution: "Done" });
    await ask(page, "POST", `/tickets/${items[0].ticket}/resync`);
    await page.reload();
    await page.getByRole("link", { name: items[0].title }).click();
    await page.getByRole("button", { name: "Re-test passed" }).click();
    await page.getByText("Closed", { exact: true }).first().waitFor();
  });
});

test("a push is followed, and the tickets that nobody touched can be taken back", async () => {
  await working(browser, async (page) => {
    await page.goto("/pushes");
    const push = (await ask(page, "GET", "/pushes?limit=50")).items.at(-1);
    await page.getByRole("row").filter({ hasText: `#${push.id}` }).dblclick();
    await page.getByRole("heading", { name: `Push ${push.id}` }).waitFor();
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("dialog").getByText("Can be taken back").first().waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await assertAccessible(page);
  });
});

test("imports tell what they did and lead to their findings", async () => {
  await working(browser, async (page) => {
    await page.goto("/imports");
    await page.getByText("361 new").waitFor();
    await page.getByRole("row").filter({ hasText: "mosquitto" }).dblclick();
    await page.waitForURL(/\/findings\?import=/);
    await page.getByText("Flawfinder").first().waitFor();
  });
});

test("an integration shows its health, is checked, paused and started again", async () => {
  await working(browser, async (page) => {
    await page.goto("/integrations");
    const tile = page.getByRole("region", { name: "jira" });
    await tile.getByText("Good").waitFor();
    await tile.getByRole("button", { name: "Check now" }).click();
    await page.getByText("jira: every needed permission is granted.").waitFor();
    await tile.getByRole("button", { name: "Pause" }).click();
    await tile.getByText("Disabled").waitFor();
    await tile.getByRole("button", { name: "Enable" }).click();
    await tile.getByText("Enabled").waitFor();
  });
});

test("an address that leads nowhere says so", async () => {
  await working(browser, async (page) => {
    await page.goto("/nowhere");
    await page.getByRole("link", { name: "To the tickets" }).click();
    await page.waitForURL(/\/tickets/);
  });
});

test("lists are accessible in both themes, wide and on a phone", async () => {
  for (const width of [1280, 375])
    await working(browser, async (page) => {
      for (const [path, text] of [["/alerts", "All is well"], ["/pushes", /#\d|Push \d/], ["/imports", "sarif"], ["/integrations", "Good"]]) {
        await page.goto(path);
        await page.getByText(text).first().waitFor();
        await assertFits(page);
        await assertAccessible(page);
      }
    }, { viewport: { width, height: 812 } });
});
