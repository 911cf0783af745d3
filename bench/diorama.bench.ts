import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { sceneParameters } from "../scenes/parameters";
import { parseRecipe } from "../src/recipe/parse";
import { createGpu, type Gpu } from "../src/render/gpu";
import { prepare, sample } from "../src/sample";
import { build } from "../src/scene/stage";
import { bareDraw } from "./bare";
import baseline from "./baseline.json";
import { countLive, grown, type Live } from "./live";
import peerYaml from "./peer.yaml?raw";
import { type Times, timeStages } from "./stages";

/**
 * Times in milliseconds; `bare` is what the plainest draw of the same geometry takes, by which runs on different days are compared. `first` is the first image on a cold
 * GPU, `again` that of another device of the same page. `leaked` is what was made and not destroyed while the same images were made once more.
 */
type Row = {
  readonly what: string;
  readonly first: number;
  readonly again: number;
  readonly bare: number;
  readonly total: number;
  readonly leaked: Live;
} & Times;

const live = countLive();
const MOST_WARM_UP = 10;

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

/** Milliseconds from opening a GPU to the first image, and that GPU. */
async function firstImage(recipe: ReturnType<typeof recipeOf>, specOf: SpecOf): Promise<{ gpu: Gpu; ms: number }> {
  const before = performance.now();
  const gpu = await createGpu();
  await timeStages(gpu, recipe, [0], specOf);
  return { gpu, ms: performance.now() - before };
}

type SpecOf = (index: number) => Parameters<typeof build>[1];

async function measure(what: string, recipe: ReturnType<typeof recipeOf>, images: number): Promise<Row> {
  await prepare(recipe);
  const specOf: SpecOf = (index) => sample(recipe, index);
  const opened = await firstImage(recipe, specOf);
  using gpu = opened.gpu;
  // Every shader that these images need is compiled then.
  const indices = Array.from({ length: images }, (_, at) => at);
  await timeStages(gpu, recipe, indices.slice(0, MOST_WARM_UP), specOf);
  const before = live(gpu.renderer);
  const times = await timeStages(gpu, recipe, indices, specOf);
  const leaked = grown(before, live(gpu.renderer));
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
  const bare = await bareTime(gpu, specOf(0));
  const second = await firstImage(recipe, specOf);
  second.gpu[Symbol.dispose]();
  return { what, first: opened.ms, again: second.ms, bare, total, leaked, ...stages, bytes: of("bytes") };
}

/** Which of the scenes, for a quick look: `VITE_BENCH=peer npm run bench` makes the peer's picture only. */
const wanted = new RegExp(import.meta.env.VITE_BENCH ?? "");

test("how long images take", async () => {
  const peer = parseRecipe(peerYaml, { source: "bench/peer.yaml", scenes: sceneParameters });
  const rows: Row[] = [await measure("peer, draft", peer, Number(import.meta.env.VITE_PEER ?? peer.count))];
  for (const scene of ["street", "warehouse", "aerial", "tabletop", "shelf"]) {
    for (const quality of ["draft", "normal"]) {
      if (!wanted.test(`${scene}, ${quality}`)) continue;
      rows.push(await measure(`${scene}, ${quality}`, recipeOf(scene, quality), quality === "draft" ? 5 : 3));
    }
  }
  const before = new Map((baseline as Pick<Row, "what" | "total" | "bare">[]).map((row) => [row.what, row]));
  const heads = [
    "",
    "first",
    "again",
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
    "to baseline",
    "leaked",
  ];
  const lines = rows.map((row) => {
    const old = before.get(row.what);
    const ratio = row.total / row.bare;
    const stages = [row.first, row.again, row.sample, row.build, row.render, row.annotate, row.encode, row.write].map((ms) =>
      Math.round(ms),
    );
    return [
      row.what,
      ...stages,
      (1000 / row.total).toFixed(2),
      Math.round(row.bytes / 1000),
      ratio.toFixed(2),
      old ? (old.total / old.bare).toFixed(2) : "-",
      old ? (ratio / (old.total / old.bare)).toFixed(2) : "-",
      leaksOf(row.leaked),
    ];
  });
  console.log([heads, heads.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
  await commands.writeFile("out/bench.json", `${JSON.stringify(rows, null, 2)}\n`);
  expect(rows.filter(({ leaked }) => leaksOf(leaked) !== "-").map(({ what, leaked }) => `${what}: ${leaksOf(leaked)}`)).toEqual(
    [],
  );
});

/** `3 gpuBuffers`, or a dash. */
function leaksOf(leaked: Live): string {
  const some = Object.entries(leaked).filter(([, count]) => count !== 0);
  return some.map(([name, count]) => `${count} ${name}`).join(", ") || "-";
}
