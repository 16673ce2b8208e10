// SPDX-License-Identifier: Apache-2.0
// A person's browser at the workbench of a host. It forgives nothing: an error in the console or a request to anywhere
// else fails the test that it happened in.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const host = process.env.ITSM_WEB_HOST;
export const person = { name: process.env.ITSM_WEB_NAME, password: process.env.ITSM_WEB_PASSWORD };
const executablePath = process.env.ITSM_CHROMIUM ?? "/usr/bin/chromium";
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

export const launch = () => chromium.launch({ executablePath, args });

// A page of its own, nobody signed in. `allowed`: statuses of the host that this test provokes.
export async function visit(browser, { allowed = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: host, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    const told = message.text();
    if (message.type() !== "error" || allowed.some((status) => told.includes(`status of ${status}`))) return;
    wrong.push(`console: ${told} (${message.location().url})`);
  });
  page.on("pageerror", (error) => wrong.push(`page: ${error.stack}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(host).origin) wrong.push(`request to ${request.url()}`);
  });
  return { page, context, leave: async () => { await context.close(); assert.deepEqual(wrong, []); } };
}

export async function signIn(page, { name, password } = person, path = "/tickets") {
  await page.goto(path);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

// Runs the steps with a page of somebody who has signed in.
export async function working(browser, steps, options = {}) {
  const { page, context, leave } = await visit(browser, options);
  // Asking who has signed in is answered 401 once, which Chromium writes to the console by itself.
  await context.addCookies(await session(browser));
  try {
    await steps(page);
  } catch (failed) {
    console.error(`the page, as it was then (${page.url()}):\n${await page.locator("body").ariaSnapshot()}`);
    if (process.env.ITSM_WEB_PICTURES) await page.screenshot({ path: `${process.env.ITSM_WEB_PICTURES}/failed.png` });
    throw failed;
  }
  await leave();
}

let signedIn;
async function session(browser) {
  if (!signedIn) {
    const { page, context } = await visit(browser, { allowed: [401] });
    await signIn(page);
    signedIn = await context.cookies();
    await context.close();
  }
  return signedIn;
}

// A change of the theme passes through colours that nobody has chosen.
async function settledColours() {
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}

// What a person with a screen reader, weak eyes or a keyboard alone would stumble over.
export async function assertAccessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(settledColours);
    // React Aria's announcer names what it has read out for some seconds longer than that is there.
    const { violations } = await new AxeBuilder({ page }).exclude("[data-live-announcer]").withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
    const told = violations.map(({ id, help, nodes }) => ({ colorScheme, id, help, at: nodes.slice(0, 3).map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    assert.deepEqual(told, []);
  }
}

// Nothing runs out of a phone's screen.
export async function assertFits(page) {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= seen, `the page is ${wide} wide on a screen of ${seen}`);
}

// Asks the host as the page does, beside it.
export async function ask(page, method, path, body) {
  return page.evaluate(async ({ method, path, body }) => {
    const session = await (await fetch("/api/v1/session")).json();
    const answer = await fetch(`/api/v1${path}`, {
      method, headers: { "Content-Type": "application/json", ...(method === "GET" ? {} : { "X-CSRF-Token": session.csrf }) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return answer.status === 204 ? undefined : answer.json();
  }, { method, path, body });
}

// A person's hand at the simulated vendor.
export async function atVendor(key, edit) {
  const answer = await fetch(`${process.env.ITSM_WEB_SIMULATOR}/_sim/tickets/${key}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(edit),
  });
  assert.ok(answer.ok, await answer.text());
}
