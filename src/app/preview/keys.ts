/** Keys that work wherever the focus is, except in fields. */
import { useEffect } from "preact/hooks";
import { isTyping } from "../widgets/typing";

/** What keys do, by `KeyboardEvent.key`, as long as the component is there; with a modifier they stay the browser's. The object must be the same every time. */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isControl = event.target instanceof Element && event.target.closest("input");
      if (isControl || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (Object.hasOwn(actions, event.key)) actions[event.key]?.();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [actions]);
}
