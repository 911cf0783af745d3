/** The recipe's text in a code editor, and what is wrong with it under it, with a way to the line. */
import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CodeEditor } from "./code-editor";
import type { Suggestions } from "./completions";
import { ProblemList } from "./problem-list";
import type { Problem } from "./problems";

type Props = {
  readonly id: string;
  readonly label: string;
  /** What the text is: a recipe, or an experiment. */
  readonly what: string;
  /** A signal, not its value: an editor that learns of its own words only when the page is drawn again would take newer ones back. */
  readonly text: ReadonlySignal<string>;
  /** What is wrong with the text: lines are marked and can be jumped to. */
  readonly problems: readonly Problem[];
  readonly onText: (text: string) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly suggest: (text: string, offset: number) => Suggestions;
};

/** The first time it fetches the editor, which is a good part of the studio's code. Callbacks must be the same every time. */
export function YamlEditor({ id, label, what, text, problems, onText, onUndo, onRedo, suggest }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useSignal<CodeEditor | undefined>(undefined);

  useEffect(() => {
    let isThere = true;
    void import("./code-editor").then(({ createCodeEditor }) => {
      if (!isThere || !host.current) return;
      const parent = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
      editor.value = createCodeEditor({ parent, label, text: text.peek(), onText, onUndo, onRedo, suggest });
    });
    return () => {
      isThere = false;
      editor.value?.[Symbol.dispose]();
    };
  }, [editor, label, text, onText, onUndo, onRedo, suggest]);

  useSignalEffect(() => editor.value?.setText(text.value));
  useEffect(() => editor.value?.setProblems(problems), [editor.value, problems]);

  return (
    <>
      <div ref={host} class={problems.length > 0 ? "editor bad" : "editor"} />
      <p class="hint editor-keys">
        <kbd>Ctrl Space</kbd> completes, <kbd>Esc</kbd> <kbd>Tab</kbd> leaves the editor
      </p>
      <ProblemList id={`${id}-problems`} what={what} problems={problems} onLine={(line) => editor.value?.goTo(line)} />
    </>
  );
}
