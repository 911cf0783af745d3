/** A chart and, under it, the same numbers as a table whose rows can be reached with keys. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { plainNumber } from "../widgets/words";
import type { Bar, Grid, NamesChart, NumbersChart } from "./charts";
import { type Drawing, gridPlot, loadPlot, namesPlot, numbersPlot } from "./plots";
import { showImages } from "./state";

type CardProps = {
  readonly title: string;
  readonly hint?: string;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
};

export function Card({ title, hint, isWide = false, children }: CardProps) {
  return (
    <section class={isWide ? "chart wide" : "chart"} aria-label={title}>
      <h3>{title}</h3>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

/** Draws as wide as there is room, and again when that changes. */
function Plotted({ drawing }: { drawing: Drawing }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const problem = useSignal(false);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, [width]);
  useEffect(() => {
    if (width.value === 0) return;
    let isCurrent = true;
    loadPlot().then(
      (plot) => isCurrent && place.current?.replaceChildren(drawing(plot, width.value)),
      () => {
        problem.value = true;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [drawing, width.value]);
  return (
    <>
      <div ref={place} class="plot-place" />
      {problem.value && (
        <p class="hint">The chart could not be loaded; reload the page when it can be reached. The table has its numbers.</p>
      )}
    </>
  );
}

export function NamesCard({ chart, hint, isWide }: { chart: NamesChart } & Pick<CardProps, "hint" | "isWide">) {
  return (
    <Card title={chart.title} {...(hint && { hint })} {...(isWide && { isWide })}>
      <Plotted drawing={drawingOf(chart, () => namesPlot(chart, showImages))} />
      <BarTable {...chart} />
    </Card>
  );
}

export function NumbersCard({ chart }: { chart: NumbersChart }) {
  return (
    <Card title={chart.title}>
      <Plotted drawing={drawingOf(chart, () => numbersPlot(chart, showImages))} />
      <BarTable {...chart} />
    </Card>
  );
}

export function PositionsCard({ grid }: { grid: Grid }) {
  return (
    <Card title={grid.title} hint="Middles of the boxes, in the picture">
      <Plotted drawing={drawingOf(grid, () => gridPlot(grid, showImages))} />
      <details>
        <summary>Table</summary>
        <GridTable grid={grid} label="From the top, by from the left" />
      </details>
    </Card>
  );
}

/** One drawing for each chart, so that nothing is drawn again that has not changed. */
const drawings = new WeakMap<object, Drawing>();
function drawingOf(chart: object, make: () => Drawing): Drawing {
  const known = drawings.get(chart) ?? make();
  drawings.set(chart, known);
  return known;
}

type BarTableProps = { readonly title: string; readonly axis: string; readonly counts: string; readonly bars: readonly Bar[] };

function BarTable({ title, axis, counts, bars }: BarTableProps) {
  const hasTargets = bars.some(({ wanted }) => wanted !== undefined);
  return (
    <details>
      <summary>Table</summary>
      <table class="numbers" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            <th scope="col">{counts}</th>
            {hasTargets && <th scope="col">wanted</th>}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">
                <button type="button" class="quiet" disabled={bar.count === 0} onClick={() => showImages(bar.find)}>
                  {bar.label}
                </button>
              </th>
              <td>{plainNumber(bar.count)}</td>
              {hasTargets && <td>{bar.wanted === undefined ? "" : plainNumber(bar.wanted)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Counts by two things; a cell that has some can be clicked. */
export function GridTable({ grid: { columns, rows, cells, counts }, label }: { grid: Grid; label: string }) {
  const most = Math.max(1, ...cells.flat().map(({ count }) => count));
  return (
    <div class="grid-scroll">
      <table class="grid" aria-label={label}>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, y) => (
            <tr key={rows[y]}>
              <th scope="row">{rows[y]}</th>
              {row.map(({ count, find }, x) => (
                <td key={columns[x]} class={count === 0 ? "none" : ""} style={{ "--share": String(count / most) }}>
                  {count === 0 ? (
                    "0"
                  ) : (
                    <button
                      type="button"
                      aria-label={`${rows[y]}, ${columns[x]}: ${count} ${counts}`}
                      onClick={() => showImages(find)}
                    >
                      {plainNumber(count)}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
