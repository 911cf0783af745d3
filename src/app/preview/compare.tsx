/** Two layers side by side in one picture, with an edge between them that can be moved. */
import { Choice } from "../widgets/choices";
import { Separator } from "../widgets/separator";
import { comparison, type Side, sides } from "./state";

const usual = { left: "image", right: "semantic", at: 0.5 } as const;

/** Switches comparing on and off, and chooses the sides. */
export function Compare() {
  const now = comparison.value;
  return (
    <div class="compare">
      <button
        type="button"
        class="toggle"
        title="Two layers side by side"
        aria-pressed={now !== undefined}
        onClick={() => {
          comparison.value = now ? undefined : usual;
        }}
      >
        Compare
      </button>
      {now && (
        <>
          <Choice
            title="Left"
            value={now.left}
            names={sides}
            onValue={(left) => (comparison.value = { ...now, left: left as Side })}
          />
          <Choice
            title="Right"
            value={now.right}
            names={sides}
            onValue={(right) => (comparison.value = { ...now, right: right as Side })}
          />
        </>
      )}
    </div>
  );
}

/** The edge, over the picture. */
export function ComparedEdge() {
  const now = comparison.value;
  if (!now) return null;
  return (
    <Separator
      class="compared-edge"
      label="Edge between the compared layers"
      share={now.at}
      onShare={(at) => (comparison.value = { ...now, at })}
    />
  );
}
