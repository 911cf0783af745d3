/** The studio works without its server once the service worker has its files: after the first load. */
import { effect } from "@preact/signals";
import { toast } from "../widgets/toasts";

/** Begins when something is ready, such as the first picture: fetching and checking all files would take time from it. */
export function startOffline(isReady: () => boolean): void {
  let isStarted = false;
  effect(() => {
    if (isStarted || !isReady()) return;
    isStarted = true;
    void register();
  });
}

/** Only of what is built; browsers know service workers on https and localhost. A browser that refuses one has a studio all the same. */
async function register(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker
    .register(new URL("service-worker.js", document.baseURI))
    .catch(() => undefined);
  registration?.addEventListener("updatefound", () => {
    const { installing } = registration;
    const isUpdate = registration.active !== null;
    installing?.addEventListener("statechange", () => {
      if (isUpdate && installing.state === "activated") toast("There is a new version of Diorama. Reload the page to get it.");
    });
  });
}
