/**
 * Bytes as the body of a request that DevTools does not copy. A page under Playwright tells it of every request with its body in base64 (`postDataEntries` of
 * CDP's Network.requestWillBeSent), through three processes; of a Blob it tells that there is one.
 */
export function unlogged(bytes: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([bytes]);
}
