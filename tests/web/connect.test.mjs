// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, ask, launch, working } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const { ITSM_WEB_SIMULATOR: jira, ITSM_WEB_SERVICENOW: servicenow, ITSM_WEB_SDP_CLOUD: desk } = process.env;
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function begin(page, vendor, name) {
  await page.goto("/integrations");
  await page.getByRole("link", { name: "Connect an integration" }).click();
  await page.getByRole("radio", { name: vendor }).check({ force: true });
  await page.getByRole("textbox", { name: /^Name/ }).fill(name);
}

async function allow(page, project) {
  const projects = page.getByRole("combobox", { name: "Allowed projects" });
  await projects.fill(project);
  await page.getByRole("option", { name: new RegExp(`^${project}`) }).first().click();
  await page.keyboard.press("Escape"); // the list stays open for the next one
  await page.getByRole("grid", { name: "Allowed projects, chosen" }).getByRole("row", { name: project }).waitFor();
}

async function choose(page, label, option) {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function testAndEnable(page) {
  await page.getByRole("heading", { name: "Test the connection" }).waitFor(); // the step is called Test as well
  await button(page, "Test").click();
  await page.getByText("Every needed permission is granted.").waitFor({ timeout: 60_000 });
  await button(page, "Go on").click();
  await button(page, "Enable it").click();
  await page.getByRole("heading", { name: "Hear of changes at once" }).waitFor();
}

async function finish(page, name) {
  await button(page, "Done").click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  assert.equal((await ask(page, "GET", `/integrations/${name}`)).state, "enabled");
}

test("Jira is connected step by step, and a wrong token is told where it was typed", async () => {
  await working(browser, async (page) => {
    await begin(page, /^Jira/, "second-jira");
    await page.getByLabel("Jira address").fill(jira);
    await assertAccessible(page);
    await page.getByText("E-mail address and API token", { exact: true }).click();
    await button(page, "Save and go on").click();
    const email = page.getByRole("textbox", { name: "E-mail address" });
    await email.fill("lead@example.test");
    await page.locator("input[type=password]").fill("not-the-token");
    await button(page, "Store and sign in").click();
    await page.getByRole("alert").filter({ hasText: "does not accept the e-mail address and API token" }).waitFor();
    await page.locator("input[type=password]").fill("lead-token");
    await button(page, "Store and sign in").click();
    await page.getByRole("heading", { name: "What it may use" }).waitFor();
    await allow(page, "SEC");
    await button(page, "Suggest a policy for SEC").click();
    await page.getByText(/was made for the type .* and decides from now on/).waitFor({ timeout: 30_000 });
    await button(page, "Save and go on").click();
    await testAndEnable(page);
    await assertAccessible(page);
    assert.match(await page.getByRole("textbox", { name: "Webhook URL" }).inputValue(), /^http:\/\/127\.0\.0\.1:\d+\/hooks\/acme\//);
    await button(page, "Register at Jira").click();
    await page.getByText("Waiting for the first delivery").waitFor();
    await finish(page, "second-jira");
    const { items } = await ask(page, "GET", "/integrations/second-jira/secrets");
    assert.deepEqual(items.map(({ field }) => field).sort(), ["password", "username", "webhook"]);
    assert.ok(!(await page.content()).includes("lead-token"));
  }, { allowed: [400, 401, 403, 404, 409, 422, 424, 502, 503] });
});

test("a set-up is gone on with another day, where it had come to", async () => {
  await working(browser, async (page) => {
    await begin(page, /^ServiceNow/, "desk-draft");
    await page.getByRole("textbox", { name: /instance/i }).first().fill(servicenow);
    await page.getByText("User name and password", { exact: true }).click();
    await button(page, "Save and go on").click();
    await page.getByRole("textbox", { name: "User name" }).fill("itsm.link");
    await page.locator("input[type=password]").fill("link-password");
    await button(page, "Store and sign in").click();
    await page.getByRole("heading", { name: "What it may use" }).waitFor({ timeout: 60_000 });
    await page.goto("/integrations");
    await page.getByRole("region", { name: "desk-draft" }).getByRole("link", { name: "Go on with its set-up" }).click();
    await page.getByText("Stored", { exact: false }).first().waitFor();
    assert.equal(await page.locator("input[type=password]").inputValue(), "");
    await button(page, "Store and sign in").click();
    await allow(page, "incident");
    await choose(page, "Policy", "test");
    await button(page, "Save and go on").click();
    await page.getByRole("heading", { name: "Test the connection" }).waitFor();
    await button(page, "Test").click();
    await page.getByRole("region", { name: /^Permissions in incident/ }).waitFor({ timeout: 60_000 });
    await page.getByText("Security Link").waitFor();
  }, { allowed: [400, 409, 422, 424] });
});

test("ServiceDesk Plus Cloud is connected by a consent in another tab", async () => {
  await working(browser, async (page) => {
    await begin(page, /^ServiceDesk Plus/, "desk");
    await page.getByLabel("ServiceDesk Plus address").fill(desk);
    await page.getByLabel("Portal").fill("itdesk");
    await page.getByLabel("Zoho accounts address").fill(desk);
    await page.getByLabel("E-mail address of the account").fill("analyst@example.test");
    await page.getByText("Zoho OAuth client").click();
    await button(page, "Save and go on").click();
    assert.match(await page.getByRole("textbox", { name: "Callback URL" }).inputValue(), /\/api\/v1\/oauth\/callback$/);
    await page.getByLabel("Client ID").fill("sim-client");
    await page.getByLabel("Client Secret").fill("sim-client-secret");
    await button(page, "Store the app").click();
    await page.getByText("SDPOnDemand.setup.READ").waitFor();
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: /^Consent at ServiceDesk Plus/ }).click(),
    ]);
    await tab.getByRole("button").click();
    await tab.getByText("is connected").waitFor();
    await tab.close();
    await page.getByText(/^Connected to/).waitFor({ timeout: 30_000 });
    await button(page, "Store and sign in").click();
    await page.getByRole("heading", { name: "What it may use" }).waitFor();
    await page.getByRole("combobox", { name: /correlation key/ }).press("ArrowDown");
    await page.getByRole("option").first().waitFor();
  }, { allowed: [400, 404, 409, 422, 424] });
});

test("an integration's page tells its health, and what pausing, disconnecting and deleting do before they are done", async () => {
  await working(browser, async (page) => {
    await page.goto("/integrations/second-jira");
    await page.getByText("sealed and never shown again").waitFor();
    await button(page, "Check now").click();
    await page.getByRole("region", { name: /^Permissions in SEC/ }).waitFor({ timeout: 60_000 });
    await assertAccessible(page);
    await button(page, "Pause").click();
    await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await page.getByText("Disabled", { exact: true }).waitFor();
    await button(page, "Enable").click();
    await page.getByText("Enabled", { exact: true }).waitFor();
    await button(page, "Disconnect").click();
    await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    await assertAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("Disconnected", { exact: true }).waitFor();
    await button(page, "Delete").click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.waitForURL(/\/integrations(\?|$)/);
    await page.getByRole("region", { name: "jira", exact: true }).waitFor();
    assert.equal(await page.getByRole("region", { name: "second-jira" }).count(), 0);
  });
});

test("the steps fit a phone and are walked by keyboard", async () => {
  await working(browser, async (page) => {
    await page.goto("/connect");
    const jiraChoice = page.getByRole("radio", { name: /^Jira/ });
    await jiraChoice.waitFor();
    await jiraChoice.focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Jira address").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.goto("/integrations/jira");
    await page.getByRole("textbox", { name: "Webhook URL" }).waitFor();
    await assertFits(page);
    await assertAccessible(page);
  }, { viewport: { width: 375, height: 812 } });
});
