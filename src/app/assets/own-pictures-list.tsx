/** The user's own panoramas, photographs and textures: what they are for, how large, what is wrong with them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PictureUse } from "../../recipe/pictures";
import { Choice, ChooseFiles } from "../widgets/choices";
import { FileHead } from "./file-head";
import { changeUse, type PictureRow, pictureRows, removePicture } from "./own-pictures";
import { assetFiles } from "./state";
import { Turns } from "./turning";
import { panoramaTurns } from "./turntable";

/** Part of the left panel. */
export function Pictures() {
  return (
    <section class="models" aria-labelledby="pictures-title">
      <div class="models-head">
        <h3 id="pictures-title">Your pictures</h3>
        <ChooseFiles label="Add pictures…" accept=".hdr,.exr,.jpg,.jpeg,.png,.webp" />
      </div>
      {pictureRows.value.length === 0 && (
        <p class="hint">Drop .hdr or .exr panoramas for light, photographs for behind, textures for surfaces.</p>
      )}
      {pictureRows.value.length > 0 && (
        <ul aria-label="Your pictures">
          {pictureRows.value.map((row) => (
            <Row key={`${row.use} ${row.file}`} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

const useNames = { background: "behind everything", texture: "on surfaces" } as const satisfies Partial<
  Record<PictureUse, string>
>;

function Row({ row }: { row: PictureRow }) {
  return (
    <li class={row.problems.length > 0 ? "model bad" : "model"}>
      {row.bytes > 0 && row.problems.length === 0 && <Look row={row} />}
      <FileHead file={row.file} bytes={row.bytes} onRemove={() => removePicture(row)} />
      {row.use === "environment" ? (
        <small class="picture-use">Light and surroundings</small>
      ) : (
        row.bytes > 0 && (
          <div class="model-fields">
            <Choice
              title="Shown"
              value={row.use}
              names={useNames}
              onValue={(use) => changeUse(row, use === "texture" ? use : "background")}
            />
          </div>
        )
      )}
      {row.problems.map((problem) => (
        <p key={problem} class="model-problem">
          {problem}
        </p>
      ))}
    </li>
  );
}

/** A panorama turns round a few things; a photograph is shown as it is. */
function Look({ row }: { row: PictureRow }) {
  if (row.use !== "environment") return <Photograph file={row.file} />;
  return <Turns file={row.file} looks="panorama" frames={(pool) => panoramaTurns(pool, row.file)} />;
}

function Photograph({ file }: { file: string }) {
  const url = useSignal<string | undefined>(undefined);
  const bytes = assetFiles.value[file];
  useEffect(() => {
    if (!(bytes instanceof Uint8Array)) return;
    const own = URL.createObjectURL(new Blob([bytes]));
    url.value = own;
    return () => URL.revokeObjectURL(own);
  }, [bytes]);
  // A file that is no picture is explained in its row; a broken symbol beside it says nothing.
  return url.value ? <img class="turntable" src={url.value} alt="" onError={() => (url.value = undefined)} /> : null;
}
