import { createSSRApp } from "vue";

import App from "./App.vue";
// #ifdef H5
import "./ui/layers"; // Hears Back before the router does.
// #endif

export function createApp() {
  return { app: createSSRApp(App) };
}
