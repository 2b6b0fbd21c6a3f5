/** News pushed to this browser (W3C Push API), also while the app is closed. Asked for by the reader, never at load. */
import { ref } from "vue";

import * as park from "@/api/park";
import { keep, kept } from "@/stores/kept";

const PUT_ASIDE = "push.put_aside";

/** off: it can be switched on; denied: the browser's own settings forbid it; none: this browser has no pushes. */
export const push = ref<"unknown" | "none" | "denied" | "off" | "on">("unknown");

const possible = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return possible() ? await navigator.serviceWorker.getRegistration() : undefined;
}

/** How it stands; a browser that takes pushes says so again. */
export async function lookAtPush(): Promise<void> {
  const worker = await registration();
  if (!worker || !(await park.pushKey().catch(() => null))) {
    push.value = "none";
    return;
  }
  const there = await worker.pushManager.getSubscription();
  if (Notification.permission === "denied") push.value = "denied";
  else push.value = there && Notification.permission === "granted" ? "on" : "off";
  if (there && push.value === "on") await park.takePushes(there.toJSON()).catch(() => undefined);
}

/** The browser asks the reader now. */
export async function pushHere(): Promise<void> {
  const worker = await registration();
  const key = await park.pushKey();
  if (!worker || !key) return;
  if ((await Notification.requestPermission()) !== "granted") return lookAtPush();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await park.takePushes(made.toJSON());
  push.value = "on";
}

export async function pushNoMore(): Promise<void> {
  const there = await (await registration())?.pushManager.getSubscription();
  if (there) {
    await park.leavePushes(there.endpoint);
    await there.unsubscribe();
  }
  push.value = "off";
}

export const wasPutAside = (): boolean => kept<boolean>(PUT_ASIDE) ?? false;
export const putPushAside = (): void => keep(PUT_ASIDE, true);
