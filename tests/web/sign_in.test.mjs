// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, host, launch, person, signIn, visit } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("who is not signed in comes to the page asked for after signing in, and out again", async () => {
  const { page, leave } = await visit(browser, { allowed: [401] });
  await signIn(page, person, "/findings?severity=high");
  await page.getByRole("heading", { name: "Findings", level: 1 }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("severity"), "high");
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto("/tickets");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await leave();
});

test("a wrong password is refused in words, and what was typed as the name stays", async () => {
  const { page, leave } = await visit(browser, { allowed: [401] });
  await page.goto("/sign-in");
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("Password").fill("not this one");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), person.name);
  await leave();
});

test("an address cannot lead out of the host after signing in", async () => {
  const { page, leave } = await visit(browser, { allowed: [401] });
  await signIn(page, person, "/sign-in?to=//example.com/");
  assert.equal(new URL(page.url()).origin, new URL(host).origin);
  await leave();
});

test("the sign-in page is accessible in both themes and fits a phone", async () => {
  const { page, leave } = await visit(browser, { allowed: [401], viewport: { width: 375, height: 812 } });
  await page.goto("/sign-in");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await assertFits(page);
  await assertAccessible(page);
  await leave();
});

test("with a password for one sign-in people choose their own", async () => {
  const { page, leave } = await visit(browser, { allowed: [401, 403] });
  await page.goto("/sign-in");
  await page.getByLabel("Name").fill("beth");
  await page.getByLabel("Password").fill(process.env.ITSM_WEB_ONCE);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Choose your password" }).waitFor();
  await assertAccessible(page);
  await page.getByLabel("New password").fill("a sentence that nobody else knows");
  await page.getByLabel("The same again").fill("a sentence that nobody else knows");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tickets/);
  await leave();
});
