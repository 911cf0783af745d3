/** The keys of the gallery, which are also shown under it. */
import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { toggledVerdict } from "./review";
import { isLarge, review, selected, setOpinion, shownRows } from "./state";

/** What each key does; `columns` is how many images stand side by side. */
export const keys: Readonly<Record<string, { readonly title: string; readonly act: (columns: number) => void }>> = {
  j: { title: "next", act: () => step(1) },
  k: { title: "previous", act: () => step(-1) },
  a: { title: "accept", act: () => judge("accepted") },
  r: { title: "reject", act: () => judge("rejected") },
  f: { title: "flag", act: flag },
  Enter: { title: "large", act: openSelected },
};

const more: typeof keys = {
  ArrowRight: { title: "next", act: () => step(1) },
  ArrowLeft: { title: "previous", act: () => step(-1) },
  ArrowDown: { title: "below", act: step },
  ArrowUp: { title: "above", act: (columns) => step(-columns) },
};

/** Listens while the gallery is on show. Keys that are typed into a field are the field's. */
export function useKeys(columns: Signal<number>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
      if (isTyping || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
      const known = keys[event.key] ?? more[event.key];
      // Buttons and links do what they say when Enter is pressed on them; a tile opens its image.
      const isPressed =
        event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a, summary, input");
      if (!known || isPressed) return;
      event.preventDefault();
      known.act(columns.peek());
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [columns]);
}

/** Goes on by so many images of those that are shown. */
export function step(by: number): void {
  const shown = shownRows.peek();
  const at = shown.findIndex(({ index }) => index === selected.peek());
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1);
  selected.value = shown[next]?.index;
}

/** Gives the selected image a verdict, or takes it back. */
export function judge(verdict: "accepted" | "rejected"): void {
  const index = selected.peek();
  if (index === undefined) return;
  setOpinion(index, toggledVerdict(review.peek().review[index] ?? {}, verdict));
}

function openSelected(): void {
  if (selected.peek() !== undefined) isLarge.value = true;
}

export function flag(): void {
  const index = selected.peek();
  if (index !== undefined) setOpinion(index, { flagged: review.peek().review[index]?.flagged ? undefined : true });
}
