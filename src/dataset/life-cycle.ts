/** Where a sink is in its life. Only an open sink takes files; closing and aborting happen once. */
export type LifeCycle = "open" | "closed" | "aborted";

/** Throws unless the sink is open. `action` completes the sentence: "write a.png to it". */
export function expectOpen(sink: string, state: LifeCycle, action: string): void {
  if (state === "open") return;
  throw new Error(`${sink} is ${state} already, so nobody can ${action}. Make a new sink for a new run.`);
}
