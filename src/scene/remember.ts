/**
 * The same function, with its last results remembered by what it was asked, as long as their sizes together are no more than `most`; each has the size 1 when `sizeOf` is left out. For pure
 * functions of plain data that take long and are asked the same again, by the next picture or by the same picture at another exposure. What they give must not be changed by anyone.
 */
export function remember<Asked extends readonly unknown[], Found>(
  most: number,
  find: (...asked: Asked) => Found,
  sizeOf: (found: Found) => number = () => 1,
): (...asked: Asked) => Found {
  const known = new Map<string, { readonly found: Found; readonly size: number }>();
  let whole = 0;
  return (...asked) => {
    const key = JSON.stringify(asked);
    const old = known.get(key);
    const { found, size } = old ?? sized(find(...asked), sizeOf);
    if (!old) whole += size;
    // What is used is put last, so that the first is what has waited longest.
    known.delete(key);
    known.set(key, { found, size });
    for (const [oldest, { size: freed }] of known) {
      if (whole <= most) break;
      known.delete(oldest);
      whole -= freed;
    }
    return found;
  };
}

function sized<Found>(found: Found, sizeOf: (found: Found) => number): { found: Found; size: number } {
  return { found, size: sizeOf(found) };
}
