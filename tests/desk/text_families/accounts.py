"""Keys that the pages of accounts put together from a code."""

from desk.pages.accounts.answering import ANSWERS
from desk.pages.accounts.statement import COLUMNS

FAMILIES: dict[str, set[str]] = {
    "accounts-answered-": {*ANSWERS, "failed"},
    "accounts-column-": set(COLUMNS),
    "accounts-kind-": {"charge", "refund"},
}
