"""Keys that the page of introductions puts together from a code."""

from services.network.introductions import ANSWERS

FAMILIES: dict[str, set[str]] = {
    "introductions-error-": {"already-answered"},
    "introductions-status-": {"sent", "recalled", *ANSWERS},
    "introductions-do-": set(ANSWERS),
    "introductions-done-": set(ANSWERS),
}
