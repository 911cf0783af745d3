/** Classes with their colour, their number and a bar to compare them by. */
import { classColour, cssColour } from "../draw/colours";
import type { ClassCount } from "./counts";
import { spaced } from "./words";

export function ClassList({ counts, label }: { counts: readonly ClassCount[]; label: string }) {
  const most = Math.max(...counts.map(({ count }) => count));
  return (
    <ul class="classes" aria-label={label}>
      {counts.map(({ name, classId, count }) => (
        <li key={classId}>
          <Swatch classId={classId} />
          <span>{spaced(name)}</span>
          <span class="bar" style={{ "--share": String(count / most), "--colour": cssColour(classColour(classId)) }} />
          <b>{count.toLocaleString("en")}</b>
        </li>
      ))}
    </ul>
  );
}

/** A square in the colour of the class. */
export function Swatch({ classId }: { classId: number }) {
  return <span class="swatch" style={{ background: cssColour(classColour(classId)) }} />;
}
