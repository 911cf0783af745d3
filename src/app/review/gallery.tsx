/** All images that are let through, as many drawn as can be seen: rows of tiles from a virtual list. */
import { type Signal, useSignal } from "@preact/signals";
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { useEffect, useRef } from "preact/hooks";
import type { RunRecord } from "../runs/record";
import { openLarge, review, selected, shownRows } from "./state";
import { Tile } from "./tile";

const TILE_PIXELS = 220;
const GAP = 10;
const CAPTION = 22;

export function Gallery({ run, columns }: { run: RunRecord; columns: Signal<number> }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<Virtualizer<HTMLDivElement, HTMLElement> | undefined>(undefined);
  const width = useSignal(0);
  const redraw = useSignal(0);
  redraw.value;
  columns.value = Math.max(1, Math.floor((width.value + GAP) / (TILE_PIXELS + GAP)));
  const tileWidth = Math.floor((width.value - GAP * (columns.value - 1)) / columns.value);
  const tileHeight = Math.round((tileWidth * run.recipe.image.height) / run.recipe.image.width);
  const images = shownRows.value;
  const options = {
    count: Math.ceil(images.length / columns.value),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight + CAPTION + GAP,
    overscan: 2,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => {
      redraw.value++;
    },
  };
  virtualizer.current ??= new Virtualizer(options);
  virtualizer.current.setOptions(options);

  useEffect(() => virtualizer.current?._didMount(), []);
  useEffect(() => {
    virtualizer.current?._willUpdate();
    virtualizer.current?.measure();
  }, [tileHeight, options.count]);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [width]);
  useEffect(() => {
    const at = images.findIndex(({ index }) => index === selected.value);
    if (at >= 0) virtualizer.current?.scrollToIndex(Math.floor(at / columns.value));
  }, [selected.value]);

  return (
    // biome-ignore lint/a11y: a part of the page that scrolls, and must be reached with keys.
    <div class="gallery" ref={scroller} tabIndex={0} role="region" aria-label="Images">
      <div style={{ height: `${virtualizer.current.getTotalSize()}px`, position: "relative" }}>
        {width.value > 0 &&
          virtualizer.current.getVirtualItems().map(({ index: row, start }) => (
            <div key={row} class="gallery-row" style={{ transform: `translateY(${start}px)`, gap: `${GAP}px` }}>
              {images.slice(row * columns.value, (row + 1) * columns.value).map(({ index, weather, split }) => {
                const { verdict = "open", flagged, note } = review.value.review[index] ?? {};
                return (
                  <button
                    key={index}
                    type="button"
                    class={`gallery-tile ${verdict}`}
                    aria-pressed={selected.value === index}
                    aria-label={`Image ${index}, ${verdict}${flagged ? ", flagged" : ""}`}
                    style={{ width: `${tileWidth}px` }}
                    onClick={() => openLarge(index)}
                  >
                    <Tile
                      id={run.id}
                      index={index}
                      width={tileWidth}
                      height={tileHeight}
                      overlay={{ boxes: true, masks: true }}
                    />
                    <small>
                      <b>{index}</b> {weather} · {split} {flagged && "⚑"} {note && "✎"} {verdict === "accepted" && "✓"}
                      {verdict === "rejected" && "✕"}
                    </small>
                  </button>
                );
              })}
            </div>
          ))}
      </div>
    </div>
  );
}
