/** Devices on Windows, which cannot be files there, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Throws unless `path` is safe to unpack anywhere: relative, forward slashes, no empty, `.` or `..` step, no drive letter, no
 * control character, nothing that Windows keeps for itself.
 */
export function checkPath(path: string): void {
  const problem = problemOf(path);
  if (problem === undefined) return;
  throw new Error(
    `${JSON.stringify(path)} cannot be a file's path in a dataset: ${problem}. A good one is "images/train/000000.png".`,
  );
}

function problemOf(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (path.includes("\\")) return "it has a backslash; steps are separated by forward slashes";
  if (path.startsWith("/")) return "it is absolute";
  if (/^[a-z]:/i.test(path)) return "it starts with a drive letter";
  if (/\p{Cc}/u.test(path)) return "it has a control character";
  const steps = path.split("/");
  if (steps.includes("..")) return 'it leaves its folder with ".."';
  if (steps.includes(".") || steps.includes("")) return 'it has an empty step or "."';
  if (/[<>:"|?*]/.test(path)) return "it has a character that Windows does not allow";
  if (steps.some((step) => /[. ]$/.test(step))) return "a step ends with a dot or a space, which Windows drops";
  if (steps.some((step) => DEVICE.test(step))) return "a step is the name of a device on Windows";
  return undefined;
}
