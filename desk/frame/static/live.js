// The stream: one EventSource for the page. What comes is raised on document.body as desk:ticket, desk:said
// and so on, by the kinds that the page names; `event.detail` is the data.

const KINDS = document.querySelector('meta[name="desk-kinds"]').content.split(" ");
const HIDDEN_MS = 60_000;
const AGAIN_MS = 3_000;

let source = null;
let position = document.querySelector('meta[name="desk-position"]').content;
let interrupted = false;
let keeps = false;
let timer = 0;

function open() {
  clearTimeout(timer);
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(`/desk/stream?after=${encodeURIComponent(position)}`);
  source.addEventListener("open", opened);
  source.addEventListener("error", failed);
  source.addEventListener("reset", () => location.reload());
  for (const kind of KINDS) source.addEventListener(kind, (event) => raise(kind, event));
}

function opened() {
  show("live");
  // What has no row was not kept for us: let whoever listens look again.
  if (interrupted) tell("said", { conversation: null });
  interrupted = false;
}

function failed() {
  interrupted = true;
  show("reconnecting");
  if (source.readyState === EventSource.CLOSED) timer = setTimeout(comeBack, AGAIN_MS);
}

// The browser gives up on an answer that is no stream: signed out, or the gateway restarts.
async function comeBack() {
  const answer = await fetch("/desk/account", { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status === 401) location.reload();
  else open();
}

function raise(kind, event) {
  if (event.lastEventId) position = event.lastEventId;
  tell(kind, JSON.parse(event.data));
}

function tell(kind, detail) {
  document.body.dispatchEvent(new CustomEvent(`desk:${kind}`, { detail }));
}

function show(state) {
  for (const element of document.querySelectorAll("[data-connection]")) {
    element.dataset.state = state;
    element.textContent = element.dataset[state];
    element.title = element.dataset[state];
  }
}

// A browser opens few connections to one host: hidden pages leave the stream and catch up when they
// are looked at again; only one of them stays, for what rings in the background.
document.addEventListener("visibilitychange", () => {
  if (document.hidden && !keeps) timer = setTimeout(() => source?.close(), HIDDEN_MS);
  else open();
});
navigator.locks?.request("parkline-desk", () => {
  keeps = true;
  return new Promise(() => {});
});

addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && open());
open();
