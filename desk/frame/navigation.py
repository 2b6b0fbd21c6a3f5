"""The areas of the side bar, in order, and who sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

PATHS: web.AppKey[frozenset[str]] = web.AppKey("desk_paths", frozenset)
"""Those that have a page: an area that is not there yet is not shown."""


@dataclass(frozen=True, slots=True)
class Tab:
    """`key` is its icon, and the end of its text's key."""

    key: str
    path: str
    needs: frozenset[str]
    """Any of these."""
    letter: str = ""
    """Of its shortcut, where it is not the key's first."""

    @property
    def shortcut(self) -> str:
        return f"g {self.letter or self.key[0]}"


TABS = (
    Tab("inbox", "/inbox", frozenset({"inbox.read"})),
    Tab("visitors", "/visitors", frozenset({"visitors.read"})),
    Tab("tickets", "/tickets", frozenset({"tickets.read"})),
    Tab("dangers", "/dangers", frozenset({"dangers.read"}), "x"),
    Tab("orders", "/orders", frozenset({"orders.read"}), "d"),
    Tab("accounts", "/accounts", frozenset({"accounts.read"}), "c"),
    Tab("reports", "/reports", frozenset({"reports.read"})),
    Tab("audit", "/audit", frozenset({"audit.read"})),
    Tab(
        "operate",
        "/operate",
        frozenset(
            {
                "operate.catalogue",
                "operate.calendar",
                "operate.faq",
                "operate.announcements",
                "operate.lockers",
                "operate.vendors",
                "operate.staff",
                "operate.sla",
                "operate.retention",
                "operate.visitors",
                "operate.danger",
            }
        ),
    ),
)


def tabs(permissions: Iterable[str], app: web.Application) -> list[Tab]:
    held = frozenset(permissions)
    return [tab for tab in TABS if tab.needs & held and tab.path in app[PATHS]]
