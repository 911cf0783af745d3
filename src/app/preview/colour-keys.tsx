/** Which colour is what, of the painted layers that are looked at. */
import { partNames } from "../../recipe/part-names";
import { Swatch } from "../widgets/class-list";
import { spaced } from "../widgets/words";
import { paintedOn, seenParts, shown } from "./state";

export function ColourKeys() {
  const classes = shown.value?.sample.spec.classes ?? [];
  return (
    <>
      {paintedOn.value.includes("semantic") && <Key title="Class colours" of={numbered(classes.map(({ name }) => name))} />}
      {paintedOn.value.includes("parts") && <PartKey />}
    </>
  );
}

/** The parts that this image shows: most things have none, and most parts are of few things. */
function PartKey() {
  const seen = seenParts.value;
  if (!seen) return null;
  const parts = numbered(partNames).filter(([number]) => seen.includes(number));
  if (parts.length === 0) return <p class="hint">Nothing here has named parts: vehicles and people have, when they are near.</p>;
  return <Key title="Part colours" of={parts} />;
}

/** Names with their numbers in a picture, which begin at 1. */
const numbered = (names: readonly string[]) => names.map((name, at) => [at + 1, name] as const);

function Key({ title, of }: { title: string; of: readonly (readonly [number: number, name: string])[] }) {
  return (
    <ul class="key" aria-label={title}>
      {of.map(([number, name]) => (
        <li key={name}>
          <Swatch classId={number} />
          {spaced(name)}
        </li>
      ))}
    </ul>
  );
}
