/**
 * Keeps the studio working without its server: the files of one build, all or none of them. The build writes their list in here
 * (`offline.config.ts`), so that any change of a file is another service worker to the browser.
 *
 * Two builds are never mixed. What is kept has the SHA-256 of the build, or nothing is kept. A page asks for its files by names that have
 * a hash of their content, and those of the build before stay, for the pages that are still open when a new one takes over.
 */

/** What the build says: its name, and the SRI hash of each file by its path under this folder. */
declare const __BUILT__: { readonly version: string; readonly files: Readonly<Record<string, string>> };

/** What is used here of `ServiceWorkerGlobalScope`: TypeScript's library has it or the DOM, not both. */
type Scope = {
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};
type Lasting = { waitUntil(work: Promise<unknown>): void };
type Fetching = { readonly request: Request; respondWith(response: Promise<Response>): void };

const scope = self as unknown as Scope;
const pageUrl = new URL("./", location.href).href;
/** Several studios may live in folders of one origin; each minds its own. */
const ours = `diorama ${pageUrl} `;
const cacheName = ours + __BUILT__.version;
/** The page is asked for by its folder: some hosts redirect from its file name. */
const urlOf = (path: string) => (path === "index.html" ? pageUrl : new URL(path, pageUrl).href);

scope.addEventListener("install", (event) => event.waitUntil(keepAll()));
scope.addEventListener("activate", (event) => event.waitUntil(takeOver()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(pageUrl)) event.respondWith(answer(request));
});

/** The browser itself refuses a file whose bytes are not those of the build, as when the server changes half-way. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  const keep = async ([path, integrity]: readonly [string, string]) => {
    const url = urlOf(path);
    const response = await fetch(url, { integrity, cache: "no-cache", redirect: "error" });
    if (!response.ok) throw new Error(`The server answered ${response.status} to ${url}`);
    await cache.put(url, response);
  };
  try {
    await Promise.all(Object.entries(__BUILT__.files).map(keep));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
  await scope.skipWaiting();
}

/** Forgets all builds but this one and the one before. */
async function takeOver(): Promise<void> {
  for (const name of (await older()).slice(1)) await caches.delete(name);
  // Also of the page that installed this, so that it finds the files that it has not asked for yet.
  await scope.clients.claim();
}

/** What other builds kept, the newest first: the browser lists them in the order in which they were made. */
async function older(): Promise<readonly string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName).reverse();
}

/** The page is this build's; its address also says which recipe and image. All else may be of the build before. */
async function answer(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  const isPage = url === pageUrl || url === `${pageUrl}index.html`;
  for (const name of isPage ? [cacheName] : [cacheName, ...(await older())]) {
    const found = await caches.match(isPage ? pageUrl : url, { cacheName: name, ignoreVary: true });
    if (found) return found;
  }
  return fetch(request);
}
