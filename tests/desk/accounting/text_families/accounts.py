"""Keys that the pages of accounts put together from a code."""

from desk.accounting.answering import ANSWERS
from desk.accounting.statement import COLUMNS

FAMILIES: dict[str, set[str]] = {
    "accounts-answered-": {*ANSWERS, "failed"},
    "accounts-column-": set(COLUMNS),
    "accounts-kind-": {"charge", "refund"},
}
