import { describe, expect, test } from "vitest";
import { memorySink } from "../../src/dataset/memory";
import { heldText, textFile } from "../../src/dataset/text";

const lines = Array.from({ length: 5000 }, (_, at) => `line ${at} — 日本 🚗\n`);

describe("textFile", () => {
  test.each([1, 5000])("holds what was added, in order (%i lines)", async (count) => {
    const sink = memorySink();
    const file = textFile(sink, "list.txt", "start\n");
    for (const line of lines.slice(0, count)) await file.add(line);
    await file.close();
    await sink.close();
    expect(new TextDecoder().decode(sink.files.get("list.txt"))).toBe(`start\n${lines.slice(0, count).join("")}`);
  });

  test("a file without text is there, and empty", async () => {
    const sink = memorySink();
    await textFile(sink, "list.txt").close();
    await sink.close();
    expect(sink.files.get("list.txt")).toEqual(new Uint8Array());
  });
});

test.each([0, 1, 5000])("held text comes back in order (%i lines)", (count) => {
  const held = heldText();
  for (const line of lines.slice(0, count)) held.add(line);
  expect([...held.pieces()].join("")).toBe(lines.slice(0, count).join(""));
});
