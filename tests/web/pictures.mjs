// SPDX-License-Identifier: Apache-2.0
// Pictures of every page, wide and as a phone shows it, in both themes: pictures.mjs FOLDER
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ask, launch, visit, working } from "./browser.mjs";

const [, , folder] = process.argv;
await mkdir(folder, { recursive: true });
const browser = await launch();

async function picture(page, name) {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

for (const [width, height] of [[1280, 860], [375, 812]])
  for (const colorScheme of ["light", "dark"]) {
    const look = { viewport: { width, height }, colorScheme };
    const named = (name) => `${name}-${width}-${colorScheme}`;
    const { page, leave } = await visit(browser, { ...look, allowed: [401] });
    await page.goto("/sign-in");
    await picture(page, named("sign-in"));
    await leave();
    await working(browser, async (page) => {
      for (const name of ["tickets", "findings", "reviews", "alerts", "pushes", "imports", "overview", "integrations", "integrations/jira", "connect", "policies", "policies/test", "presets"]) {
        await page.goto(`/${name}`);
        await picture(page, named(name.replaceAll("/", "-")));
      }
      for (const [part, shown] of [["Mapping", "table"], ["Versions", "table"]]) {
        await page.goto("/policies/test");
        await page.getByRole("tab", { name: part }).click();
        await page.getByRole(shown).waitFor();
        await picture(page, named(`policy-${part.toLowerCase()}`));
      }
      await page.goto("/pushes/2");
      await picture(page, named("push"));
      const { items } = await ask(page, "GET", "/tickets?q=glibc");
      await page.goto(`/findings/${items[0].finding}`);
      await picture(page, named("finding"));
      const free = await ask(page, "GET", "/findings?scanner=ESLint&limit=1");
      await page.goto(`/findings/${free.items[0].id}`);
      await page.getByRole("button", { name: "Push", exact: true }).click();
      await page.getByRole("button", { name: /rule “/ }).first().click();
      await page.getByRole("combobox", { name: "Priority" }).waitFor();
      await picture(page, named("push-dialog"));
    }, look);
  }
await browser.close();
