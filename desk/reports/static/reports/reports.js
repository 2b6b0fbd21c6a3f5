// Says that there is news instead of moving what somebody reads.

const refresh = document.querySelector("[data-refresh]");
const NEWS = ["desk:conversation", "desk:message", "desk:ticket", "desk:order"];

function say() {
  if (refresh.hasAttribute("data-stale")) return;
  refresh.setAttribute("data-stale", "");
  refresh.querySelector("[role=status]").textContent = refresh.dataset.news;
}

if (refresh) for (const name of NEWS) document.body.addEventListener(name, say);
