/** Light or dark: the choice is kept in the browser and written on the page, where the style sheets read it. */
import { effect } from "@preact/signals";
import { theme, themes } from "./state";

const storageKey = "diorama.theme";

/** Takes the kept choice and keeps the page in step with the signal. */
export function startTheme(): void {
  const kept = localStorage.getItem(storageKey);
  theme.value = themes.find((name) => name === kept) ?? "system";
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem(storageKey, theme.value);
  });
}
