/** Which labels are laid over the picture, and how strongly. */
import type { Signal } from "@preact/signals";
import type { OverlayName } from "../draw/overlay";
import { opacities, overlays } from "./state";

const layers = {
  boxes: { title: "Boxes", about: "Tight boxes round the visible pixels" },
  masks: { title: "Masks", about: "The visible pixels" },
  amodal: { title: "Amodal", about: "Silhouettes as if nothing stood before them, and their boxes" },
  oriented: { title: "Oriented", about: "Smallest rectangles at any angle" },
  boxes3d: { title: "3D boxes", about: "Boxes along the axes of the things" },
  keypoints: { title: "Keypoints", about: "Filled: seen. Hollow: hidden" },
  semantic: { title: "Classes", about: "The class of every pixel" },
  depth: { title: "Depth", about: "Distance along the view" },
  normals: { title: "Normals", about: "Which way surfaces face: red right, green up, blue to the camera" },
  parts: { title: "Parts", about: "Wheels, windows, arms, …" },
} satisfies Record<OverlayName, { title: string; about: string }>;

const names = Object.keys(layers) as OverlayName[];

/** A button for each layer, and the opacities of those that are on. */
export function Layers() {
  const on = names.filter((name) => overlays.value[name]);
  return (
    <>
      <Toggles names={names} on={overlays} />
      {on.length > 0 && (
        <details class="opacities">
          <summary>Opacity</summary>
          {on.map((name) => (
            <Opacity key={name} name={name} />
          ))}
        </details>
      )}
    </>
  );
}

type TogglesProps = {
  readonly names: readonly OverlayName[];
  readonly on: Signal<Readonly<Record<OverlayName, boolean>>>;
};

/** A button for each of the layers, which switches it. */
export function Toggles({ names, on }: TogglesProps) {
  return (
    <fieldset class="toggles">
      <legend class="unseen">Overlays</legend>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class="toggle"
          title={layers[name].about}
          aria-pressed={on.value[name]}
          onClick={() => {
            on.value = { ...on.value, [name]: !on.value[name] };
          }}
        >
          {layers[name].title}
        </button>
      ))}
    </fieldset>
  );
}

function Opacity({ name }: { name: OverlayName }) {
  return (
    <label>
      <span>{layers[name].title}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={opacities.value[name]}
        onInput={({ currentTarget }) => {
          opacities.value = { ...opacities.value, [name]: Number(currentTarget.value) };
        }}
      />
    </label>
  );
}
