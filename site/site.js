// The theme wraps wide tables in boxes that scroll, once its own script has run: keys can scroll them, too.
const reach = () =>
  document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])").forEach((box) => {
    box.tabIndex = 0;
  });
new MutationObserver(reach).observe(document.documentElement, { childList: true, subtree: true });
