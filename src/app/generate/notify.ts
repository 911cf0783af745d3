/** A desktop notification at the end of a run, for whoever asked for it with a click. */
import { signal } from "@preact/signals";
import { counted } from "../widgets/words";

const storageKey = "diorama.notify";

/** Whether this browser has notifications, and the user has not refused them for good. */
export const canNotify = "Notification" in window;
export const notifies = signal(canNotify && localStorage.getItem(storageKey) === "yes" && Notification.permission === "granted");
export const isRefused = signal(canNotify && Notification.permission === "denied");

/** Switches it on or off. The browser asks the user the first time; it wants that to follow a click. */
export async function switchNotification(on: boolean): Promise<void> {
  const permission = on ? await Notification.requestPermission() : Notification.permission;
  isRefused.value = permission === "denied";
  notifies.value = on && permission === "granted";
  localStorage.setItem(storageKey, notifies.value ? "yes" : "no");
}

/** Tells that a run has all its images, or that it stopped before. */
export function tellTheEnd(name: string, images: number | undefined): void {
  if (!notifies.peek()) return;
  const body = images === undefined ? "It stopped before its end." : `${counted(images, "image")} made.`;
  const notification = new Notification(`${name} in Diorama`, { body, tag: `diorama-${name}` });
  notification.onclick = () => window.focus();
}
