"""Why a booking cannot be, in words."""

from datetime import datetime, timedelta

from actions.kit.turn import Turn
from services.accounting.accounts import LimitReached
from services.booking import rules, series, telling
from services.booking.costs import AllowanceSpent
from services.booking.limits import CompaniesOnly, Struck, TooManyBookings
from services.kit.errors import Invalid, ParkError
from services.texts import when

SAID = (
    *(rules.NotBookable, rules.OffStep, rules.TooShort, rules.TooLong, rules.TooLate, rules.Past),
    *(rules.TooEarly, rules.OutOfHours, rules.TooMany, AllowanceSpent, Invalid),
    *(CompaniesOnly, Struck, TooManyBookings, LimitReached),
)
"""Of one booking."""
_MINUTES = frozenset({"minutes", "step", "left"})
"""Details that are lengths."""
OF_SERIES = (*SAID, series.TooManySeries, series.NeedsApproval)


def why(turn: Turn, refused: ParkError, starts_at: datetime | None = None) -> str:
    """Why it cannot be, by the error's code; of what is too far ahead, from when it can be."""
    known = {
        name: telling.minutes(int(value), turn.language) if name in _MINUTES else str(value)
        for name, value in refused.details.items()
    }
    if isinstance(refused, rules.TooEarly) and starts_at is not None:
        opens = starts_at.astimezone(turn.zone) - timedelta(days=int(refused.details["days"]))
        known["opens"] = when.day(opens, turn.language, turn.now, turn.zone)
    known.setdefault("opens", "none")
    known.setdefault("open", "none")
    code = "booking_invalid" if isinstance(refused, Invalid) else refused.code
    return turn.text(f"cannot-{code.replace('_', '-')}", phone=turn.park.desk_phone, **known)
