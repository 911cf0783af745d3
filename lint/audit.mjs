/** Severities that fail the check. */
const BAD = ["high", "critical"];

/**
 * What to say of the output of `npm audit --json`, and whether the check fails. Without a list to ask (no network, a registry that has none) nothing
 * is known, which is said and is no failure: a check that needs a network would not be run.
 * @param {string} output
 * @returns {{ isBad: boolean, lines: string[] }}
 */
export function verdict(output) {
  const report = parsed(output);
  const found = report?.metadata?.vulnerabilities;
  if (found === undefined) {
    const why = String(report?.message ?? "npm gave no answer").replaceAll(/https?:\/\/\S+/g, "the registry");
    return { isBad: false, lines: [`Dependencies were not audited: ${why}`] };
  }
  const bad = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) => BAD.includes(severity));
  if (bad.length === 0)
    return { isBad: false, lines: ["Dependencies were audited: no known weakness of high or critical severity."] };
  const told = bad.map(([name, { severity, range, via = [] }]) => {
    const titles = via.flatMap((one) => (typeof one === "object" ? [one.title] : [`by ${one}`]));
    return `  ${name} ${range}: ${severity}, ${titles.join("; ")}`;
  });
  return { isBad: true, lines: ["Known weaknesses in what we depend on (npm audit --omit=dev tells more):", ...told] };
}

function parsed(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
