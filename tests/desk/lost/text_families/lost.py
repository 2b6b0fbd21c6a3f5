"""Keys that the pages of lost property put together from a code."""

from desk.lost.queries import STATES
from desk.lost.words import ACTIONS
from services.lost import claims, kinds, lost

_STATUSES = {"reported"} | {rule.target for rule in lost.ACTIONS.values()}

FAMILIES: dict[str, set[str]] = {
    "lost-category-": set(kinds.CATEGORIES),
    "lost-colour-": set(kinds.COLOURS),
    "lost-kind-": {"lost", "found"},
    "lost-state-": set(STATES),
    "lost-status-": _STATUSES,
    "lost-match-": {"suggested"} | {rule.target for rule in claims.ANSWERS.values()},
    "lost-do-": set(ACTIONS),
    "lost-done-": {*ACTIONS, "agree", "refuse"},
    "lost-sure-": set(ACTIONS),
    "lost-field-person-": {"lost", "found"},
}
