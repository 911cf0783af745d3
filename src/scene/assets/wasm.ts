/** The bytes of a decoder, from our own origin. Throws an Error when they do not come. */
export async function fetchWasm(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`its decoder did not load (${response.status})`);
  return response.arrayBuffer();
}
