import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { JOURNAL } from "../../src/cli/journal";
import { openBucket, parseBucketPlace } from "../../src/cli/s3";
import { waitForUpload } from "../../src/cli/upload";
import { credentials, signatureOf, startS3 } from "./s3-server";

const place = { bucket: "my-bucket", prefix: "data/street" };
const never = new AbortController().signal;
/** Larger than a piece. */
const big = Buffer.alloc(17 * 2 ** 20, "diorama");

let parent: string;
let server: Awaited<ReturnType<typeof startS3>>;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "diorama-upload-"));
  server = await startS3(place.bucket);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(parent, { recursive: true, force: true });
});

const bucketOf = (environment: { readonly [name: string]: string } = credentials, where = place) =>
  openBucket(never, where, environment, server.endpoint);

/** A dataset as a run leaves it. */
async function make(folder: string, files: { readonly [file: string]: string | Buffer }): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
}

test("the server of these tests signs as the worked example of the specification", () => {
  const signed = ["host", "range", "x-amz-content-sha256", "x-amz-date"];
  const headers = {
    host: "examplebucket.s3.amazonaws.com",
    range: "bytes=0-9",
    "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "x-amz-date": "20130524T000000Z",
  };
  const request = { method: "GET", path: "/test.txt", query: "", headers };
  expect(signatureOf(request, signed, "20130524/us-east-1/s3/aws4_request", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).toBe(
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

test("a dataset goes to the bucket, large files in pieces and the manifest last, and is gone here", async () => {
  const waiting = waitForUpload(place, parent, "job", "refuse");
  expect(waiting.isWhole).toBe(false);
  await make(waiting.folder, { "images/train/000000.png": big, "README.md": "card", "manifest.json": "{}", "recipe.json": "" });
  await bucketOf().check();
  expect(server.objects.size + server.uploads.size).toBe(0);
  const seen: number[] = [];
  const outcome = await waiting.upload(bucketOf(), (done) => seen.push(done));
  expect(outcome).toEqual({ files: 4, bytes: big.length + 6 });
  expect(seen).toEqual([1, 2, 3, 4]);
  expect([...server.objects.keys()].sort()).toEqual(
    ["README.md", "images/train/000000.png", "manifest.json", "recipe.json"].map((file) => `data/street/${file}`),
  );
  expect([...server.objects.keys()].at(-1)).toBe("data/street/manifest.json");
  expect(server.objects.get("data/street/images/train/000000.png")?.equals(big)).toBe(true);
  expect(server.uploads.size).toBe(0);
  expect(existsSync(waiting.folder)).toBe(false);
  // The same job again has nothing to do, unless it is asked for; another one begins.
  expect(waitForUpload(place, parent, "job", "resume")).toMatchObject({ isUploaded: true, isWhole: false });
  expect(waitForUpload(place, parent, "job", "refuse")).toMatchObject({ isUploaded: false });
  expect(waitForUpload(place, parent, "job", "resume")).toMatchObject({ isUploaded: false });
});

test("an upload that was stopped goes on: what is there is not sent again, what was half there is dropped", async () => {
  const first = waitForUpload(place, parent, "job", "refuse");
  await make(first.folder, { "a.bin": "a", "b.bin": big, "street-000.zip": "z" });
  server.wrong.next = (method, url) => (method === "PUT" && url.includes("partNumber=2") ? [403, "AccessDenied"] : undefined);
  await expect(first.upload(bucketOf(), () => {})).rejects.toMatchObject({ name: "WriteError", message: /allowed s3:PutObject/ });
  expect([...server.objects.keys()]).toEqual(["data/street/a.bin"]);
  expect(server.uploads.size).toBe(1);
  delete server.wrong.next;
  server.log.length = 0;

  expect(() => waitForUpload(place, parent, "job", "refuse")).toThrow(/finished dataset that is not uploaded.*--resume/);
  expect(() => waitForUpload(place, parent, "other job", "resume")).toThrow(/--restart deletes it/);
  const again = waitForUpload(place, parent, "job", "resume");
  expect(again.isWhole).toBe(true);
  await again.upload(bucketOf(), () => {});
  expect(server.objects.get("data/street/b.bin")?.equals(big)).toBe(true);
  expect(server.uploads.size).toBe(0);
  expect(server.log.filter((line) => line.endsWith("a.bin"))).toEqual([]);
  expect(existsSync(again.folder)).toBe(false);
});

test("a dataset in the making is not whole, and --restart deletes what waits", async () => {
  const { folder } = waitForUpload(place, parent, "job", "refuse");
  await make(folder, { "manifest.json": "{}", [`${JOURNAL}/street/facts.json`]: "{}" });
  expect(waitForUpload(place, parent, "job", "resume").isWhole).toBe(false);
  await rm(path.join(folder, JOURNAL), { recursive: true });
  expect(waitForUpload(place, parent, "job", "restart").isWhole).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test("a busy storage is asked again", async () => {
  let refusals = 2;
  server.wrong.next = () => (refusals-- > 0 ? [503, "SlowDown"] : undefined);
  await make(parent, { "x.txt": "x" });
  await bucketOf().upload("x.txt", path.join(parent, "x.txt"), () => {});
  expect(server.objects.get("data/street/x.txt")?.toString()).toBe("x");
});

test.each([
  [{ ...credentials, AWS_ACCESS_KEY_ID: "AKIDOTHER" }, place, /does not know this AWS_ACCESS_KEY_ID/],
  [{ ...credentials, AWS_SECRET_ACCESS_KEY: "wrong" }, place, /AWS_SECRET_ACCESS_KEY does not belong/],
  [credentials, { ...place, bucket: "another" }, /s3:\/\/another\/data\/street cannot be written: there is no such bucket/],
])("a refusal is one sentence (%#)", async (environment, where, sentence) => {
  const failure = bucketOf(environment, where).check();
  await expect(failure).rejects.toMatchObject({ name: "WriteError", message: sentence });
  expect(server.objects.size + server.uploads.size).toBe(0);
});

test("what is missing or mistyped is said before anything is made", () => {
  expect(() => openBucket(never, place, {})).toThrow(/needs credentials; expected AWS_ACCESS_KEY_ID/);
  expect(() => openBucket(never, place, credentials, "storage.example.org")).toThrow(/expected a URL/);
  expect(parseBucketPlace("s3://my-bucket/data/street/")).toEqual(place);
  expect(parseBucketPlace("out/street")).toBeUndefined();
  for (const wrong of ["s3://my-bucket", "s3://My_Bucket/x", "s3://my-bucket/../x", "s3:/my-bucket/x", "s3://my-bucket/a//b"])
    expect(() => parseBucketPlace(wrong), wrong).toThrow(/for example --out s3:\/\/my-bucket\/street/);
});
