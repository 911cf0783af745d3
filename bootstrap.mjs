/**
 * Sets up a fresh clone and runs a task: `node bootstrap.mjs <task> [arguments]`. Needs nothing but Node and npm: it installs the
 * packages, finds (or fetches) a browser and builds, each only when needed, then hands over to the tool that does the task.
 * A step that has nothing to do takes a few milliseconds, and a step that fails leaves nothing that looks finished.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const OLDEST_NODE = [20, 19];
const SOURCES =
  "src shaders scenes index.html headless.html vite.config.ts commit.config.ts decoders.config.ts offline.config.ts package.json package-lock.json".split(
    " ",
  );
const NO_BROWSER = `Diorama draws with WebGPU in a browser, and none that starts was found here. Install Google Chrome, Chromium or Microsoft
Edge (or run "npx playwright install --with-deps chromium" where downloads work), then run this command again. If the browser is in
an unusual place, name it, for example: DIORAMA_BROWSER=/opt/chrome/chrome npm run demo`;

/** Biome colours its output even where nobody sees colours. */
const COLOURS = process.stdout.isTTY ? "--colors=force" : "--colors=off";

const root = path.dirname(fileURLToPath(import.meta.url));
const onWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;

/** Tests of what stands in the scenes; with WORLD_SPECS they look at as many images of each. */
const WORLDS = ["street", "warehouse", "shelf", "aerial", "tabletop"].map((scene) => `test/unit/${scene}.test.ts`);

/** What each task needs, and the commands that do it; arguments go to the last one. `cli` is our own command line. */
const tasks = {
  demo: { needs: [packages, browser, build], cli: ["demo"] },
  "weather-matrix": { needs: [packages, browser, build], cli: ["weather-matrix"] },
  generate: { needs: [packages, browser, build], cli: ["generate"] },
  verify: { needs: [packages, browser, build], cli: ["verify"] },
  regenerate: { needs: [packages, browser, build], cli: ["regenerate"] },
  render: { needs: [packages, browser, build], cli: ["render"] },
  experiment: { needs: [packages, browser, build], cli: ["experiment"] },
  score: { needs: [packages, build], cli: ["score"] },
  environment: { needs: [packages, browser, build], cli: ["environment"] },
  mix: { needs: [packages, build], cli: ["mix"] },
  coverage: { needs: [packages, build], cli: ["coverage"] },
  report: { needs: [packages, build], cli: ["report"] },
  merge: { needs: [packages, build], cli: ["merge"] },
  convert: { needs: [packages, browser, build], cli: ["convert"] },
  classes: { needs: [packages, build], cli: ["classes"] },
  schema: { needs: [packages, build], cli: ["schema", "scenes"] },
  start: { needs: [packages], run: [["vite", "--open"]] },
  build: { needs: [packages, build], run: [] },
  check: { needs: [packages, audited], run: [["biome", "ci", "--error-on-warnings", COLOURS], ["tsc", "--noEmit"], ["knip"]] },
  test: { needs: [packages, browser, build], run: [["vitest", "run"]] },
  "test:unit": { needs: [packages], run: [["vitest", "run", "--project=unit"]] },
  "test:worlds": {
    needs: [packages],
    worlds: 200,
    run: [["vitest", "run", "--project=unit", "--testTimeout=3600000", ...WORLDS]],
  },
  "test:gpu": { needs: [packages, browser], run: [["vitest", "run", "--project=gpu"]] },
  "test:cli": { needs: [packages, browser, build], run: [["vitest", "run", "--project=cli"]] },
  "test:endurance": {
    needs: [packages, browser, build],
    env: { KILLS: "20" },
    run: [["vitest", "run", "--project=cli", "test/cli/resume.test.ts"]],
  },
  "test:memory": {
    needs: [packages, browser, build],
    run: [["vitest", "run", "--config=test/endurance/vitest.config.ts", "--root=.", "test/endurance/memory.test.ts"]],
  },
  "test:disturbed": {
    needs: [packages, browser, build],
    run: [["vitest", "run", "--config=test/endurance/vitest.config.ts", "--root=.", "test/endurance/disturbed.test.ts"]],
  },
  "test:cluster": { needs: [packages, browser, build, cluster], run: [] },
  "test:onnx": { needs: [packages, onnxRuntime], run: [["vitest", "run", "--config=test/onnx/vitest.config.ts", "--root=."]] },
  "test:fuzz": {
    needs: [packages],
    env: { FUZZ: "10000", FUZZ_GLB: "2000" },
    run: [
      ["vitest", "run", "--project=unit", "--testTimeout=3600000", "test/unit/fuzz-recipe.test.ts", "test/unit/fuzz-glb.test.ts"],
    ],
  },
  truth: { needs: [packages, browser, manySpecs], run: [["vitest", "run", "--project=truth"]] },
  bench: { needs: [packages, browser], run: [["vitest", "run", "--config=bench/vitest.config.ts"]] },
  "bench:runs": {
    needs: [packages, browser, build],
    run: [["vitest", "run", "--config=test/endurance/vitest.config.ts", "--root=.", "bench/runs.test.ts"]],
  },
  "test:app": { needs: [packages, browser, build], run: [["vitest", "run", "--project=app"]] },
};

/** Where the packages keep their command lines: the shims in `.bin` differ between systems. */
const tools = {
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  playwright: "playwright/cli.js",
  tsc: "typescript/bin/tsc",
  vite: "vite/bin/vite.js",
  vitest: "vitest/vitest.mjs",
};

/** Installs what package-lock.json says, unless npm's own record of what it installed agrees with it. */
function packages() {
  if (packagesMatch()) return;
  say("Installing packages (npm ci) ...");
  const quietly = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  if (!npm("ci", ...quietly)) {
    say("npm ci did not work; trying npm install ...");
    npm("install", "--no-save", ...quietly);
  }
  if (!packagesMatch())
    fail("The packages could not be installed: see npm's message above. Run this again when npm can reach its registry.");
}

/** Installs the runtime of networks, which is optional since it is as large as all else; the next `npm ci` takes it away again. */
function onnxRuntime() {
  const name = "onnxruntime-web";
  if (existsSync(path.join(root, "node_modules", name))) return;
  const { config } = readJson(path.join(root, "package.json"));
  say(`Installing ${name} (148 MB) ...`);
  if (!npm("install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", `${name}@${config[name]}`))
    fail(`${name} could not be installed: see npm's message above.`);
}

/** How many pictures `npm run truth` compares, unless the environment says. */
function manySpecs() {
  process.env.TRUTH_SPECS ??= "45";
}

/** A Slurm on this machine makes a dataset in shares; see the script. */
function cluster() {
  if (!run("bash", [path.join(root, "test/cluster/slurm.sh")]))
    fail("The cluster's dataset is not that of a single run, or there is no Slurm.");
}

/** npm without a shell where we know its script, as inside `npm run`. */
function npm(...words) {
  const [program, programArguments, options] = npmCommand(words);
  return run(program, programArguments, options);
}

function npmCommand(words) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, [script, ...words], {}] : ["npm", words, { shell: onWindows }];
}

/** Asks for known weaknesses of the packages that we ship with, where npm can ask somebody. */
async function audited() {
  const { verdict } = await import(pathToFileURL(path.join(root, "lint/audit.mjs")).href);
  const quickly = ["--fetch-retries=0", "--fetch-timeout=10000"];
  const [program, programArguments, options] = npmCommand(["audit", "--omit=dev", "--audit-level=high", "--json", ...quickly]);
  const { stdout } = spawnSync(program, programArguments, { ...options, cwd: root, encoding: "utf8", timeout: 30_000 });
  const { isBad, lines } = verdict(stdout ?? "");
  for (const line of lines) say(line);
  if (isBad) process.exit(1);
}

function packagesMatch() {
  const wanted = readJson(path.join(root, "package-lock.json")).packages;
  const recordFile = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(recordFile)) return false;
  const installed = readJson(recordFile).packages;
  return Object.entries(wanted).every(
    ([place, { version, integrity, optional }]) =>
      place === "" || optional || (installed[place]?.version === version && installed[place]?.integrity === integrity),
  );
}

/** Finds a browser with WebGPU and puts its path into DIORAMA_BROWSER, for everything that runs after. */
async function browser(taskArguments) {
  if (taskArguments.includes("--help") || taskArguments.includes("-h")) return;
  const given = process.env.DIORAMA_BROWSER;
  if (given) {
    const nothing = `DIORAMA_BROWSER is "${given}", and there is no such program. Name Chrome, Chromium or Edge, or unset it.`;
    process.env.DIORAMA_BROWSER = onPath(given) ?? fail(nothing);
    return;
  }
  const memory = path.join(root, "node_modules/.cache/diorama/browser");
  const remembered = existsSync(memory) ? readFileSync(memory, "utf8") : "";
  const known = existsSync(remembered) ? remembered : undefined;
  const found = known ?? (await installedBrowser()) ?? (await fetchedBrowser()) ?? fail(NO_BROWSER);
  process.env.DIORAMA_BROWSER = found;
  if (found !== known) store(memory, found);
}

async function installedBrowser() {
  return [await playwrightBrowser(), ...usualPlaces()].map(onPath).find((file) => file && starts(file));
}

/** Where Playwright keeps its own Chromium, whether it is there or not. */
async function playwrightBrowser() {
  const { chromium } = await import(pathToFileURL(path.join(root, "node_modules/playwright/index.mjs")).href);
  return chromium.executablePath();
}

/** Tries the means of getting a browser, one after another; each may be impossible here, and says so in a line. */
async function fetchedBrowser() {
  say("No Chrome, Chromium or Edge found that starts; fetching Playwright's Chromium (about 200 MB) ...");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  const fetched = tool("playwright", ["install", "--no-shell", "chromium"], { env, stdio: "ignore", timeout: 900_000 });
  if (fetched && starts(await playwrightBrowser())) return await playwrightBrowser();
  say(fetched ? "It does not start: a system library is missing." : "Playwright could not fetch it (is its server in reach?).");
  if (!mayInstall()) return undefined;

  say("Installing what Chromium needs (apt-get) ...");
  if (fetched && tool("playwright", ["install-deps", "chromium"], { stdio: "ignore" }) && starts(await playwrightBrowser())) {
    return await playwrightBrowser();
  }
  if (apt("update") && apt("install", "-y", "--no-install-recommends", "chromium")) return await installedBrowser();
  say("apt-get could not install chromium.");
  return undefined;
}

/** True on Debian and its kin, for root and for those who may become root without a password. */
function mayInstall() {
  return onPath("apt-get") && (isRoot || (onPath("sudo") && run("sudo", ["-n", "true"], { stdio: "ignore" })));
}

function apt(...words) {
  const command = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", ...words];
  const options = { stdio: ["ignore", "ignore", "inherit"] };
  return isRoot ? run("env", command, options) : run("sudo", ["-n", "env", ...command], options);
}

function usualPlaces() {
  const { ProgramFiles, "ProgramFiles(x86)": programFiles86, LOCALAPPDATA, HOME } = process.env;
  if (onWindows) {
    const folders = [ProgramFiles, programFiles86, LOCALAPPDATA].filter(Boolean);
    const programs = ["Google/Chrome/Application/chrome", "Chromium/Application/chrome", "Microsoft/Edge/Application/msedge"];
    return programs.flatMap((program) => folders.map((folder) => path.join(folder, `${program}.exe`)));
  }
  if (process.platform === "darwin") {
    const names = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return names.flatMap((name) => ["", HOME].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`));
  }
  return "google-chrome-stable google-chrome chrome chromium chromium-browser microsoft-edge-stable microsoft-edge".split(" ");
}

/** A file that is there may still not run (a missing library, a stand-in for a snap). On Windows asking would open a window. */
function starts(file) {
  return onWindows || run(file, ["--version"], { stdio: "ignore", timeout: 20_000 });
}

/** Builds the pages and the command line, unless the sources are those of the last finished build. */
function build() {
  const stamp = path.join(root, "dist/sources.sha256");
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  say("Building ...");
  rmSync(stamp, { force: true });
  const built =
    tool("vite", ["build", "--logLevel", "error"]) && tool("vite", ["build", "--logLevel", "error", "--ssr", "src/cli/main.ts"]);
  if (!built) fail("The build failed: see the message above.");
  store(stamp, sources);
}

/** One hash over the names and contents of everything that the build reads, and the commit, which is built in. */
function hashOfSources() {
  const hash = createHash("sha256");
  hash.update(spawnSync("git", ["rev-parse", "HEAD"], { cwd: root }).stdout ?? "");
  for (const file of SOURCES.flatMap((place) => filesUnder(path.join(root, place)))) {
    hash.update(`${path.relative(root, file)}\0${readFileSync(file, "base64")}\0`);
  }
  return hash.digest("hex");
}

function filesUnder(place) {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  const names = readdirSync(place).sort();
  return names.flatMap((name) => filesUnder(path.join(place, name)));
}

/** The full path of a program given by path or by name on PATH; undefined when there is none that may be run. */
function onPath(program) {
  const folders = program.includes("/") || program.includes("\\") ? [""] : (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.resolve(folder, program)).find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function tool(name, toolArguments, options) {
  return run(process.execPath, [path.join(root, "node_modules", tools[name]), ...toolArguments], options);
}

/** True when the program ran and succeeded. */
function run(program, programArguments, options) {
  return spawnSync(program, programArguments, { cwd: root, stdio: "inherit", ...options }).status === 0;
}

/** Runs the tool that does the task; its exit code becomes ours. Ctrl-C reaches it by itself, and it decides what to do. */
function handOver(name, toolArguments) {
  const options = { cwd: root, stdio: "inherit" };
  const child = spawn(process.execPath, [path.join(root, "node_modules", tools[name]), ...toolArguments], options);
  const leaveIt = () => {};
  const forward = () => child.kill("SIGTERM");
  process.on("SIGINT", leaveIt).on("SIGTERM", forward);
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => {
      process.off("SIGINT", leaveIt).off("SIGTERM", forward);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function store(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function say(text) {
  console.error(text);
}

function fail(text) {
  say(text);
  process.exit(1);
}

async function main([name, ...taskArguments]) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(`Diorama needs Node ${OLDEST_NODE.join(".")} or newer and this is ${process.versions.node}; see https://nodejs.org.`);
  }
  if (!Object.hasOwn(tasks, name ?? "")) fail(`node bootstrap.mjs <${Object.keys(tasks).join("|")}> [arguments]`);
  const task = tasks[name];
  for (const need of task.needs) await need(taskArguments);
  if (process.env.DIORAMA_TIMING) say(`Ready after ${Math.round(performance.now())} ms.`);

  if (task.worlds) process.env.WORLD_SPECS ??= String(task.worlds);
  for (const [name, value] of Object.entries(task.env ?? {})) process.env[name] ??= value;
  if (task.cli) {
    process.argv.splice(2, Infinity, ...task.cli, ...taskArguments);
    await import(pathToFileURL(path.join(root, "dist/cli/main.js")).href);
    return;
  }
  for (const [at, [toolName, ...toolArguments]] of task.run.entries()) {
    const last = at === task.run.length - 1;
    const code = await handOver(toolName, last ? [...toolArguments, ...taskArguments] : toolArguments);
    if (code !== 0) process.exit(code);
  }
}

await main(process.argv.slice(2));
