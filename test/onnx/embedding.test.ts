import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "fast-png";
import { expect, test } from "vitest";
import { openEmbedding } from "../../src/cli/embedding";
import { report } from "../../src/cli/report";
import type { Report } from "../../src/lab/report";
import { meansOfChannels } from "./tiny-network";

/** A picture of one colour. */
function plain(...colour: [number, number, number]) {
  return { width: 20, height: 10, channels: 3, data: Uint8Array.from({ length: 600 }, (_, at) => colour[at % 3] ?? 0) };
}

test("a network of the user is run, and the distance by its features is the one that follows from the colours", async () => {
  const place = mkdtempSync(path.join(tmpdir(), "onnx-"));
  try {
    const network = path.join(place, "means.onnx");
    writeFileSync(network, meansOfChannels(16));
    const embed = await openEmbedding(network, "unit");
    const [red = 0, green = 0, blue = 0] = await embed(plain(51, 102, 255));
    expect(red).toBeCloseTo(0.2, 5);
    expect(green).toBeCloseTo(0.4, 5);
    expect(blue).toBeCloseTo(1, 5);

    for (const [side, shift] of [
      ["made", 51],
      ["real", 0],
    ] as const) {
      mkdirSync(path.join(place, side));
      for (let n = 0; n < 12; n++)
        writeFileSync(path.join(place, side, `${n}.png`), encode(plain(10 * n + shift, 200 - 9 * n, (n * 37) % 101)));
    }
    const out = path.join(place, "out");
    await report(new AbortController().signal, path.join(place, "made"), {
      reference: path.join(place, "real"),
      embedding: network,
      embeddingRange: "unit",
      out,
    });
    const { embedding }: Report = JSON.parse(readFileSync(path.join(out, "report.json"), "utf8"));
    // The same covariance, and means that are 0.2 apart in red.
    expect(embedding).toMatchObject({ network: "means.onnx", features: 3, images: [12, 12] });
    expect(embedding?.frechet).toBeCloseTo(0.04, 5);
    expect(readFileSync(path.join(out, "report.html"), "utf8")).toContain("By the features of means.onnx");
  } finally {
    rmSync(place, { recursive: true });
  }
});

test("what is no network, or takes no picture, is said in a sentence", async () => {
  const place = mkdtempSync(path.join(tmpdir(), "onnx-"));
  try {
    const file = path.join(place, "a.onnx");
    writeFileSync(file, "not a network");
    await expect(openEmbedding(file, "unit")).rejects.toMatchObject({
      name: "RecipeError",
      message: expect.stringContaining("expected a network in the ONNX format"),
    });
    await expect(openEmbedding(path.join(place, "none.onnx"), "unit")).rejects.toThrow(/cannot be read/);
  } finally {
    rmSync(place, { recursive: true });
  }
});
