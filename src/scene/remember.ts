/**
 * The same function, with its last few results remembered by what it was asked. For pure functions of plain data that take long and are asked the same
 * again, by the next picture or by the same picture at another exposure. What they give must not be changed by anyone.
 */
export function remember<Asked extends readonly unknown[], Found>(
  most: number,
  find: (...asked: Asked) => Found,
): (...asked: Asked) => Found {
  const known = new Map<string, Found>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const found = known.get(key) ?? find(...asked);
    // What is used is put last, so that the first is what has waited longest.
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
