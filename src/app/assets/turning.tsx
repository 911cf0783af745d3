/** A file of the user's as it turns. It stands still for who wants no motion, and for anybody who clicks it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { isNamed } from "../../errors";
import type { Pool } from "../../pool";
import { assetFiles } from "./state";
import { FRAME, type Turning, turnsOf } from "./turntable";

type TurnsProps = {
  readonly file: string;
  /** What the pictures depend on beside the files. */
  readonly looks: string;
  readonly frames: (pool: Pool) => AsyncGenerator<Turning, void, undefined>;
  readonly onTurning?: (turning: Turning) => void;
};

const TURN_MILLISECONDS = 200;

export function Turns({ file, looks, frames, onTurning }: TurnsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = useSignal<readonly ImageBitmap[]>([]);
  const isTurning = useSignal(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  const at = useSignal(0);
  const bytes = assetFiles.value[file];

  useEffect(() => {
    if (!(bytes instanceof Uint8Array)) return;
    let isOver = false;
    const made: ImageBitmap[] = [];
    const work = async () => {
      for await (const turning of turnsOf(bytes, looks, frames)) {
        for (const picture of turning.frames.slice(made.length)) made.push(await createImageBitmap(picture));
        if (isOver) return;
        onTurning?.(turning);
        pictures.value = [...made];
      }
    };
    const done = work().catch((error: unknown) => {
      // What is wrong with a file is said in its row, by the same check that a run makes.
      if (!isOver && !isNamed(error, "RecipeError")) throw error;
    });
    return () => {
      isOver = true;
      pictures.value = [];
      void done.finally(() => {
        for (const picture of made) picture.close();
      });
    };
  }, [looks, bytes]);

  useEffect(() => {
    if (!isTurning.value) return;
    const timer = setInterval(() => at.value++, TURN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isTurning.value]);

  const shown = pictures.value[at.value % Math.max(1, pictures.value.length)];
  useEffect(() => {
    if (shown) canvas.current?.getContext("2d")?.drawImage(shown, 0, 0);
  }, [shown]);

  return (
    <button
      type="button"
      class={shown ? "turntable" : "turntable waiting"}
      aria-label={`Turn ${file}`}
      aria-pressed={isTurning.value}
      title={isTurning.value ? "Stop" : "Turn"}
      onClick={() => (isTurning.value = !isTurning.value)}
    >
      <canvas ref={canvas} {...FRAME} />
    </button>
  );
}
