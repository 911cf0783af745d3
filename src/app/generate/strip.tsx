/** The newest images of a run, small, with their masks drawn on. */

import { openRun } from "../review/state";
import { Tile } from "../review/tile";
import type { RunRecord } from "../runs/record";

const SHOWN = 8;

export function Strip({ run, done }: { run: RunRecord; done: number }) {
  const newest = Array.from({ length: Math.min(SHOWN, done) }, (_, at) => done - 1 - at);
  const { width, height } = run.recipe.image;
  return (
    <ul class="strip" aria-label="Last images">
      {newest.map((index) => (
        <li key={index}>
          <button type="button" title={`Review image ${index}`} onClick={() => openRun(run.id, "review", index)}>
            <Tile id={run.id} index={index} width={132} height={Math.round((132 * height) / width)} overlay={{ masks: true }} />
          </button>
        </li>
      ))}
    </ul>
  );
}
