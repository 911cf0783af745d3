/** The user's own models: what they are, how large, what is wrong with them. */
import { useSignal } from "@preact/signals";
import type { Vec3 } from "../../recipe/spec";
import { Choice, ChooseFiles } from "../widgets/choices";
import { plainNumber } from "../widgets/words";
import { FileHead } from "./file-head";
import { changeModel, type ModelRow, modelRows, removeModel } from "./models";
import { modelsNotice } from "./state";
import { Turns } from "./turning";
import { modelTurns } from "./turntable";

/** Part of the left panel. */
export function Models() {
  const notice = modelsNotice.value;
  return (
    <section class="models" aria-labelledby="models-title">
      <div class="models-head">
        <h3 id="models-title">Your models</h3>
        <ChooseFiles label="Add models…" accept=".glb,.gltf,.obj,.mtl,.bin,.ktx2,image/*" />
        <ChooseFiles label="Add a folder…" webkitdirectory />
      </div>
      {modelRows.value.length === 0 && !notice && (
        <p class="hint">Drop .glb, .gltf or .obj files anywhere. They stay on this machine.</p>
      )}
      {notice && (
        <div class="models-notice" role="status">
          <p>{notice.text}</p>
          {notice.offer && (
            <button type="button" onClick={notice.accept}>
              {notice.offer}
            </button>
          )}
        </div>
      )}
      {modelRows.value.length > 0 && (
        <ul aria-label="Your models">
          {modelRows.value.map((row) => (
            <Row key={`${row.at} ${row.file}`} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ row }: { row: ModelRow }) {
  const sides = useSignal<Vec3 | undefined>(undefined);
  const [first] = row.models;
  const isGood = row.problems.length === 0 && first !== undefined;
  return (
    <li class={row.problems.length > 0 ? "model bad" : "model"}>
      {isGood && (
        <Turns
          file={first}
          looks={row.upAxis}
          frames={(pool) => modelTurns(pool, first, row.upAxis)}
          onTurning={(turning) => (sides.value = turning.sides ?? sides.peek())}
        />
      )}
      <FileHead file={row.file} bytes={row.bytes} onRemove={() => removeModel(row)} />
      <div class="model-fields">
        <label>
          <span>Class</span>
          <input
            type="text"
            required
            pattern="\S(.{0,62}\S)?"
            value={row.class}
            onChange={({ currentTarget: { value, validity } }) => validity.valid && changeModel(row, { class: value })}
          />
        </label>
        <Choice
          title="A unit is"
          value={String(row.scale)}
          names={scaleNames(row.scale)}
          onValue={(value) => changeModel(row, { scale: scaleOf(value) })}
        />
        <Choice title="Up" value={row.upAxis} names={{ y: "y", z: "z" }} onValue={(upAxis) => changeModel(row, { upAxis })} />
      </div>
      {isGood && sides.value && <p class="model-size">{sizeText(sides.value, row.scale)}</p>}
      {row.models.length > 1 && <p class="model-size">The first of {row.models.length} models of the folder.</p>}
      {row.problems.map((problem) => (
        <p key={problem} class="model-problem">
          {problem}
        </p>
      ))}
    </li>
  );
}

/** Things that are longer than this have no place on a table, metres. */
const TABLE = 1;

/** How large it will be, and what that means where it is placed. */
function sizeText(sides: Vec3, scale: ModelRow["scale"]): string {
  const said = (metres: number) => sides.map((side) => plainNumber(side * metres)).join(" × ");
  if (scale === "auto") return `${said(1)} units; fitted, so that the longest side has 0.2 to 0.4 m`;
  const metres = scale === "metres" ? 1 : scale;
  const longest = Math.max(...sides) * metres;
  const size = `${said(metres)} m, wide, high and long`;
  if (longest > TABLE)
    return `${size}. It is longer than a table: what falls off is left out. Choose a smaller unit, or “fitted”.`;
  if (longest < TABLE / 100) return `${size}. It is too small to be seen. Choose a larger unit, or “fitted”.`;
  return size;
}

/** Common units, and the one that the recipe has. */
function scaleNames(scale: ModelRow["scale"]): Record<string, string> {
  const usual = { auto: "fitted", metres: "1 m", "0.01": "1 cm", "0.001": "1 mm", "0.0254": "1 inch" };
  return { ...usual, ...(Object.hasOwn(usual, String(scale)) ? {} : { [String(scale)]: `${scale} m` }) };
}

function scaleOf(value: string): number | string {
  return value === "auto" || value === "metres" ? value : Number(value);
}
