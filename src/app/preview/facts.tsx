/** What there is to know about the image on show: weather, camera, and the objects that were labelled. */
import type { SceneSpec } from "../../recipe/spec";
import { ClassList } from "../widgets/class-list";
import { totalOf, withLabels } from "../widgets/counts";
import { counted, distance, fileName, spaced } from "../widgets/words";
import { shown } from "./state";

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
    </div>
  );
}

type Fact = readonly [name: string, value: string];

function conditions(spec: SceneSpec): readonly Fact[] {
  const { camera, image, split, backdrop } = spec;
  return [
    ...light(spec),
    ...(backdrop ? [["Background", fileName(backdrop.file)] as const] : []),
    ["Lens", `${Math.round(camera.fovDegrees)}° vertical`],
    ["Size", `${image.width} × ${image.height}`],
    ["Split", split],
  ];
}

function light({ weather, room, environment }: SceneSpec): readonly Fact[] {
  if (environment) {
    const { file, rotationDegrees } = environment;
    return [["Panorama", `${fileName(file)}, its middle in the ${compass(rotationDegrees)}`]];
  }
  if (room)
    return [
      ["Place", "indoors"],
      ["Lamps", `${Math.round(room.lampKelvin)} K`],
    ];
  return [
    ["Weather", spaced(weather.kind)],
    ["Sun", `${Math.round(weather.sunElevationDegrees)}° high, ${compass(weather.sunAzimuthDegrees)}`],
    ["Clouds", `${Math.round(100 * weather.cloudCover)} %`],
    ["Visibility", distance(weather.visibilityMetres)],
  ];
}

const directions = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"] as const;

/** 0 = north, 90 = east. */
function compass(azimuthDegrees: number): string {
  return directions[Math.round(azimuthDegrees / 45) % directions.length] ?? "north";
}
