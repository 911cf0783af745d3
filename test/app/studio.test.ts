import { readFile } from "node:fs/promises";
import JSZip from "jszip";
import type { Page } from "playwright";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "../cli/program";
import { experimentFlow } from "./experiment-flow";
import { go, keptRecipe, patience, settled, useStudio, violations } from "./use-studio";
import { contents } from "./zip-contents";

/** What a user does in the studio. */
const studio = useStudio(4390, { width: 1280, height: 800 });
let page: Page;
let folder: string;
beforeAll(() => {
  ({ page, folder } = studio());
});

const pixels = () => page.locator("canvas").evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
const status = () => page.locator(".preview .status").textContent();
const picture = () => page.getByRole("img", { name: /^Image/ });
const problems = () => page.getByRole("list", { name: "Mistakes in the recipe" });
const generate = () => page.getByRole("button", { name: /^Generate/ });

test("opens on a labelled image, sketched as long as its materials are compiled, with its facts", async () => {
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  const label = await picture().getAttribute("aria-label");
  expect(label).toMatch(/^Image 0: [a-z-]+, \d+ labelled instance/);
  expect(studio().previews).toContainEqual({ status: "Sketch: materials are on their way…", picture: label });
  expect(await page.getByRole("list", { name: "Objects by class" }).getByRole("listitem").count()).toBeGreaterThan(0);
  expect(await page.locator(".adapter").textContent()).toMatch(/\w/);
});

test("the arrow keys and the number field step to other images, and the address follows", async () => {
  // A sketch may still be on show when the page says that the picture is there.
  await page.locator(".picture[aria-busy=false]").waitFor(patience);
  const first = await settled(pixels);
  await page.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  await expect.poll(status, patience).toMatch(/^Image 1 in /);
  await expect.poll(pixels, patience).not.toBe(first);
  await expect.poll(() => page.url(), patience).toBe(`${studio().address}?recipe=street/quick&index=1`);

  await page.getByLabel("Image", { exact: true }).fill("0");
  await expect.poll(status, patience).toMatch(/^Image 0 in /);
  await expect.poll(pixels, patience).toBe(first);
});

test.for(["Boxes", "Masks", "Amodal", "Oriented", "3D boxes", "Keypoints", "Classes", "Depth", "Normals", "Parts", "Compare"])(
  "%s can be switched, and switched back",
  async (name) => {
    const before = await pixels();
    const toggle = page.getByRole("button", { name, exact: true });
    const wasOn = await toggle.getAttribute("aria-pressed");
    await toggle.click();
    expect(await toggle.getAttribute("aria-pressed")).not.toBe(wasOn);
    await expect.poll(pixels, patience).not.toBe(before);
    if (name === "Parts")
      expect(await page.getByRole("list", { name: "Part colours" }).textContent()).toMatch(/body|wheel|window|torso|leg/);
    await toggle.click();
    await expect.poll(pixels, patience).toBe(before);
  },
);

test("an object can be found with the pointer and its entry read, and the picture zooms to its pixels", async () => {
  const before = await pixels();
  const { x, y, width, height } = (await picture().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const card = page.locator(".hover-card");
  // Where the objects are is the recipe's: the pointer goes over the middle of the picture until one is under it.
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]) {
    await page.mouse.move(x + share * width, y + 0.55 * height);
    if ((await card.count()) > 0) break;
  }
  // How much of it is seen takes a rendering of its own, which begins now.
  await expect
    .poll(() => card.textContent(), patience)
    .toMatch(/Class[a-z ]+Visible\d+ %, [\d,]+ pxDistance[\d.]+ k?mBox\d+ × \d+ at \d+, \d+/);
  await page.mouse.down();
  await page.mouse.up();
  const entry: unknown = JSON.parse(await page.getByLabel(/^instances\[\d+\] of the SceneSpec$/).inputValue());
  expect(entry).toMatchObject({
    class: expect.any(String),
    position: [expect.any(Number), expect.any(Number), expect.any(Number)],
  });
  expect(await violations(page)).toEqual([]);

  await page.getByRole("combobox", { name: "Object" }).selectOption("");
  await page.mouse.move(0, 0);
  await expect.poll(pixels, patience).toBe(before);
  await page.locator("h1").click();
  await page.keyboard.press("+");
  await expect.poll(pixels, patience).not.toBe(before);
  expect(await page.getByRole("button", { name: "Show the whole image" }).textContent()).toBe("1.5×");
  await page.keyboard.press("0");
  await expect.poll(pixels, patience).toBe(before);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, -900);
  await expect.poll(() => page.getByRole("button", { name: "Show the whole image" }).textContent(), patience).toBe("20×");
  await page.getByRole("button", { name: "Show the whole image" }).click();
  await page.mouse.move(0, 0);
  await expect.poll(pixels, patience).toBe(before);
});

test("layers are compared at an edge, the panels have one too, and both move with the keys", async () => {
  const seen = new Set([await pixels()]);
  const seesAnother = () => expect.poll(async () => seen.size < seen.add(await pixels()).size, patience).toBe(true);
  await page.getByRole("button", { name: "Compare" }).click();
  await seesAnother();
  await page.getByRole("combobox", { name: "Right" }).selectOption("depth");
  await seesAnother();
  const edge = page.getByRole("separator", { name: "Edge between the compared layers" });
  await edge.press("Home");
  await seesAnother();
  await edge.press("End");
  await seesAnother();
  expect(await edge.getAttribute("aria-valuenow")).toBe("100");
  await page.getByRole("button", { name: "Compare" }).click();

  const panels = page.getByRole("separator", { name: "Edge between the recipe and the preview" });
  const width = async () => (await page.locator(".panel.recipe").boundingBox())?.width ?? 0;
  const before = await width();
  await panels.press("ArrowRight");
  await expect.poll(width, patience).toBeGreaterThan(before + 10);
  await panels.press("ArrowLeft");
  await expect.poll(width, patience).toBeCloseTo(before, 0);
  await expect.poll(() => page.url(), patience).toContain("index=0");
});

test("one factor is varied in a strip, and a picture of it takes its value over", async () => {
  const before = await settled(pixels);
  await page.getByRole("combobox", { name: "Vary" }).selectOption("sun.elevationDegrees");
  const strip = page.getByRole("list", { name: "This image under values of Elevation" });
  await expect.poll(() => strip.locator("img").count(), patience).toBeGreaterThan(1);
  const second = strip.getByRole("button").nth(1);
  const degrees = Number.parseFloat((await second.textContent()) ?? "");
  await second.click();
  await expect.poll(() => keptRecipe(page), patience).toContain(`elevationDegrees: ${degrees}\n`);
  expect(await strip.locator("img").count()).toBeGreaterThan(1);
  await page.getByRole("combobox", { name: "Vary" }).selectOption("");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(pixels, patience).toBe(before);
});

test.for(["light", "dark"] as const)("axe finds nothing that shuts anybody out of any workspace, %s", async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  for (const workspace of ["Assets", "Generate", "Review", "Insights", "Compose"] as const) {
    await go(page, workspace);
    await expect.poll(() => violations(page), { ...patience, message: workspace }).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});

test("a bad recipe is explained at its line and keeps the last picture; the edit survives a reload", async () => {
  const before = await settled(pixels);
  const editor = page.getByLabel("YAML");
  await editor.fill("scene: street\nimage:\n  width: 5\n");
  await expect.poll(() => problems().textContent(), patience).toMatch(/Line 3.*image\.width.*given.*5.*expected/s);
  await go(page, "Generate");
  expect(await generate().isDisabled()).toBe(true);
  await go(page, "Compose");
  expect(await pixels()).toBe(before);
  expect(await page.locator(".cm-lint-marker-error").count()).toBe(1);
  await page.getByRole("button", { name: "Line 3" }).click();
  expect(await violations(page)).toEqual([]);

  // Typed like a user: a field is completed from the schema, and undone; Escape and Tab leave the editor.
  await page.keyboard.press("End");
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await page.keyboard.type("hei");
  await page.getByRole("listbox", { name: "Completions" }).getByRole("option", { name: "height" }).click();
  await page.keyboard.type("40");
  await expect.poll(() => keptRecipe(page), patience).toBe("scene: street\nimage:\n  width: 512\n  height: 40\n");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => keptRecipe(page), patience).not.toContain("height");
  // A list of completions may still come and take the first Escape, and Tab has to follow within two seconds.
  const isInside = async () => {
    for (const key of ["Escape", "Tab"]) await page.keyboard.press(key);
    return await editor.evaluate((element) => element.matches(":focus"));
  };
  await expect.poll(isInside, patience).toBe(false);

  await editor.fill("scene: street\nseed: 5\nimage: { width: 160, height: 120, quality: draft }\n");
  await expect.poll(() => problems().textContent(), patience).toBe("");
  await expect.poll(pixels, patience).not.toBe(before);
  await page.reload();
  expect(await editor.textContent()).toContain("seed: 5");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => editor.textContent(), patience).toContain("street-quick");
  await expect.poll(pixels, patience).toBe(before);
});

test("a dataset is made, can be downloaded, and is the one that the command line makes", async () => {
  await go(page, "Generate");
  await page.getByLabel("Images", { exact: true }).fill("4");
  await generate().click();
  const link = page.getByRole("link", { name: "Download" });
  await link.waitFor(patience);
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("street-quick-000.zip");
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  const names = Object.keys(zip.files).filter((name) => !name.endsWith("/"));
  expect(names).toEqual(expect.arrayContaining(["recipe.json", "manifest.json"]));
  for (const index of [0, 1, 2, 3]) {
    const stem = `00000${index}`;
    for (const folder of ["images", "masks/instance", "masks/semantic"]) {
      expect(names.filter((name) => new RegExp(`^${folder}/\\w+/${stem}\\.png$`).test(name))).toHaveLength(1);
    }
    expect(names).toContain(`specs/${stem}.json`);
  }
  expect(names.filter((name) => name.startsWith("images/"))).toHaveLength(4);
  expect(names.some((name) => /^annotations\/instances_\w+\.json$/.test(name))).toBe(true);

  const headless = await runProgram(folder, ["generate", "street/quick", "--count", "4", "--out", "."]);
  expect(headless, headless.errors).toMatchObject({ code: 0 });
  const [inPage, inCli] = [await readFile(await download.path()), await readFile(`${folder}/street-quick-000.zip`)];
  expect(await contents(inPage)).toEqual(await contents(inCli));
  expect(Buffer.compare(inPage, inCli), "the zips are the same to the byte").toBe(0);
});

test("other formats can be chosen, and plain files written into a folder", async () => {
  // The browser's own folders stand for one that a user would choose.
  await page.evaluate(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await page.getByLabel("Images", { exact: true }).fill("1");
  await page.getByLabel("YOLO boxes").check();
  await page.getByLabel("COCO instances").uncheck();
  expect(await page.getByLabel("YOLO boxes").isDisabled()).toBe(true);
  await page.getByLabel("Plain files in a folder").check();
  await generate().click();
  await page.getByText("The files are in the folder street-quick.").waitFor(patience);
  const names = await page.evaluate(async () => {
    const list = async (folder: FileSystemDirectoryHandle, path = ""): Promise<string[]> => {
      const found: string[] = [];
      for await (const [name, handle] of folder.entries())
        found.push(...(handle instanceof FileSystemDirectoryHandle ? await list(handle, `${path}${name}/`) : [path + name]));
      return found;
    };
    return await list(await navigator.storage.getDirectory());
  });
  expect(names).toEqual(expect.arrayContaining(["street-quick/data.yaml", "street-quick/manifest.json"]));
  expect(names.filter((name) => /\/labels\/\w+\/000000\.txt$/.test(name))).toHaveLength(1);
  expect(names.some((name) => name.includes("annotations/"))).toBe(false);
  await page.getByLabel("Zip to download").check();
});

const cards = () => page.getByRole("list", { name: "Runs" }).locator("> li");

test("a run is held and goes on, another waits and follows when the first is cancelled, and its end is told", async () => {
  await go(page, "Generate");
  const before = await cards().count();
  await page.evaluate(() => {
    const told: (readonly [string, string | undefined])[] = [];
    class Notification {
      static readonly permission = "granted";
      static readonly requestPermission = async () => "granted";
      constructor(title: string, { body }: NotificationOptions) {
        told.push([title, body]);
      }
    }
    Object.assign(window, { Notification, told });
  });
  await page.getByLabel("Notify me on the desktop at the end").check();
  await page.getByLabel("Images", { exact: true }).fill("5000");
  await generate().click();
  const long = page.getByRole("listitem").filter({ hasText: "5,000 images" });
  await long.getByText(/^\d+ of 5000 · /).waitFor(patience);
  const workers = long.getByRole("list", { name: "Workers" });
  await expect.poll(() => workers.textContent(), patience).toMatch(/^1 image \d+.* MB memory of the page$/);

  await long.getByRole("button", { name: "Pause" }).click();
  const held = long.getByText(/^Paused\. \d+ of 5000 are kept\.$/);
  await held.waitFor(patience);
  const kept = Number(/\d+/.exec((await held.textContent()) ?? "")?.[0]);
  await page.getByLabel("Images", { exact: true }).fill("1");
  await generate().click();
  const short = cards().first();
  await short.getByText("Waiting for its turn.").waitFor(patience);
  await long.getByRole("button", { name: "Resume" }).click();
  const done = async () => Number(/^(\d+) of 5000 · /.exec((await long.getByRole("status").textContent()) ?? "")?.[1]);
  await expect.poll(done, patience).toBeGreaterThan(kept);

  expect(await cards().count()).toBe(before + 2);
  await long.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled after \d+ images?; nothing was kept\.$/).waitFor(patience);
  expect(await cards().count()).toBe(before + 1);
  await short.getByRole("link", { name: "Download" }).waitFor(patience);
  expect(await page.evaluate(() => (window as unknown as { told: unknown }).told)).toEqual([
    ["street-quick in Diorama", "1 image made."],
  ]);
  await page.getByLabel("Notify me on the desktop at the end").uncheck();
});

test("a run goes on after a reload, and rejected images are replaced and left out", async () => {
  await go(page, "Compose");
  await page.getByLabel("YAML").fill("name: tiny\nscene: tabletop\nimage: { width: 96, height: 64, quality: draft }\n");
  await go(page, "Generate");
  await page.getByRole("heading", { name: "Dataset tiny" }).waitFor(patience);
  await page.getByLabel("Images", { exact: true }).fill("6");
  await generate().click();
  await page.getByText(/^[1-5] of 6 · /).waitFor(patience);
  await page.reload();
  const card = cards().first();
  await card.getByText("6 images made.").waitFor(patience);
  await card.getByRole("link", { name: "Download" }).waitFor(patience);
  await card.getByRole("button", { name: "Review" }).click();
  await page.getByText(/^6 of 6 images shown/).waitFor(patience);
  for (const key of ["j", "j", "r"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Image 1, rejected" }).waitFor(patience);
  await page.getByLabel("Note on image 1").fill("too dark");
  await page.getByLabel("Note on image 1").blur();
  await page.getByRole("button", { name: "Replace 1 rejected image" }).click();
  await page.getByText(/^7 of 7 images shown/).waitFor(patience);
  await go(page, "Generate");
  await card.getByText("6 images in it; rejected ones are listed in its card.").waitFor(patience);
  const [download] = await Promise.all([page.waitForEvent("download"), card.getByRole("link", { name: "Download" }).click()]);
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  const specs = Object.keys(zip.files).filter((name) => name.startsWith("specs/") && name.endsWith(".json"));
  expect(specs.map((name) => Number.parseInt(name.slice(6), 10))).toEqual([0, 2, 3, 4, 5, 6]);
  expect(await zip.file("README.md")?.async("string")).toContain("| 1 | too dark |");
  expect(JSON.parse((await zip.file("manifest.json")?.async("string")) ?? "").rejected).toEqual([{ index: 1, note: "too dark" }]);
});

test("Insights count a run without anything rejected, and a bar and a cell find their images in Review", async () => {
  await go(page, "Insights");
  await page.getByText("6 of 7 images, without 1 rejected.").waitFor(patience);
  const classes = page.getByRole("region", { name: "Classes" });
  await classes.getByRole("img", { name: "Classes: objects of each" }).waitFor(patience);
  for (const summary of await page.locator(".chart summary").all()) await summary.click();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await violations(page), colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });

  const first = classes.getByRole("row").nth(1);
  const name = (await first.getByRole("button").textContent()) ?? "";
  await classes.locator(".hit").first().click();
  await expect.poll(() => page.getByRole("checkbox", { name: new RegExp(`^${name} ?\\d`) }).isChecked(), patience).toBe(true);
  expect(await page.getByRole("checkbox", { name: /^not judged/ }).isChecked()).toBe(true);
  await go(page, "Insights");
  const cell = page.getByRole("table", { name: "Images by weather and light" }).getByRole("button").first();
  const count = (await cell.textContent()) ?? "";
  await cell.click();
  await page.getByText(`${count} of 7 images shown`).waitFor(patience);
  await page.getByRole("button", { name: "Show all" }).click();
});

test("an image of the gallery is looked at large, and judged with buttons", async () => {
  await page.getByRole("button", { name: "Image 2, open" }).click();
  const large = page.getByRole("dialog", { name: "Image 2" });
  const shown = () => large.locator("canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const labelled = await settled(shown);
  expect(await violations(page)).toEqual([]);
  await large.getByRole("button", { name: "Masks" }).click();
  await expect.poll(shown, patience).not.toBe(labelled);
  await large.getByRole("button", { name: "Masks" }).click();
  await expect.poll(shown, patience).toBe(labelled);
  await page.keyboard.press("+");
  await expect.poll(shown, patience).not.toBe(labelled);
  await page.keyboard.press("0");
  await expect.poll(shown, patience).toBe(labelled);

  await large.getByRole("button", { name: "Accept" }).click();
  await large.getByRole("button", { name: "Flag" }).click();
  await large.getByLabel("Note on image 2").fill("good light");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Image 2, accepted, flagged" }).waitFor(patience);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("region", { name: "Images" }).focus();
  await page.keyboard.press("Enter");
  const next = page.getByRole("dialog", { name: "Image 3" });
  await next.getByRole("button", { name: "Reject" }).click();
  await next.getByRole("button", { name: "Reject", pressed: true }).click();
  await next.getByRole("button", { name: "Previous image" }).click();
  await large.getByRole("button", { name: "Accept", pressed: true }).waitFor(patience);
  await large.getByRole("button", { name: "Close" }).click();
  await page.getByText("1 accepted · 1 rejected · 1 flagged").waitFor(patience);
  await page.reload();
  await page.getByRole("button", { name: "Image 2, accepted, flagged" }).click();
  await expect.poll(() => large.getByLabel("Note on image 2").inputValue(), patience).toBe("good light");
  await large.getByRole("button", { name: "Close" }).click();
});

test("an experiment is planned, seen, written for the command line and made", () => experimentFlow(page));

test("without WebGPU the page says which browsers have it", async () => {
  const other = await studio().open({ width: 400, height: 800 });
  await other.addInitScript(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined }));
  await other.goto(studio().address);
  await other.getByRole("heading", { name: "This browser has no WebGPU" }).waitFor();
  expect(await other.locator("main").textContent()).toMatch(/Chrome, Edge.*Safari.*Firefox/s);
  await other.context().close();
});

test("all the while nothing left the origin and nothing went wrong", () => {
  expect(studio().complaints).toEqual([]);
});
