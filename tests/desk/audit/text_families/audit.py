"""Keys that the audit log puts together from a code."""

from desk.audit.entries import COLUMNS
from desk.audit.words import kinds
from services.staff import looks

ACTIONS = {"person-link", "person-unlink"}
"""noun.verb, with a dash. Those of areas stand with them."""
FIELDS = {
    "name",
    "name_zh",
    "name_en",
    "active",
    "weekdays",
    "starts",
    "ends",
    "kind",
    "status",
    "language",
    "phone",
    "day",
    "other",
    "other_company",
    "how",
    "reason",
    "company",
    "people",
    "entries_count",
}

FAMILIES: dict[str, set[str]] = {
    "audit-kind-": set(kinds()),
    "audit-action-": ACTIONS | {action.replace(".", "-") for action in looks.actions()},
    "audit-what-": {"changes", "looks", "all"},
    "audit-field-": FIELDS,
    "audit-column-": set(COLUMNS),
    "audit-how-": {"code", "union", "phone"},
    "audit-status-": {"active", "disabled"},
    "audit-language-": {"zh", "en"},
}
