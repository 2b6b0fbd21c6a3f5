import uni from "@dcloudio/vite-plugin-uni";
import { defineConfig } from "vite";

import { ownPictures } from "./own_pictures";
import { shell } from "./shell";

// The gateway serves the H5 build at /app and the API at /api; in development both are proxied to it.
export default defineConfig({
  base: "/app/",
  plugins: [uni(), ownPictures(), shell()],
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
