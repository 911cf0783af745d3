/** The edge between the panels stays where the user put it. */
import { effect } from "@preact/signals";
import { recipeShare } from "./state";

const storageKey = "diorama.recipe-share";
/** What suits the form, in CSS pixels, before anybody moves the edge. */
const usualWidth = 380;

/** Takes the kept place and keeps it from then on. */
export function startPanels(): void {
  const kept = Number(localStorage.getItem(storageKey));
  const usual = Math.min(usualWidth / Math.max(innerWidth, 1), 0.5);
  recipeShare.value = kept > 0 && kept < 1 ? kept : usual;
  effect(() => {
    if (recipeShare.value !== usual) localStorage.setItem(storageKey, String(recipeShare.value));
  });
}
