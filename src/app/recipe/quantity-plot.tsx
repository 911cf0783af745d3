/** A small plot of a number or distribution over the range of its field. */
import type { Quantity } from "../../recipe/quantity";
import { barsOf, curveOf } from "./density";
import type { NumberField } from "./fields";

type QuantityPlotProps = {
  readonly value: Quantity;
  readonly field: NumberField;
  readonly width: number;
  readonly height: number;
};

/** Pixels from one place of the curve to the next. */
const STEP = 2;

/** Decoration: the same is said in words beside it. */
export function QuantityPlot({ value, field, width, height }: QuantityPlotProps) {
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="plot-ground" d={`M0 ${height - 0.5}H${width}`} />
      <Shape value={value} field={field} width={width} height={height} />
    </svg>
  );
}

function Shape({ value, field, width, height }: QuantityPlotProps) {
  const bars = barsOf(value, field);
  const top = (share: number) => (height - 1 - share * (height - 3)).toFixed(1);
  if (bars) {
    const path = bars.map(({ at, height: share }) => `M${(1 + at * (width - 2)).toFixed(1)} ${height}V${top(share)}`).join("");
    return <path class="plot-bars" d={path} />;
  }
  const heights = curveOf(value, field, Math.round(width / STEP));
  const line = heights.map((share, at) => `L${at * STEP} ${top(share)}L${(at + 1) * STEP} ${top(share)}`).join("");
  return <path class="plot-curve" d={`M0 ${height}${line}L${width} ${height}Z`} />;
}
