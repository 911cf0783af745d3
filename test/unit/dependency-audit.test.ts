import { expect, test } from "vitest";

/** Plain JavaScript, since it runs before anything is installed. */
const place = "../../lint/audit.mjs";
const { verdict }: { verdict: (output: string) => { isBad: boolean; lines: string[] } } = await import(/* @vite-ignore */ place);

const counts = { info: 0, low: 0, moderate: 1, high: 0, critical: 0, total: 1 };
const moderate = { severity: "moderate", range: "<2", via: [{ title: "Slow" }] };

test("what is known to be weak fails the check, with its name and what is wrong", () => {
  const high = { severity: "high", range: "<=4.1.0", via: [{ title: "Prototype pollution" }, "inner"] };
  const output = { metadata: { vulnerabilities: { ...counts, high: 1 } }, vulnerabilities: { slow: moderate, polluted: high } };
  expect(verdict(JSON.stringify(output))).toEqual({
    isBad: true,
    lines: [expect.stringMatching(/^Known weaknesses/), "  polluted <=4.1.0: high, Prototype pollution; by inner"],
  });
});

test("what is less than high does not", () => {
  const output = { metadata: { vulnerabilities: counts }, vulnerabilities: { slow: moderate } };
  expect(verdict(JSON.stringify(output))).toMatchObject({ isBad: false, lines: [expect.stringContaining("were audited")] });
});

test.each([
  ["", "npm gave no answer"],
  ["not JSON", "npm gave no answer"],
  [
    `{ "message": "request to http://127.0.0.1:9/-/npm/v1/x failed, reason: refused" }`,
    "request to the registry failed, reason: refused",
  ],
])("no answer (%s) is said in a line, and is no failure", (output, why) => {
  expect(verdict(output)).toEqual({ isBad: false, lines: [`Dependencies were not audited: ${why}`] });
});
