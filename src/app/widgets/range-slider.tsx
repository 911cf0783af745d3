/** Sliders for one value, or for both ends of a range: the browser's own, so that the arrow keys work. */

type SliderProps = {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  /** What a screen reader says in place of the share. */
  readonly text: string;
  readonly onShare: (share: number) => void;
};

const STEPS = 1000;

export function Slider({ label, share, text, onShare }: SliderProps) {
  return (
    <input
      type="range"
      class="slider"
      aria-label={label}
      aria-valuetext={text}
      min={0}
      max={STEPS}
      step={1}
      value={Math.round(share * STEPS)}
      onInput={({ currentTarget }) => onShare(currentTarget.valueAsNumber / STEPS)}
    />
  );
}

type RangeSliderProps = {
  readonly label: string;
  readonly shares: readonly [low: number, high: number];
  readonly texts: readonly [low: string, high: string];
  /** Low is never over high. */
  readonly onShares: (low: number, high: number) => void;
};

/** Two thumbs on one track; a thumb stops at the other one. */
export function RangeSlider({ label, shares: [low, high], texts, onShares }: RangeSliderProps) {
  return (
    <div class="range-slider" style={{ "--low": String(low), "--high": String(high) }}>
      <Slider label={`${label}, lowest`} share={low} text={texts[0]} onShare={(share) => onShares(Math.min(share, high), high)} />
      <Slider label={`${label}, highest`} share={high} text={texts[1]} onShare={(share) => onShares(low, Math.max(share, low))} />
    </div>
  );
}
