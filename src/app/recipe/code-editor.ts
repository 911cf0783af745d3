/** CodeMirror for recipes. Loaded when the YAML is first shown; `yaml-editor.tsx` is what the rest of the studio knows. */
import { autocompletion, type CompletionContext, type CompletionResult, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { type Diagnostic, diagnosticCount, lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorSelection, EditorState, type Text } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { codeTheme } from "./code-theme";
import type { Suggestions } from "./completions";
import type { Problem } from "./problems";

export type CodeEditor = Disposable & {
  /** Takes a text that was made elsewhere: the cursor stays where it is, or goes to what has changed. */
  setText(text: string): void;
  /** Marks lines, and says what is wrong there to whoever points at them. */
  setProblems(problems: readonly Problem[]): void;
  /** Puts the cursor on a line, counted from 1. */
  goTo(line: number): void;
};

export type CodeEditorOptions = {
  /** Styles go into it: a page that forbids style elements takes them as constructed sheets, which CodeMirror only makes for these. */
  readonly parent: ShadowRoot;
  readonly label: string;
  readonly text: string;
  /** Told of what is typed, not of `setText`. */
  readonly onText: (text: string) => void;
  /** The history of the whole recipe takes the place of one of the editor's own. */
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly suggest: (text: string, offset: number) => Suggestions;
};

const fromElsewhere = Annotation.define<true>();

/** Tab indents, Shift+Tab outdents, Escape and then Tab leaves; F8 goes to the next mistake; Ctrl+Space suggests. */
export function createCodeEditor({ parent, label, text, onText, onUndo, onRedo, suggest }: CodeEditorOptions): CodeEditor {
  const act = (run: () => void) => () => {
    run();
    return true;
  };
  const view = new EditorView({
    parent,
    root: parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        indentUnit.of("  "),
        yaml(),
        autocompletion({ override: [(context) => completions(context, suggest)], icons: false }),
        keymap.of([
          { key: "Mod-z", run: act(onUndo), shift: act(onRedo), preventDefault: true },
          { key: "Mod-y", run: act(onRedo), preventDefault: true },
          { key: "F8", run: nextDiagnostic },
          ...completionKeymap,
          indentWithTab,
          ...defaultKeymap,
        ]),
        EditorView.domEventHandlers({ beforeinput: insertLines }),
        EditorView.contentAttributes.of(({ state }) => ({
          "aria-label": label,
          tabindex: "0",
          "aria-invalid": String(diagnosticCount(state) > 0),
        })),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          const isTyped = docChanged && !transactions.some((transaction) => transaction.annotation(fromElsewhere));
          if (isTyped) onText(state.doc.toString());
        }),
        codeTheme,
      ],
    }),
  });
  return {
    setText(now) {
      const before = view.state.doc.toString();
      if (now === before) return;
      const { from, to, insert } = difference(before, now);
      const selection = view.hasFocus ? EditorSelection.cursor(from + insert.length) : undefined;
      view.dispatch({
        changes: { from, to, insert },
        annotations: fromElsewhere.of(true),
        ...(selection && { selection, scrollIntoView: true }),
      });
    },
    setProblems(problems) {
      const found = problems.flatMap((problem) => diagnosticOf(view.state.doc, problem));
      if (found.length + diagnosticCount(view.state) > 0) view.dispatch(setDiagnostics(view.state, found));
    },
    goTo(line) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.focus();
      view.dispatch({ selection: { anchor: to, head: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    },
    [Symbol.dispose]: () => view.destroy(),
  };
}

/** Lines that come at once, as from dictation: the browser would copy the colours of the words around into style attributes, which the page forbids. */
function insertLines(event: InputEvent, view: EditorView): boolean {
  // The selection of the page, since the editor may not have heard of it yet. An event does not tell what it is about in a shadow root.
  const [range] = view.root instanceof ShadowRoot ? selectedIn(view.root) : [];
  if (event.inputType !== "insertText" || !event.data?.includes("\n") || !range) return false;
  event.preventDefault();
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  const selection = { anchor: from + event.data.length };
  view.dispatch({ changes: { from, to, insert: event.data }, selection, scrollIntoView: true, userEvent: "input" });
  return true;
}

function selectedIn(root: ShadowRoot): readonly StaticRange[] {
  return document.getSelection()?.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
}

/** What stands between the parts in which two texts agree. */
function difference(before: string, now: string) {
  const most = Math.min(before.length, now.length);
  let from = 0;
  while (from < most && before[from] === now[from]) from++;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === now.at(-1 - same)) same++;
  return { from, to: before.length - same, insert: now.slice(from, now.length - same) };
}

/** Underlines what the line says, without its indentation. The text may have gone on since it was read. */
function diagnosticOf(document: Text, { line, title, details }: Problem): readonly Diagnostic[] {
  if (line < 1 || line > document.lines) return [];
  const { from, to, text } = document.line(line);
  const message = [title, ...details.map(([name, value]) => `${name}: ${value}`)].join("\n");
  return [{ from: from + (text.length - text.trimStart().length), to, severity: "error", message }];
}

function completions(
  { state, pos, explicit }: CompletionContext,
  suggest: CodeEditorOptions["suggest"],
): CompletionResult | null {
  const { from, found } = suggest(state.doc.toString(), pos);
  if (found.length === 0 || (from === pos && !explicit)) return null;
  const options = found.map(({ label, text, detail, about }) => ({
    label,
    apply: text,
    ...(detail !== "" && { detail }),
    ...(about !== "" && { info: about }),
  }));
  return { from, options, validFor: /^[\w-]*$/ };
}
