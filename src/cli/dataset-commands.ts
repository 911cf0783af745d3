import path from "node:path";
import type { Command } from "commander";
import { type PixelRange, pixelRanges } from "../lab/embedding";
import { formatNames, type Recipe } from "../recipe/schema";
import { type AgainOptions, convert, regenerate } from "./again";
import { parseNames, parseOne, parseWhole } from "./args";
import { merge } from "./merge";
import { type RenderSpecsOptions, renderSpecs } from "./render-specs";
import { type ReportOptions, report } from "./report";
import { type VerifyOptions, verify } from "./verify";

const DATASET = "folder of a dataset, or the first of its parts";
const ASSETS = ["--assets <DIR>", "folder of the recipe, if it names files of your own  (--assets recipes/)"] as const;

/** Adds the commands that work on finished datasets. `fail` makes the exit code say that something differs. */
export function addDatasetCommands(program: Command, signal: AbortSignal, fail: () => void): void {
  const judged = async (isWell: Promise<boolean>) => {
    if (!(await isWell)) fail();
  };
  program
    .command("verify")
    .description(
      "Checks a dataset: hashes, labels against masks, and whether some images come out the same when they are rendered again.",
    )
    .argument("<dataset>", DATASET)
    .option("--render <N>", "how many images to render again, 0 for none  (--render 5)", parseWhole("--render", 0, 10_000), 1)
    .option(...ASSETS)
    .addHelpText("after", "\nExample:\n  npm run verify -- out/street --render 3")
    .action((dataset: string, options: VerifyOptions) => judged(verify(signal, dataset, options)));

  program
    .command("regenerate")
    .description("Makes a dataset again from its own recipe.json and manifest.json, and says whether it came out the same.")
    .argument("<dataset>", DATASET)
    .option("--index <N>", "only this image, as plain files  (--index 137)", parseWhole("--index", 0))
    .option("--out <DIR>", "folder for the files, default <dataset>-again  (--out out/again)")
    .option(...ASSETS)
    .addHelpText("after", "\nExample:\n  npm run regenerate -- out/street --index 137")
    .action((dataset: string, options: AgainOptions) => judged(regenerate(signal, dataset, options)));

  program
    .command("render")
    .description("Renders SceneSpecs, edited or not: files of the folder specs of a dataset.")
    .argument("<specs...>", "files such as specs/000000.json")
    .option("--out <DIR>", "folder for the files, default out/<name of the recipe>-specs  (--out out/edited)")
    .option("--recipe <FILE>", "recipe that says which labels, layers and files of your own  (--recipe recipe.json)")
    .option("--format <names>", "dataset formats, as for generate  (--format kitti)", parseNames("--format", formatNames))
    .option("--workers <N>", "images in the making at the same time  (--workers 2)", parseWhole("--workers", 1, 64))
    .addHelpText("after", "\nExample:\n  npm run render -- out/street/specs/000007.json --out out/edited")
    .action((specs: string[], options: RenderSpecsOptions) => renderSpecs(signal, specs, options));

  program
    .command("merge")
    .description("Joins shards of one recipe, made with --range, into one dataset of plain files.")
    .argument("<datasets...>", "folders of datasets, or the first of their parts")
    .requiredOption("--out <DIR>", "new folder for the dataset  (--out out/all)")
    .addHelpText("after", "\nExample:\n  npm run merge -- out/a out/b --out out/all")
    .action((datasets: string[], { out }: { readonly out: string }) => merge(datasets, path.resolve(out)));

  program
    .command("report")
    .description(
      "Measures the pictures and labels of a dataset, targets against results, and compares it with a reference: report.html and report.json.",
    )
    .argument("<folder>", "a dataset, or a folder with pictures and COCO, YOLO or Pascal VOC files if there are some")
    .option(
      "--reference <DIR>",
      "folder with real pictures, and COCO, YOLO or Pascal VOC files if there are some  (--reference photos)",
    )
    .option("--audit <DIR>", "folder with pictures that went in: which images show one of them?  (--audit photos)")
    .option("--embedding <FILE>", "network in the ONNX format whose features are compared too  (--embedding inception.onnx)")
    .option(
      "--embedding-range <name>",
      `what it takes for a pixel: ${Object.keys(pixelRanges).join(", ")}; signed when left out  (--embedding-range imagenet)`,
      parseOne("--embedding-range", Object.keys(pixelRanges) as PixelRange[]),
    )
    .option("--out <DIR>", "folder for the report, default the current one  (--out out/report)")
    .addHelpText("after", "\nExample:\n  npm run report -- out/street --reference photos --out out/report")
    .action((folder: string, options: ReportOptions) => report(signal, folder, options));

  program
    .command("convert")
    .description("Writes a dataset in other formats. Its images are rendered again, since no format has all that others need.")
    .argument("<dataset>", DATASET)
    .requiredOption("--to <names>", "dataset formats, as for generate  (--to kitti,yolo-obb)", parseNames("--to", formatNames))
    .option("--out <DIR>", "folder for the files, default <dataset>-<formats>  (--out out/kitti)")
    .option(...ASSETS)
    .addHelpText("after", "\nExample:\n  npm run convert -- out/street --to kitti,yolo-obb")
    .action((dataset: string, { to, ...options }: AgainOptions & { readonly to: Recipe["formats"] }) =>
      judged(convert(signal, dataset, to, options)),
    );
}
