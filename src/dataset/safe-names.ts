/**
 * The names as a format can hold them: each one made safe, not empty, and different from all others and from those that are `taken`.
 * Names that are safe already stay as they are.
 */
export function uniqueNames(
  names: readonly string[],
  makeSafe: (name: string) => string,
  taken: readonly string[] = [],
): string[] {
  const used = new Set([...taken, ...names.filter((name) => makeSafe(name) === name)]);
  return names.map((name) => {
    const safe = makeSafe(name) || "_";
    if (safe === name && !taken.includes(name)) return name;
    let unique = safe;
    for (let number = 2; used.has(unique); number++) unique = `${safe}_${number}`;
    used.add(unique);
    return unique;
  });
}
