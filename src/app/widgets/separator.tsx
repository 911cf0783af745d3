/**
 * An upright edge between two things side by side, moved by dragging it or with the arrow keys. Written here, since the small libraries for it
 * (split.js 1.6.5, split-grid 1.0.11) only know the pointer: their gutters take no focus and no keys, and say nothing to a screen reader.
 */

type Props = {
  readonly class: string;
  readonly label: string;
  /** Where it is, 0 to 1 of the width of what holds it. */
  readonly share: number;
  /** How far it can go; all the way when left out. */
  readonly least?: number;
  readonly most?: number;
  readonly onShare: (share: number) => void;
};

const step = 0.02;

/** The edge is placed by its style sheet, from the variable `--share`; its parent is what it divides. (WAI-ARIA: window splitter.) */
export function Separator({ class: name, label, share, least = 0, most = 1, onShare }: Props) {
  const move = (to: number) => onShare(Math.min(Math.max(to, least), most));
  const ways: Readonly<Record<string, number>> = { ArrowLeft: share - step, ArrowRight: share + step, Home: least, End: most };
  return (
    <hr
      class={`separator ${name}`}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={Math.round(100 * least)}
      aria-valuemax={Math.round(100 * most)}
      aria-valuenow={Math.round(100 * share)}
      tabIndex={0}
      style={{ "--share": String(share) }}
      onKeyDown={(event) => {
        const to = ways[event.key];
        if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        move(to);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={({ currentTarget, pointerId, clientX }) => {
        const { left, width } = currentTarget.parentElement?.getBoundingClientRect() ?? { left: 0, width: 1 };
        if (currentTarget.hasPointerCapture(pointerId)) move((clientX - left) / width);
      }}
    />
  );
}
