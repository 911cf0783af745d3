import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { JOURNAL, openJournal } from "../../src/cli/journal";
import { serve } from "../../src/cli/serve";
import { stageFolder } from "../../src/cli/stage";
import { writeFailure } from "../../src/cli/write-failure";

let parent: string;
let pages: string;
let out: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "diorama-serve-"));
  pages = path.join(parent, "pages");
  out = path.join(parent, "out");
  await mkdir(path.join(pages, "assets"), { recursive: true });
  await writeFile(path.join(parent, "secret.json"), "secret");
  await writeFile(path.join(pages, "headless.html"), "<p>hello</p>");
  await writeFile(path.join(pages, "assets", "codec.wasm"), "wasm");
  await writeFile(path.join(pages, ".env.json"), "secret");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Sends a request as it is: unlike fetch, this does not tidy up the path first. */
function send(
  origin: string,
  method: string,
  rawPath: string,
  options: { body?: Buffer; headers?: Record<string, string> } = {},
) {
  const { hostname, port } = new URL(origin);
  return new Promise<Answer>((resolve, reject) => {
    const call = request({ hostname, port, method, path: rawPath, headers: options.headers ?? {} }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.on("error", reject);
    call.end(options.body);
  });
}

/** A limit only for what hangs, milliseconds. */
const patience = { timeout: 60_000 };

/** What has arrived or is arriving, besides the journal. */
const arriving = async () => (await readdir(out)).filter((name) => name !== JOURNAL);

async function served(mostBytes = 1000) {
  const stage = await stageFolder(out);
  const journal = openJournal(out, "resume");
  const failures: Error[] = [];
  const onFailure = (error: Error) => failures.push(error);
  const server = await serve({ pages, job: { hello: "page" }, stage, journal, onFailure, mostBytes });
  const base = new URL(server.url).pathname;
  const call = (method: string, rest: string, options?: Parameters<typeof send>[3]) =>
    send(server.url, method, base + rest, options);
  return { stage, server, base, call, failures };
}

test("the page gets its files, with types and a policy that keeps it at home, and its job", async () => {
  const { server, call } = await served();
  await using _ = server;
  const page = await call("GET", "headless.html?x=1");
  expect([page.status, page.body, page.headers["content-type"]]).toEqual([200, "<p>hello</p>", "text/html; charset=utf-8"]);
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'self'; script-src 'self' 'wasm-unsafe-eval';/);
  expect(page.headers["x-content-type-options"]).toBe("nosniff");
  expect((await call("GET", "assets/codec.wasm")).headers["content-type"]).toBe("application/wasm");
  expect(JSON.parse((await call("GET", "job")).body)).toEqual({ hello: "page" });
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
});

test("a part is staged, and not published by the server", async () => {
  const { stage, server, call } = await served();
  await using _ = server;
  const body = Buffer.alloc(1000, 7);
  expect((await call("PUT", "parts/street-000.zip", { body })).status).toBe(204);
  expect((await readdir(out)).filter((name) => !name.startsWith("."))).toEqual([]);
  await stage.commit(() => false);
  expect(await readFile(path.join(out, "street-000.zip"))).toEqual(body);
});

test("who does not know the token gets nothing", async () => {
  const { server, base } = await served();
  await using _ = server;
  const wrong = `/${"0".repeat(48)}/`;
  for (const rawPath of [
    "/",
    "/headless.html",
    "/job",
    `${wrong}job`,
    base.slice(0, -1),
    base.toUpperCase(),
    `/${base}`,
    `/x/..${base}job`,
  ]) {
    expect((await send(server.url, "GET", rawPath)).status, rawPath).toBe(404);
  }
  expect((await send(server.url, "PUT", `${wrong}parts/a.zip`, { body: Buffer.from("x") })).status).toBe(404);
  expect(await arriving()).toEqual([]);
});

test("a page of another site that made its name point here gets nothing", async () => {
  const { server, call } = await served();
  await using _ = server;
  expect((await call("GET", "job", { headers: { Host: "evil.example:80" } })).status).toBe(404);
});

test("no path leads out of the pages", async () => {
  await symlink(path.join(parent, "secret.json"), path.join(parent, "link.json"));
  const { server, call } = await served();
  await using _ = server;
  const hostile = ["../secret.json", "assets/../../secret.json", "..%2fsecret.json", "%2e%2e/secret.json", "..\\secret.json"];
  const hidden = [".env.json", "", "assets", "assets/", "/etc/passwd", "missing.js", "headless.html%00.js", "%zz.js"];
  for (const rest of [...hostile, ...hidden]) {
    const { status, body } = await call("GET", rest);
    expect([status, body.includes("secret")], rest).toEqual([404, false]);
  }
});

test("no part gets a name outside the folder", async () => {
  const { server, call } = await served();
  await using _ = server;
  for (const name of [
    "../x",
    "..",
    "a/../b",
    "a//b",
    "/a",
    "a/",
    "a/.b",
    "a%2fb",
    "..%2f..%2fx",
    "a\\b",
    ".hidden",
    "",
    "%00",
    "a".repeat(300),
  ]) {
    expect((await call("PUT", `parts/${name}`, { body: Buffer.from("x") })).status, name).toBe(400);
  }
  expect(await arriving()).toEqual([]);
  expect((await readdir(parent)).sort()).toEqual(["out", "pages", "secret.json"]);
});

test("a body over the limit is refused, announced or not, and leaves nothing", async () => {
  const { server, call } = await served(1000);
  await using _ = server;
  const big = Buffer.alloc(1001);
  const announced = await call("PUT", "parts/a.zip", { body: big, headers: { "Content-Length": "1001" } }).catch(() => ({
    status: 0,
  }));
  const chunked = await call("PUT", "parts/b.zip", { body: big, headers: { "Transfer-Encoding": "chunked" } }).catch(() => ({
    status: 0,
  }));
  expect([0, 413]).toContain(announced.status);
  expect([0, 500]).toContain(chunked.status);
  expect(await arriving()).toEqual([]);
});

test("other methods, and a part that came already, are refused", async () => {
  const { server, call } = await served();
  await using _ = server;
  for (const method of ["POST", "PUT", "DELETE", "HEAD"]) expect((await call(method, "headless.html")).status, method).toBe(405);
  for (const method of ["GET", "POST", "DELETE"]) expect((await call(method, "parts/a.zip")).status, method).toBe(405);
  for (const piece of ["1", "2"]) expect((await call("PATCH", "parts/list.txt", { body: Buffer.from(piece) })).status).toBe(204);
  expect((await call("PUT", "parts/list.txt", { body: Buffer.from("3") })).status).toBe(500);
  expect((await call("PUT", "parts/a.zip", { body: Buffer.from("1") })).status).toBe(204);
  expect((await call("PUT", "parts/a.zip", { body: Buffer.from("2") })).status).toBe(500);
});

test("a connection that breaks off leaves nothing", async () => {
  const { server, base, stage } = await served();
  await using _ = server;
  const { hostname, port } = new URL(server.url);
  const call = request({ hostname, port, method: "PUT", path: `${base}parts/a.zip`, headers: { "Content-Length": "900" } });
  call.on("error", () => undefined);
  call.write("the beginning");
  await expect.poll(arriving, patience).toHaveLength(1);
  call.destroy();
  await expect.poll(arriving, patience).toHaveLength(0);
  expect(await stage.commit(() => false)).toEqual([]);
});

test("finished samples are kept and given back, and nothing gets in or out beside them", async () => {
  const { server, call, failures } = await served();
  await using _ = server;
  const put = (rest: string, text: string) => call("PUT", `kept/${rest}`, { body: Buffer.from(text) });
  expect((await put("street/facts", `{"seed":1}`)).status).toBe(204);
  expect((await put("street/7", "seven")).status).toBe(204);
  expect(await call("GET", "kept/street/7")).toMatchObject({ status: 200, body: "seven" });
  expect((await call("GET", "kept/street/8")).status).toBe(404);
  const other = await put("street/facts", `{"seed":2}`);
  expect(other).toMatchObject({ status: 409, body: expect.stringContaining("seed differ") });
  const hostile = [
    "../7",
    "street/../7",
    "street/7/8",
    "street/-1",
    "street/1e3",
    "street/7.sample",
    "street/",
    "",
    ".x/7",
    "a%2fb/7",
  ];
  for (const rest of [...hostile, "street/facts.json", `street/${"9".repeat(12)}`]) {
    expect((await put(rest, "x")).status, rest).toBe(404);
    expect((await call("GET", `kept/${rest}`)).status, rest).toBe(404);
  }
  expect((await call("GET", "kept/street/facts")).status).toBe(405);
  expect((await call("DELETE", "kept/street/7")).status).toBe(405);
  const big = await put("street/9", "x".repeat(1001)).catch(() => ({ status: 0 }));
  expect([0, 413]).toContain(big.status);
  expect((await readdir(path.join(out, JOURNAL, "street"))).sort()).toEqual(["000007.sample", "facts.json"]);
  expect(failures).toEqual([]);
});

test("a folder that goes away while the run writes is told at once", async () => {
  const { server, call, failures } = await served();
  await using _ = server;
  await rm(out, { recursive: true });
  await writeFile(out, "a file");
  expect((await call("PUT", "parts/images/a.png", { body: Buffer.from("1") })).status).toBe(500);
  expect(failures.map((error) => writeFailure(error, out).message)).toEqual([
    expect.stringMatching(
      /out cannot be written: (a part of this path is a file|there is a file of this name); expected a folder/,
    ),
  ]);
});

// A file of Linux on which every write finds the disk full.
test.runIf(existsSync("/dev/full"))("a full disk is told as one, even when it breaks off what is on its way", async () => {
  const { server, call, failures } = await served();
  await using _ = server;
  await call("PUT", "kept/street/facts", { body: Buffer.from("{}") });
  await symlink("/dev/full", path.join(out, JOURNAL, "street", "000011.sample.part"));
  await call("PUT", "kept/street/11", { body: Buffer.alloc(900) }).catch(() => undefined);
  expect(failures.map((error) => writeFailure(error, out).message)).toEqual([
    expect.stringContaining("out cannot be written: the disk is full; expected room"),
  ]);
});
