// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const { ITSM_WEB_REQUEST_TRACKER: address, ITSM_WEB_REQUEST_TRACKER_TOKEN: token } = process.env;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const patient = { timeout: 60_000 };

test("a vendor that the host was not built with is connected by what its plugin says of it", async () => {
  await working(browser, async (page) => {
    await page.goto("/integrations");
    await page.getByRole("link", { name: "Connect an integration" }).click();
    await page.getByRole("radio", { name: /^Request Tracker/ }).check({ force: true });
    await page.getByRole("textbox", { name: /^Name/ }).fill("rt");
    await page.getByRole("textbox", { name: "Address" }).fill(address);
    await page.getByText("Unless given: Finding key").waitFor();
    assert.ok(await button(page, "Save and go on").isDisabled());
    await page.getByRole("textbox", { name: "Account" }).fill("itsm-link");
    await page.getByText("Authentication token", { exact: true }).click();
    await assertAccessible(page);
    await button(page, "Save and go on").click();

    await page.getByText("Made on the page Logged in as, Settings, Auth Tokens.", { exact: false }).waitFor();
    await page.locator("input[type=password]").fill("1-not-the-token");
    await button(page, "Store and sign in").click();
    await page.getByRole("alert").filter({ hasText: "Request Tracker does not accept the credential" }).waitFor(patient);
    await page.locator("input[type=password]").fill(token);
    await button(page, "Store and sign in").click();

    await page.getByRole("heading", { name: "What it may use" }).waitFor(patient);
    const projects = page.getByRole("combobox", { name: "Allowed projects" });
    await projects.press("ArrowDown");
    const queue = page.getByRole("option", { name: "Security" });
    await queue.waitFor(patient);
    assert.deepEqual(await page.getByRole("option").allInnerTexts(), ["Security"]); // what the account does not see is not offered
    await queue.click();
    await page.keyboard.press("Escape");
    await page.getByRole("grid", { name: "Allowed projects, chosen" }).getByRole("row", { name: "Security" }).waitFor();
    await page.getByLabel("Policy", { exact: true }).click();
    await page.getByRole("option", { name: "default", exact: true }).click();
    await button(page, "Save and go on").click();

    await page.getByRole("heading", { name: "Test the connection" }).waitFor(); // the step is called Test as well
    await button(page, "Test").click();
    await page.getByText("Every needed permission is granted.").waitFor(patient);
    const report = page.getByRole("region", { name: "Permissions in Security" });
    for (const right of ["SeeQueue, ShowTicket, ShowTicketComments", "CreateTicket", "SeeCustomField, ModifyCustomField"])
      assert.match(await report.getByRole("row", { name: right }).innerText(), /always\s+Granted/);
    await page.getByText("Link to the scanners").waitFor();
    await assertAccessible(page);
    await button(page, "Go on").click();

    await button(page, "Enable it").click();
    await page.getByText("Request Tracker has no webhooks: its changes are found by asking every few minutes.").waitFor();
    assert.equal(await button(page, "Register at Request Tracker").count(), 0);
    await button(page, "Done").click();
    await page.getByRole("heading", { level: 1, name: "rt" }).waitFor();
    assert.equal((await ask(page, "GET", "/integrations/rt")).state, "enabled");
    assert.ok(!(await page.content()).includes(token));
  }, { allowed: [400, 401, 403, 404, 409, 422, 424, 502, 503] });
});
