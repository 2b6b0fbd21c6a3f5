"""Keys that the visitors' pages put together from a code."""

from desk.visits.acting import ACTIONS
from services.visits import visits
from services.visits.blocks import KINDS
from services.visits.hosting import LIMITS

ASKED = {"approve", "deny", "cancel"}

FAMILIES: dict[str, set[str]] = {
    "visitors-group-": {"inside", "coming", "done"},
    "visitors-kind-": set(LIMITS),
    "visitors-status-": {"requested"} | {rule.target for rule in visits.ACTIONS.values()},
    "visitors-do-": set(ACTIONS),
    "visitors-done-": set(ACTIONS),
    "visitors-sure-": ASKED,
    "visitors-sure-hint-": ASKED,
    "visitors-went-": {"in", "out"},
    "visitors-block-kind-": set(KINDS),
}
