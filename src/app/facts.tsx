/** What there is to know about the image on show: weather, camera, and the objects that were labelled. */
import type { SceneSpec } from "../recipe/spec";
import { ClassList, Swatch } from "./class-list";
import { totalOf, withLabels } from "./counts";
import { overlays, shown } from "./state";
import { counted, distance, spaced } from "./words";

export function Facts() {
  const sample = shown.value?.sample;
  if (!sample) return null;
  const counts = withLabels([], sample.labels.instances);
  return (
    <div class="facts">
      <div>
        <h3>{counted(totalOf(counts), "labelled object")}</h3>
        {counts.length > 0 ? (
          <ClassList counts={counts} label="Objects by class" />
        ) : (
          <p class="hint">Nothing to label is in view here.</p>
        )}
      </div>
      <div>
        <h3>Conditions</h3>
        <dl>
          {conditions(sample.spec).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {overlays.value.semantic && <ClassKey classes={sample.spec.classes} />}
    </div>
  );
}

function ClassKey({ classes }: Pick<SceneSpec, "classes">) {
  return (
    <div class="wide">
      <h3>Class colours</h3>
      <ul class="key">
        {classes.map(({ name }, at) => (
          <li key={name}>
            <Swatch classId={at + 1} />
            {spaced(name)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function conditions({ weather, room, camera, image, split }: SceneSpec): readonly (readonly [name: string, value: string])[] {
  const light = room
    ? [["Place", "indoors"] as const, ["Lamps", `${Math.round(room.lampKelvin)} K`] as const]
    : [
        ["Weather", spaced(weather.kind)] as const,
        ["Sun", `${Math.round(weather.sunElevationDegrees)}° high, ${compass(weather.sunAzimuthDegrees)}`] as const,
        ["Clouds", `${Math.round(100 * weather.cloudCover)} %`] as const,
        ["Visibility", distance(weather.visibilityMetres)] as const,
      ];
  return [
    ...light,
    ["Lens", `${Math.round(camera.fovDegrees)}° vertical`],
    ["Size", `${image.width} × ${image.height}`],
    ["Split", split],
  ];
}

const directions = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"] as const;

/** 0 = north, 90 = east. */
function compass(azimuthDegrees: number): string {
  return directions[Math.round(azimuthDegrees / 45) % directions.length] ?? "north";
}
