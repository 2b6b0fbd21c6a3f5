import { createSSRApp } from "vue";

import App from "./App.vue";
// #ifdef H5
import "./ui/layers"; // Hears Back before the router does.
import { leaveUnknown } from "./ui/unknown";
// #endif

export function createApp() {
  // #ifdef H5
  leaveUnknown();
  window.addEventListener("hashchange", leaveUnknown);
  // #endif
  return { app: createSSRApp(App) };
}
