/** One button that goes from the system's colours to light, to dark, and round again. */
import { Icon } from "../widgets/icon";
import { theme, themes } from "./state";

const titles = { system: "as the system", light: "light", dark: "dark" } as const;

export function ThemeSwitch() {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "system";
  const label = `Colours: ${titles[theme.value]}. Switch to ${titles[next]}`;
  return (
    <button type="button" class="icon ghost" aria-label={label} title={label} onClick={() => (theme.value = next)}>
      <Icon name={theme.value} />
    </button>
  );
}
