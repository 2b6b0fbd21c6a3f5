import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const STATIC = fileURLToPath(new URL("./src/static", import.meta.url));

/** Writes `sw.js`, which keeps the app's own files on the device: the page, and what it is made of. */
export function shell(): Plugin {
  return {
    name: "parkline-shell",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      if (process.env["UNI_PLATFORM"] !== "h5") return;
      const pictures = readdirSync(STATIC, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => `static/${relative(STATIC, join(one.parentPath ?? one.path, one.name))}`);
      const files = [...Object.keys(bundle).filter((name) => name.startsWith("assets/")), ...pictures].sort();
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const source = readFileSync(fileURLToPath(new URL("./sw.js", import.meta.url)), "utf-8")
        .replace("__VERSION__", JSON.stringify(version))
        .replace("__FILES__", JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
