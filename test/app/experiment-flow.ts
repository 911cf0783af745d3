import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { expect } from "vitest";
import { sceneParameters } from "../../scenes/parameters";
import { plannedExperiment } from "../../src/plan/experiment";
import { experimentSchema } from "../../src/recipe/experiment";
import { parseFile, parseRecipe } from "../../src/recipe/parse";
import { go, keptRecipe, patience, violations } from "./use-studio";

/** An experiment on the small tabletop recipe that is on show: from the first arms to datasets, and a mistake in its YAML. */
export async function experimentFlow(page: Page): Promise<void> {
  await go(page, "Experiment");
  const panel = page.getByRole("region", { name: /^Experiment/ });
  const arms = page.getByRole("list", { name: "The same image in each arm" });
  const table = page.getByRole("region", { name: "Design table" });
  await expect.poll(() => arms.getByRole("img").count(), patience).toBe(2);
  await panel.getByRole("combobox", { name: "Add a factor" }).selectOption("camera.fovDegrees");
  await expect.poll(() => table.getByRole("row").count(), patience).toBe(5);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Again while a colour is still on its way to the other scheme.
    await expect.poll(() => violations(page), { ...patience, message: colorScheme }).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await panel.getByRole("button", { name: /^Remove the factor Camera/ }).click();
  await panel.getByLabel("Level 2 of Scene · Lamp").fill("7000");
  await panel.getByLabel("Images of each arm").fill("1");
  await panel.getByLabel("Images of each arm").blur();
  await expect
    .poll(() => table.getByRole("row").allTextContents(), patience)
    .toEqual([
      expect.stringMatching(/^Arm/),
      expect.stringMatching(/^arm-01.*3,000 K.*not made$/),
      expect.stringMatching(/^arm-02.*7,000 K.*not made$/),
    ]);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("button", { name: "Export", exact: true }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  const planned = plannedExperiment(
    parseFile(text, { source: "tiny.yaml", what: "experiment", schema: experimentSchema }),
    parseRecipe(await keptRecipe(page), { source: "recipe.yaml", scenes: sceneParameters }),
  );
  expect(planned.arms.map(({ levels }) => levels)).toEqual([
    { "parameters.lampKelvin": "3000" },
    { "parameters.lampKelvin": "7000" },
  ]);

  await panel.getByRole("button", { name: "Make 2 datasets" }).click();
  // The first is a dataset with its zip; of the second it is enough that its turn comes.
  await expect.poll(() => table.getByRole("row").nth(1).textContent(), patience).toMatch(/done/);
  await expect.poll(() => table.getByRole("row").nth(2).textContent(), patience).not.toMatch(/not made/);
  await go(page, "Generate");
  const run = page
    .getByRole("list", { name: "Runs" })
    .locator("> li")
    .filter({ hasText: planned.arms[0]?.recipe.name ?? "" });
  await run.getByRole("link", { name: "Download" }).waitFor(patience);
  await go(page, "Experiment");
  await panel.getByRole("button", { name: "YAML" }).click();
  await page
    .getByLabel("YAML of the experiment")
    .fill("name: tiny\nrecipe: tabletop/household\nfactors:\n  weather.kind: [clear]\n");
  await expect
    .poll(() => page.getByRole("list", { name: "Mistakes in the experiment" }).textContent(), patience)
    .toMatch(/Line 4/);
  await expect.poll(() => page.url(), patience).toContain("recipe=tabletop/household");
}
