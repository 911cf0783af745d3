/** The studio works without its server once the service worker has its files: after the first load. */
import { toast } from "../widgets/toasts";

/** Only of what is built; browsers know service workers on https and localhost. A browser that refuses one has a studio all the same. */
export async function startOffline(): Promise<void> {
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
