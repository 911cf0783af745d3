/** The known name that was probably meant by a misspelt one, if any is near: at most one mistake in three letters. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(given.length / 3));
  const ranked = known
    .map((name) => ({ name, mistakes: mistakes(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  const best = ranked[0];
  return best !== undefined && best.mistakes <= allowed ? best.name : undefined;
}

/** Letters to insert, delete, replace or swap to get from one word to the other (Damerau, 1964; neighbours only). */
function mistakes(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const cost = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const replace = cost(row - 1, column - 1) + (same ? 0 : 1);
      const swap = swapped ? cost(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[row]?.push(Math.min(replace, swap, cost(row - 1, column) + 1, cost(row, column - 1) + 1));
    }
  }
  return cost(from.length, to.length);
}
