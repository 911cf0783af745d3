/** How the code editor looks: the colours of the page, which follow light and dark by themselves. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const words = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent-strong)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--soft)" },
  { tag: [tags.keyword, tags.meta, tags.labelName, tags.typeName], color: "var(--warn)" },
]);

const box = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", background: "var(--sunken)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "12.5px / 20px var(--mono)" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--text)" },
  ".cm-gutters": { color: "var(--soft)", background: "var(--sunken)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "26px" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "none" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": { background: "var(--hover)" },
  ".cm-tooltip": {
    padding: "2px",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    color: "var(--text)",
    background: "var(--raised)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete ul": { font: "12.5px / 20px var(--mono)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-accent)", background: "var(--accent)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.75" },
  ".cm-completionInfo": { padding: "6px 10px", maxWidth: "260px", font: "13px / 1.45 system-ui, sans-serif" },
  ".cm-diagnostic": {
    padding: "4px 8px",
    maxWidth: "420px",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    borderLeft: "3px solid var(--bad)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad)",
    textUnderlineOffset: "3px",
  },
});

export const codeTheme: Extension = [box, syntaxHighlighting(words)];
