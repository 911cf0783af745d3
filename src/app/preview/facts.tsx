/** What there is to know about the image on show: weather, camera, and the objects that were labelled. */
import { partNames } from "../../recipe/part-names";
import type { SceneSpec } from "../../recipe/spec";
import { ClassList, Swatch } from "../widgets/class-list";
import { totalOf, withLabels } from "../widgets/counts";
import { counted, distance, fileName, spaced } from "../widgets/words";
import { paintedOn, seenParts, shown } from "./state";

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
      {paintedOn.value.includes("semantic") && <Key title="Class colours" of={numbered(sample.spec.classes.map(nameOf))} />}
      {paintedOn.value.includes("parts") && <PartKey />}
    </div>
  );
}

/** The parts that this image shows: most things have none, and most parts are of few things. */
function PartKey() {
  const seen = seenParts.value;
  if (!seen) return null;
  const parts = numbered(partNames).filter(([number]) => seen.includes(number));
  if (parts.length === 0)
    return <p class="hint wide">Nothing here has named parts: vehicles and people have, when they are not far away.</p>;
  return <Key title="Part colours" of={parts} />;
}

const nameOf = ({ name }: { readonly name: string }) => name;
/** Names with their numbers in a picture, which begin at 1. */
const numbered = (names: readonly string[]) => names.map((name, at) => [at + 1, name] as const);

function Key({ title, of }: { title: string; of: readonly (readonly [number: number, name: string])[] }) {
  return (
    <div class="wide">
      <h3>{title}</h3>
      <ul class="key" aria-label={title}>
        {of.map(([number, name]) => (
          <li key={name}>
            <Swatch classId={number} />
            {spaced(name)}
          </li>
        ))}
      </ul>
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
