import type { LabelKind } from "../recipe/labels";
import type { Amodal } from "./amodal";
import type { DropReason, VisibleLabel } from "./labels";

/** What an instance needs to be labelled, as in the recipe's `labels`. Fractions are 0 to 1. */
export type Limits = {
  /** 1 keeps everything that can be seen. */
  readonly minimumAreaPixels: number;
  /** Of the shorter side of the tight box. */
  readonly minimumSidePixels?: number;
  /** Of the largest square that fits into the visible pixels. */
  readonly minimumThicknessPixels?: number;
  readonly minimumVisibleFraction?: number;
  readonly minimumInFrameFraction?: number;
  readonly minimumTransmittance?: number;
  readonly peopleInVehicles?: "keep" | "drop";
};

/** Whether labels need to know what is hidden of things. */
export function needsSilhouettes({
  include = [],
  minimumVisibleFraction = 0,
  minimumInFrameFraction = 0,
}: Limits & { readonly include?: readonly LabelKind[] }): boolean {
  return include.includes("amodal") || minimumVisibleFraction > 0 || minimumInFrameFraction > 0;
}

/** What takes time to find out, and is asked only when it matters. */
type Findings = { amodal(): Amodal; isInVehicle(): boolean; fitsSquare(side: number): boolean };

/** The first limit that an instance falls short of; nothing when it is to be labelled. */
export function reasonToDrop(
  { areaPixels, boundingBox: [, , width, height], meanTransmittance }: VisibleLabel,
  limits: Limits,
  findings: Findings,
): DropReason | undefined {
  const { minimumVisibleFraction = 0, minimumInFrameFraction = 0 } = limits;
  if (areaPixels < limits.minimumAreaPixels) return "area";
  if (Math.min(width, height) < (limits.minimumSidePixels ?? 1)) return "side";
  const { minimumThicknessPixels = 1 } = limits;
  if (minimumThicknessPixels > 1 && !findings.fitsSquare(minimumThicknessPixels)) return "thickness";
  if (minimumVisibleFraction > 0 && findings.amodal().visibleFraction < minimumVisibleFraction) return "visible fraction";
  if (minimumInFrameFraction > 0 && findings.amodal().inFrameFraction < minimumInFrameFraction) return "in-frame fraction";
  if (meanTransmittance < (limits.minimumTransmittance ?? 0)) return "transmittance";
  if (limits.peopleInVehicles === "drop" && findings.isInVehicle()) return "in a vehicle";
  return undefined;
}
