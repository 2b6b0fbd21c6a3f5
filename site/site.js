// What scrolls sideways, keys can scroll, too: wide tables, which the theme wraps once its own script has run, and code,
// which the theme makes reachable some time after the page was shown.
const reach = () =>
  document.querySelectorAll(":is(.md-typeset__scrollwrap, pre > code):not([tabindex])").forEach((box) => {
    box.tabIndex = 0;
  });
new MutationObserver(reach).observe(document.documentElement, { childList: true, subtree: true });
