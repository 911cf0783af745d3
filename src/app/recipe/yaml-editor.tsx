/** A text area for YAML: line numbers, indentation by tab, and what is wrong under it, with a way to the line. */
import { useRef } from "preact/hooks";
import { ProblemList } from "./problem-list";
import type { Problem } from "./problems";

type Props = {
  readonly id: string;
  readonly text: string;
  /** What is wrong with the text: lines are marked and can be jumped to. */
  readonly problems: readonly Problem[];
  readonly onText: (text: string) => void;
};

/** Tab indents and Shift+Tab outdents the selected lines by two spaces; Escape lets the next Tab leave the field. */
export function YamlEditor({ id, text, problems, onText }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const tabLeaves = useRef(false);
  const isBad = problems.length > 0;
  const badLines = new Set(problems.map(({ line }) => line));

  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement }) => {
    if (event.key === "Tab" && !tabLeaves.current) {
      event.preventDefault();
      indent(event.currentTarget, event.shiftKey);
      onText(event.currentTarget.value);
    }
    if (event.key !== "Shift") tabLeaves.current = event.key === "Escape";
  };

  return (
    <>
      <div class={isBad ? "editor bad" : "editor"}>
        <div class="gutter" aria-hidden="true">
          <div ref={gutter}>
            {text.split("\n").map((_, at) => (
              <div key={at} class={badLines.has(at + 1) ? "bad-line" : ""}>
                {at + 1}
              </div>
            ))}
          </div>
        </div>
        <textarea
          id={id}
          ref={area}
          value={text}
          wrap="off"
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          aria-invalid={isBad}
          aria-describedby={`${id}-problems`}
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onScroll={(event) => {
            if (gutter.current) gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
          }}
        />
      </div>
      <ProblemList id={`${id}-problems`} problems={problems} onLine={(line) => area.current && goTo(area.current, line)} />
    </>
  );
}

/** Goes through the browser's own editing, so that undo keeps working. */
function indent(area: HTMLTextAreaElement, outwards: boolean): void {
  const { value, selectionStart, selectionEnd } = area;
  if (selectionStart === selectionEnd && !outwards) {
    replace(area, "  ");
    return;
  }
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(from, selectionEnd).split("\n");
  const text = lines.map((line) => (outwards ? line.replace(/^ {1,2}/, "") : `  ${line}`)).join("\n");
  area.setSelectionRange(from, selectionEnd);
  replace(area, text);
  if (selectionStart !== selectionEnd) area.setSelectionRange(from, from + text.length);
}

function replace(area: HTMLTextAreaElement, text: string): void {
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
}

function goTo(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const lineHeight = area.scrollHeight / Math.max(lines.length, 1);
  area.scrollTop = Math.max(0, (line - 4) * lineHeight);
}
