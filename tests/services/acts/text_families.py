"""Keys that code puts together from a reason for which nothing fits, or from a field."""

from services.acts.steps import Why

FAMILIES = {
    "act-refused-": {*(str(why).replace("_", "-") for why in Why), "no-answer", "not-possible"},
    "act-which-": {"cancel", "urge"},
    "act-ask-": {"place", "when", "until", "headcount"},
}
"""The reasons of `steps.Why`, and the two that actions add; the acts that ask in words of their own
which one is meant; the fields that may refer to something that does not stand
(`relative.Settled.unsettled`)."""
