"""Keys that code or a template puts together from a code."""

from desk.quotes.shown import TONES
from services.events.states import Move
from services.quotes.quotes import ACTIONS, COVERAGES

_MOVES: dict[str, Move] = dict(ACTIONS)
FAMILIES: dict[str, set[str]] = {
    "quotes-coverage-": set(COVERAGES),
    "quotes-status-": {"sent", *(one.target for one in _MOVES.values())},
    "quotes-badge-": set(TONES),
    "quotes-error-": {"lines", "nobody-to-ask", "ticket-over", "quote-over"},
}
