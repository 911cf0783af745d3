/** Charts as SVG, by Observable Plot, which is fetched when the first one is wanted. Colours are the page's, so that light and dark need no redrawing. */
import type { MarkOptions, RenderFunction } from "@observablehq/plot";
import type { Filter } from "../review/filter";
import { counted, plainNumber } from "../widgets/words";
import type { Grid, NamesChart, NumbersChart } from "./charts";

type Plot = typeof import("@observablehq/plot");
export type Drawing = (plot: Plot, width: number) => Element;
type Find = (find: Partial<Filter>) => void;

let loading: Promise<Plot> | undefined;

/** The library; a failed attempt can be repeated. */
export function loadPlot(): Promise<Plot> {
  loading ??= import("@observablehq/plot").catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Draws a plot without its own style sheet, which the page's policy forbids: `insights.css` has those rules. Plot sets all other styles as
 * attributes or through the CSSOM. A sheet in an element that is in no document has no effect and breaks no policy.
 */
function drawn(plot: Plot, options: Parameters<Plot["plot"]>[0]): Element {
  const svg = plot.plot({ className: "plot", ...options });
  for (const style of svg.querySelectorAll("style")) style.remove();
  // The picture has one name; names of its parts, which have no role, would only be noise.
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  svg.setAttribute("role", "img");
  return svg;
}

type Item = { readonly count: number; readonly find: Partial<Filter> };

/** What makes a mark a thing to click: it says its count, and goes to the images. */
function clickable<T extends Item>(items: readonly T[], title: (item: T) => string, onFind: Find): MarkOptions {
  const render: RenderFunction = (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    for (const [at, element] of [...(group?.children ?? [])].entries()) {
      const item = items[index[at] ?? -1];
      if (!item || item.count === 0) continue;
      element.classList.add("hit");
      element.addEventListener("click", () => onFind(item.find));
    }
    return group;
  };
  return { title: (item: T) => title(item), render };
}

const mostOf = (items: readonly { readonly count: number; readonly wanted?: number }[]) =>
  items.reduce((most, { count, wanted = 0 }) => Math.max(most, count, wanted), 1);

const ROW_PIXELS = 22;
const LETTER_PIXELS = 6.5;

/** Bars from the left, each with its name and number, and a line where the target is. */
export function namesPlot({ title, counts, bars }: NamesChart, onFind: Find): Drawing {
  return (plot, width) => {
    const longest = bars.reduce((most, { label }) => Math.max(most, label.length), 0);
    const most = mostOf(bars);
    const text = (bar: (typeof bars)[number]) =>
      `${plainNumber(bar.count)}${bar.wanted === undefined ? "" : ` of ${plainNumber(bar.wanted)}`}`;
    return drawn(plot, {
      ariaLabel: `${title}: ${counts} of each`,
      width,
      height: bars.length * ROW_PIXELS + 4,
      margin: 2,
      marginLeft: Math.min(longest * LETTER_PIXELS + 12, width / 3),
      marginRight: 76,
      x: { axis: null, domain: [0, most] },
      y: { domain: bars.map(({ label }) => label), label: null, tickSize: 0 },
      color: { type: "identity" },
      marks: [
        plot.barX(bars, {
          x1: 0,
          x2: most,
          y: "label",
          fill: "transparent",
          ...clickable(bars, (bar) => `${bar.label}: ${text(bar)} ${counts}`, onFind),
        }),
        plot.barX(bars, {
          x: "count",
          y: "label",
          fill: ({ colour }) => colour ?? "currentColor",
          insetTop: 4,
          insetBottom: 4,
          rx: 2,
          pointerEvents: "none",
        }),
        plot.tickX(
          bars.filter(({ wanted }) => wanted !== undefined),
          { x: "wanted", y: "label", strokeWidth: 2, pointerEvents: "none" },
        ),
        plot.text(bars, {
          x: (bar) => Math.max(bar.count, bar.wanted ?? 0),
          y: "label",
          text,
          textAnchor: "start",
          dx: 6,
          pointerEvents: "none",
        }),
      ],
    });
  };
}

const HEIGHT = 190;

/** Bars that stand beside each other on an axis of numbers. */
export function numbersPlot({ title, counts, axis, isLog, bars, limits }: NumbersChart, onFind: Find): Drawing {
  return (plot, width) => {
    const most = mostOf(bars);
    const range = [bars[0]?.within[0] ?? 0, bars.at(-1)?.within[1] ?? 1];
    const edges = { x1: (bar: (typeof bars)[number]) => bar.within[0], x2: (bar: (typeof bars)[number]) => bar.within[1] };
    return drawn(plot, {
      ariaLabel: `${title}: ${counts} by ${axis}`,
      width,
      height: HEIGHT,
      marginTop: 18,
      marginLeft: 40,
      marginRight: 12,
      marginBottom: 36,
      x: {
        domain: range,
        ...(isLog && { type: "log", base: 2 }),
        label: axis,
        labelAnchor: "center",
        labelArrow: "none",
        tickFormat: plainNumber,
        ticks: 6,
      },
      y: {
        domain: [0, most],
        label: null,
        ticks: Math.min(4, most),
        tickFormat: plainNumber,
      },
      marks: [
        plot.gridY({ ticks: Math.min(4, most) }),
        plot.rect(bars, {
          ...edges,
          y1: 0,
          y2: most,
          fill: "transparent",
          ...clickable(bars, (bar) => `${bar.label}: ${counted(bar.count, counts.slice(0, -1))}`, onFind),
        }),
        plot.rect(bars, {
          ...edges,
          y1: 0,
          y2: "count",
          fill: "var(--accent)",
          insetLeft: 0.5,
          insetRight: 0.5,
          pointerEvents: "none",
        }),
        plot.ruleX(limits, { x: "at", strokeDasharray: "3 3", pointerEvents: "none" }),
        plot.text(limits, {
          x: "at",
          text: "name",
          frameAnchor: "top",
          textAnchor: "start",
          dx: 4,
          dy: -10,
          pointerEvents: "none",
        }),
        plot.ruleY([0]),
      ],
    });
  };
}

/** A grid of cells, darker where there are more, in the shape of the picture. */
export function gridPlot({ title, counts, columns, rows, cells }: Grid, onFind: Find): Drawing {
  return (plot, width) => {
    const items = cells.flatMap((row, y) => row.map((cell, x) => ({ ...cell, x, y })));
    const most = mostOf(items);
    return drawn(plot, {
      ariaLabel: `${title}: ${counts} by where the middle of their box is`,
      width,
      height: Math.round((width * rows.length) / columns.length),
      margin: 0,
      padding: 0,
      x: { axis: null, domain: columns.map((_, at) => at) },
      y: { axis: null, domain: rows.map((_, at) => at) },
      marks: [
        plot.cell(items, {
          x: "x",
          y: "y",
          inset: 0.5,
          fill: "var(--accent)",
          fillOpacity: ({ count }) => (count === 0 ? 0.04 : 0.1 + (0.9 * count) / most),
          ...clickable(
            items,
            ({ count, x, y }) => `${counted(count, counts.slice(0, -1))}, ${columns[x]} from the left, ${rows[y]} from the top`,
            onFind,
          ),
        }),
      ],
    });
  };
}
