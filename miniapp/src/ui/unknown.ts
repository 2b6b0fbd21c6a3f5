/** In a browser: an address that is no page leads to the first page. The framework shows nothing there. */
declare const __uniRoutes: { path: string }[];

export function leaveUnknown(): void {
  const path = location.hash.replace(/^#/, "").split("?")[0] || "/";
  const known = path === "/" || __uniRoutes.some((one) => one.path === path || `/${one.path.replace(/^\//, "")}` === path);
  if (!known) location.replace(`${location.pathname}#/`);
}
