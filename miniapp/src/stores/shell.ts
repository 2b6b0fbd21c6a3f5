/** In a browser: keep the app's own files on the device, once the first page is there. */
const SETTLED = 2_000;

export function keepShell(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker.register("sw.js").catch(() => undefined); // Without it the app needs a network.
  }, SETTLED);
}
