/** What somebody thinks of the images of a run. Plain JSON; images without an entry were not judged. */
import type { Rejected } from "../../dataset/dataset";

export type Verdict = "accepted" | "rejected";

export type Opinion = { readonly verdict?: Verdict; readonly flagged?: true; readonly note?: string };

/** By index of the image. */
export type Review = { readonly [index: string]: Opinion };

/** The review with the opinion on an image changed; what is undefined is taken away. */
export function withOpinion(
  review: Review,
  index: number,
  change: { readonly [part in keyof Opinion]?: Opinion[part] | undefined },
): Review {
  const merged = Object.entries({ ...review[index], ...change }).filter(([, value]) => value !== undefined && value !== "");
  const { [index]: _, ...others } = review;
  return merged.length === 0 ? others : { ...others, [index]: Object.fromEntries(merged) as Opinion };
}

/** The opinion with a verdict set, or taken back where it was that one already. */
export function toggledVerdict({ verdict }: Opinion, wanted: Verdict): { readonly verdict: Verdict | undefined } {
  return { verdict: verdict === wanted ? undefined : wanted };
}

/** The rejected images before an index, in order, with their notes. */
export function rejectedIn(review: Review, total: number): readonly Rejected[] {
  return Object.entries(review)
    .filter(([index, { verdict }]) => verdict === "rejected" && Number(index) < total)
    .map(([index, { note }]) => ({ index: Number(index), ...(note !== undefined && { note }) }))
    .sort((a, b) => a.index - b.index);
}

/** Says which images are rejected and why: files that were written under another key are out of date. */
export function rejectedKey(review: Review, total: number): string {
  return JSON.stringify(rejectedIn(review, total));
}

/** How many more images a run needs so that `count` of them are not rejected. They are the indices from `total` on. */
export function replacementsWanted(review: Review, count: number, total: number): number {
  return Math.max(0, count - (total - rejectedIn(review, total).length));
}

/** How many images have each verdict, are flagged, or neither. */
export function verdictCounts(review: Review, total: number) {
  const opinions = Object.entries(review).flatMap(([index, opinion]) => (Number(index) < total ? [opinion] : []));
  const accepted = opinions.filter(({ verdict }) => verdict === "accepted").length;
  const rejected = opinions.filter(({ verdict }) => verdict === "rejected").length;
  const flagged = opinions.filter((opinion) => opinion.flagged).length;
  return { accepted, rejected, flagged, open: total - accepted - rejected };
}
