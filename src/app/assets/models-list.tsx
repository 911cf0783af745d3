/** The user's own models: what they are, how large, what is wrong with them. */
import { Choice, ChooseFiles } from "../widgets/choices";
import { FileHead } from "./file-head";
import { changeModel, type ModelRow, modelRows, removeModel } from "./models";
import { modelsNotice } from "./state";

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
  return (
    <li class={row.problems.length > 0 ? "model bad" : "model"}>
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
      {row.problems.map((problem) => (
        <p key={problem} class="model-problem">
          {problem}
        </p>
      ))}
    </li>
  );
}

/** Common units, and the one that the recipe has. */
function scaleNames(scale: ModelRow["scale"]): Record<string, string> {
  const usual = { auto: "fitted", metres: "1 m", "0.01": "1 cm", "0.001": "1 mm", "0.0254": "1 inch" };
  return { ...usual, ...(Object.hasOwn(usual, String(scale)) ? {} : { [String(scale)]: `${scale} m` }) };
}

function scaleOf(value: string): number | string {
  return value === "auto" || value === "metres" ? value : Number(value);
}
