/**
 * Runs in the page before the program and takes away what it draws with, as drivers and systems do: the GPU device of a worker every 500 images, a worker every 700.
 * Never both at once, and never after the last image that a browser makes, where it would be nobody's loss.
 */
const losesDevice = (done) => (done + 10) % 500 === 0;
const losesWorker = (done) => (done + 60) % 700 === 0;

let worker;
const Original = globalThis.Worker;
globalThis.Worker = class extends Original {
  constructor(...given) {
    super(...given);
    // Only the last one: whoever held all would be the leak.
    worker = this;
  }
};

const report = globalThis.reportToCommandLine;
let keepsOnly = false;
fetch("job")
  .then((response) => response.json())
  .then((job) => {
    keepsOnly = job.keepOnly !== undefined;
  });
globalThis.reportToCommandLine = (message) => {
  // The browser that only writes the files reads the images again.
  if (message.kind === "progress" && keepsOnly && worker) {
    // A message of comlink, whose answer nobody waits for.
    if (losesDevice(message.done))
      worker.postMessage({ id: "disturbance", type: "APPLY", path: ["loseDevice"], argumentList: [] });
    if (losesWorker(message.done)) worker.terminate();
  }
  return report(message);
};
