// The app's own files on the device, so that every page of it opens without a network, also one that
// nobody has been to. What the park knows is never kept here: pages keep what they showed last.
// The build fills in which files there are.
const VERSION = __VERSION__;
const FILES = __FILES__;
const NAME = "parkline-app-";
const KEPT = 2; // Builds: an open page still asks for files of the one before.
const PAGE = "./";

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const own = new URL(self.registration.scope).pathname;
  if (request.method !== "GET" || !path.startsWith(own)) return;
  if (request.mode === "navigate" && path === own) event.respondWith(newest(request, PAGE));
  else if (path.startsWith(`${own}assets/`)) event.respondWith(kept(request));
  else if (path.startsWith(`${own}static/`)) event.respondWith(newest(request, request));
});

async function fill() {
  const cache = await caches.open(NAME + VERSION);
  await cache.addAll([PAGE, ...FILES]);
}

async function tidy() {
  const mine = (await caches.keys()).filter((name) => name.startsWith(NAME));
  await Promise.all(mine.slice(0, -KEPT).map((name) => caches.delete(name)));
}

// What the park has, and what was kept where the park is not reached.
async function newest(request, name) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(NAME + VERSION);
    return (await cache.match(name)) ?? Response.error();
  }
}

// A file's name says what is in it, so the one that is kept is right.
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// News of the park, also while no page of the app is open; pressing it opens its page.
self.addEventListener("push", (event) => {
  const { title, body, path, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, data: { path } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data.path));
});

async function openPage(path) {
  const url = `${self.registration.scope}#/${path}`;
  const pages = await self.clients.matchAll({ type: "window" });
  const open = pages.find((page) => page.url.startsWith(self.registration.scope));
  if (!open) return self.clients.openWindow(url);
  await open.focus();
  return open.navigate(url);
}
