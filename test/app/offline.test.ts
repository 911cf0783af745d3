import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { patience, useStudio } from "./use-studio";

/** The studio after its first load: without a server, and with another version on it. */
const studio = useStudio(4395, { width: 800, height: 600 });

test("a new version is taken whole or not at all, and leaves the files of the old one to the pages that are open", async () => {
  const { page, open, address, site } = studio();
  // It begins to keep files after its first picture; on a slow machine that fell into the changes below, and it kept none.
  await page.evaluate(() => navigator.serviceWorker.ready);
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");
  const [html, script] = [await readFile(`${site}/index.html`, "utf8"), await readFile(`${site}/service-worker.js`, "utf8")];
  const newHtml = html.replace("<title>Diorama", "<title>New Diorama");
  const other = await open({ width: 400, height: 300 });
  await other.context().addInitScript(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined }));
  await other.goto(address);
  const titleAfterReload = async () => {
    await other.reload();
    return await other.title();
  };
  const offer = async (version: string, files: string) => {
    await writeFile(`${site}/service-worker.js`, files.replace(/"version":"\w+"/, `"version":"${version}"`));
    return await other.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const { installing } = await registration.update();
      while (installing?.state.startsWith("inst")) await new Promise((resolve) => setTimeout(resolve, 20));
      return installing?.state;
    });
  };
  await other.evaluate(() => navigator.serviceWorker.ready);
  await writeFile(`${site}/index.html`, newHtml);
  expect(await offer("torn", script)).toBe("redundant");
  expect(await titleAfterReload()).toBe("Diorama");

  const [entry = "", card = ""] = /"(assets\/card-[^"]+)":"[^"]+",/.exec(script) ?? [];
  const picture = await readFile(`${site}/${card}`);
  await rm(`${site}/${card}`);
  expect(await offer("new", script.replace(hash(html), hash(newHtml)).replace(entry, ""))).toMatch(/^activat/);
  expect(await other.evaluate(async (path) => (await fetch(path)).headers.get("content-type"), card)).toBe("image/jpeg");
  expect(await titleAfterReload()).toBe("New Diorama");
  await other.context().close();
  await writeFile(`${site}/index.html`, html);
  await writeFile(`${site}/service-worker.js`, script);
  await writeFile(`${site}/${card}`, picture);
});

test("once loaded, the studio renders without its server", async () => {
  const { page, stopServer, address } = studio();
  await stopServer();
  await page.goto(`${address}?recipe=tabletop/quick&index=3`);
  await expect.poll(() => page.locator(".preview .status").textContent(), patience).toMatch(/^(Draft of image|Image) 3 in /);
});

test("all the while nothing left the origin and nothing went wrong", () => {
  expect(studio().complaints).toEqual([]);
});
