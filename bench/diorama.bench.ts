import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { sceneParameters } from "../scenes/parameters";
import { parseRecipe } from "../src/recipe/parse";
import { createGpu, type Gpu } from "../src/render/gpu";
import { prepare, sample } from "../src/sample";
import { build } from "../src/scene/stage";
import { bareDraw } from "./bare";
import baseline from "./baseline.json";
import { peerSpec } from "./peer";
import { type Times, timeStages } from "./stages";

/** Times in milliseconds; `bare` is what the plainest draw of the same geometry takes, by which runs on different days are compared. */
type Row = { readonly what: string; readonly first: number; readonly bare: number; readonly total: number } & Times;

const recipeOf = (scene: string, quality: string) =>
  parseRecipe(
    `name: bench\nscene: ${scene}\nseed: 1\nimage: { width: 640, height: 480, quality: ${quality} }\n${scene === "street" || scene === "aerial" ? "weather: { kind: clear }" : ""}`,
    {
      source: "bench",
      scenes: sceneParameters,
    },
  );

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function bareTime(gpu: Gpu, spec: Parameters<typeof build>[1]): Promise<number> {
  using stage = build(gpu.rig, spec);
  const bare = bareDraw(gpu, stage);
  const times: number[] = [];
  for (let run = 0; run < 7; run++) {
    const before = performance.now();
    await bare.draw();
    times.push(performance.now() - before);
  }
  bare.dispose();
  return median(times.slice(2));
}

async function measure(
  what: string,
  recipe: ReturnType<typeof recipeOf>,
  images: number,
  specOf: (index: number) => Parameters<typeof build>[1],
): Promise<Row> {
  const before = performance.now();
  using gpu = await createGpu();
  await timeStages(gpu, recipe, [0], specOf);
  const first = performance.now() - before;
  // Every shader that these images need is compiled now.
  const indices = Array.from({ length: images }, (_, at) => at);
  await timeStages(gpu, recipe, indices, specOf);
  const times = await timeStages(gpu, recipe, indices, specOf);
  const of = (stage: keyof Times) => median(times.map((one) => one[stage]));
  const stages = {
    sample: of("sample"),
    build: of("build"),
    render: of("render"),
    annotate: of("annotate"),
    encode: of("encode"),
    write: of("write"),
  };
  const total = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  return { what, first, bare: await bareTime(gpu, specOf(0)), total, ...stages, bytes: of("bytes") };
}

test("how long images take", async () => {
  const rows: Row[] = [await measure("peer, draft", recipeOf("street", "draft"), 10, peerSpec)];
  for (const scene of ["street", "warehouse", "aerial", "tabletop", "shelf"]) {
    for (const quality of ["draft", "normal"]) {
      const recipe = recipeOf(scene, quality);
      await prepare(recipe);
      rows.push(await measure(`${scene}, ${quality}`, recipe, quality === "draft" ? 5 : 3, (index) => sample(recipe, index)));
    }
  }
  const before = new Map((baseline as Row[]).map((row) => [row.what, row]));
  const heads = [
    "",
    "first",
    "sample",
    "build",
    "render",
    "annotate",
    "encode",
    "write",
    "images/s",
    "KB",
    "total/bare",
    "baseline",
  ];
  const lines = rows.map((row) => {
    const old = before.get(row.what);
    const ratio = row.total / row.bare;
    const stages = [row.first, row.sample, row.build, row.render, row.annotate, row.encode, row.write].map((ms) =>
      Math.round(ms),
    );
    return [
      row.what,
      ...stages,
      (1000 / row.total).toFixed(2),
      Math.round(row.bytes / 1000),
      ratio.toFixed(2),
      old ? (old.total / old.bare).toFixed(2) : "-",
    ];
  });
  console.log([heads, heads.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
  await commands.writeFile("out/bench.json", `${JSON.stringify(rows, null, 2)}\n`);
  expect(rows.every(({ total }) => total > 0)).toBe(true);
});
