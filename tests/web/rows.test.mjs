// SPDX-License-Identifier: Apache-2.0
// Lists with no row, one, as many as a page has, and with a host that does not answer. The answers are put in here.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const at = "2026-01-02T03:04:05.000Z";
const long = "A weakness with a name that is longer than any column of a table is wide, and/with_words_that_cannot_be_broken_anywhere";

// Of each list: which member is seen, which tell its rows apart, and a row where the host of these tests has none.
const lists = {
  tickets: { seen: "title", different: ["finding", "ticket"] },
  findings: { seen: "title", different: ["id"] },
  imports: { seen: "source", different: ["id"] },
  reviews: {
    seen: "title", different: ["id"],
    row: { id: 1, kind: "ticket_ended", choices: ["accepted_risk", "keep"], created_at: at, finding: 1, reason: "why", status: "open", ticket_key: "SEC-1", title: "" },
  },
  alerts: { seen: "message", different: ["id"], row: { id: 1, cause: "webhook_silent", count: 2, first_at: at, last_at: at, integration: "jira", message: "", remedy: "look" } },
};

// `count` rows like this one, the first with a long name.
const rowsLike = (row, { seen, different }, count) => Array.from({ length: count }, (_, number) => ({
  ...row, [seen]: number ? `Row ${number}` : long,
  ...Object.fromEntries(different.map((member) => [member, 1000 + number])),
}));

for (const [name, list] of Object.entries(lists))
  test(`${name} are shown with no row, with one and with two hundred, and say when the host does not answer`, async () => {
    await working(browser, async (page) => {
      await page.goto("/nowhere");
      const row = list.row ?? (await ask(page, "GET", `/${name}`)).items[0];
      let rows;
      await page.route((url) => url.pathname === `/api/v1/${name}`, (route) => rows
        ? route.fulfill({ json: { items: rows } })
        : route.fulfill({ status: 503, contentType: "application/problem+json", json: { status: 503, title: "Unavailable", detail: "The database is away.", remedy: "Look at the database.", code: "database_unavailable" } }));
      await page.goto(`/${name}`);
      const alert = page.getByRole("alert").filter({ hasText: "The database is away." });
      await alert.getByText("Look at the database.").waitFor();
      await assertFits(page);
      rows = [];
      await alert.getByRole("button", { name: "Try again" }).click();
      await page.locator(".blank").first().waitFor();
      await assertFits(page);
      for (const count of [1, 200]) {
        rows = rowsLike(row, list, count);
        await page.reload();
        await page.getByText(long).first().waitFor();
        if (count > 1) await page.getByText("Row 1").first().waitFor();
        await assertFits(page);
      }
      assert.equal(await page.locator(".blank").count(), 0);
      if (name === "reviews" || name === "alerts") await assertAccessible(page);
    }, { viewport: { width: 375, height: 812 }, allowed: [503] });
  });
