/** Which GPU renders, and a warning when none does. */
import { adapter } from "./state";

export function AdapterNote() {
  const info = adapter.value;
  if (!info) return <p class="adapter" />;
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "unknown adapter";
  const slow = "Software adapter: no graphics card in use, so rendering is slow";
  return (
    <p class="adapter" title={info.software ? `${name}. ${slow}.` : name}>
      <span class={info.software ? "dot slow" : "dot"} />
      <span class="adapter-name">{name}</span>
      {info.software && <span class="unseen">{slow}</span>}
    </p>
  );
}
