/** Makes something when it is first asked for, and keeps it. Pipelines take so long to compile that a picture should wait for its own only. */
export function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
