import type { Plugin } from "vite";

const FOREIGN_PICTURE = /url\(["']?https?:[^)]*\)/g;

/**
 * Takes pictures of other hosts out of the stylesheets: the framework's preloads one from its maker's
 * network three seconds after each page, which our content policy blocks and the browser reports.
 */
export function ownPictures(): Plugin {
  return {
    name: "parkline-own-pictures",
    enforce: "pre",
    transform(code, id) {
      return /\.css(\?|$)/.test(id) ? code.replace(FOREIGN_PICTURE, "none") : undefined;
    },
  };
}
