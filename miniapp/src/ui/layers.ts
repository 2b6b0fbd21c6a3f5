/**
 * What lies over a page: dialogs and sheets. Back closes the topmost, and the page stays.
 *
 * In a browser each layer has an entry of the history, which goes when the layer does. WeChat's Back leaves the page.
 */
interface Layer {
  shut: () => void;
}

const layers: Layer[] = [];
let gone: (() => void) | undefined;

/** Lay something over the page; `shut` is called when Back takes it away. */
export function lay(shut: () => void): Layer {
  const layer = { shut };
  layers.push(layer);
  // #ifdef H5
  history.pushState({ ...history.state, layer: layers.length }, "");
  // #endif
  return layer;
}

/** Take a layer away that closes by itself; then the app may go to another page. */
export async function lift(layer: Layer): Promise<void> {
  const at = layers.indexOf(layer);
  if (at < 0) return;
  layers.splice(at, 1);
  // #ifdef H5
  await new Promise<void>((resolve) => {
    gone = resolve;
    history.back();
  });
  // #endif
}

/** The page goes, and the layer with it: where the history is by now is not known. */
export function forsake(layer: Layer): void {
  const at = layers.indexOf(layer);
  if (at >= 0) layers.splice(at, 1);
}

/** What Escape does. */
export function back(): boolean {
  if (layers.length === 0) return false;
  // #ifdef H5
  history.back();
  // #endif
  return true;
}

// #ifdef H5
// Before the router hears of it: the page is the same.
window.addEventListener(
  "popstate",
  (event) => {
    const waiting = gone;
    gone = undefined;
    const layer = waiting ? undefined : layers.pop();
    if (!waiting && !layer) return;
    event.stopImmediatePropagation();
    layer?.shut();
    waiting?.();
  },
  true,
);
// #endif
