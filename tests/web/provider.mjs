// SPDX-License-Identifier: Apache-2.0
// Somebody signs in by a provider, from the sign-in page and back to the page that was asked for; then somebody is refused.
// Whoever is refused is told so on a page of the host's own, without the workbench.
// Run by tests/integration/provider_sign_in_test.py, whose host has a provider.
//   run.sh provider.mjs PROVIDER
import assert from "node:assert/strict";
import { assertAccessible, assertFits, launch } from "./browser.mjs";

const [provider] = process.argv.slice(2);
const host = process.env.ITSM_WEB_HOST;
const next = (account) => fetch(`${provider}/_control`, { method: "POST", body: JSON.stringify({ next: { account } }) });

const browser = await launch();
try {
  for (const account of ["anna", "stranger"]) {
    await next(account);
    const context = await browser.newContext({ baseURL: host });
    const page = await context.newPage();
    await page.goto("/findings?severity=high");
    const button = page.getByRole("link", { name: "Sign in with the company's login" });
    await button.waitFor();
    await assertAccessible(page);
    await button.click();
    if (account === "anna") {
      await page.getByRole("heading", { name: "Findings", level: 1 }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("severity"), "high");
      await page.reload();
      await page.getByRole("heading", { name: "Findings", level: 1 }).waitFor();
    } else {
      await page.getByRole("heading", { name: "You may not use this host" }).waitFor();
      await assertAccessible(page);
      await page.setViewportSize({ width: 375, height: 812 });
      await assertFits(page);
      await page.getByRole("link", { name: "To the sign-in page" }).click();
      await button.waitFor();
    }
    await context.close();
  }
} finally {
  await browser.close();
}
