/** One image in every arm: the same scene, with nothing changed but the factors. */
import { computed } from "@preact/signals";
import type { Arm } from "../../plan/experiment";
import type { Pool } from "../../pool";
import { index } from "../preview/state";
import { type StripWish, startStrip } from "../preview/strip";
import { workspace } from "../shell/state";
import { armPictures, isEveryArmSeen, planned } from "./state";

/** More pictures than this take a while; they come when they are asked for. */
export const FEW_ARMS = 12;

/** The arms whose pictures are on show. */
export const seenArms = computed((): readonly Arm[] => {
  const arms = planned.value?.arms ?? [];
  return isEveryArmSeen.value ? arms : arms.slice(0, FEW_ARMS);
});

const wish = computed((): StripWish | undefined => {
  if (workspace.value !== "experiment") return undefined;
  return { recipes: seenArms.value.map(({ recipe }) => recipe), index: index.value, widthPixels: 320 };
});

/** Renders them in a pool, while somebody is there to see them. */
export function startArmPictures(pool: Pool): void {
  startStrip(pool, wish, armPictures);
}
