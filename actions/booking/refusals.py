"""Why a booking cannot be, in words."""

from actions.kit.turn import Turn
from services.accounting.accounts import LimitReached
from services.booking import rules, series
from services.booking.costs import AllowanceSpent
from services.booking.limits import CompaniesOnly, Struck, TooManyBookings
from services.kit.errors import Invalid, ParkError

SAID = (
    *(rules.NotBookable, rules.OffStep, rules.TooShort, rules.TooLong, rules.TooLate, rules.Past),
    *(rules.TooEarly, rules.OutOfHours, rules.TooMany, AllowanceSpent, Invalid),
    *(CompaniesOnly, Struck, TooManyBookings, LimitReached),
)
"""Of one booking."""
OF_SERIES = (*SAID, series.TooManySeries, series.NeedsApproval)


def why(turn: Turn, refused: ParkError) -> str:
    """Why it cannot be, by the error's code."""
    known = {name: str(value) for name, value in refused.details.items()}
    code = "booking_invalid" if isinstance(refused, Invalid) else refused.code
    return turn.text(f"cannot-{code.replace('_', '-')}", phone=turn.park.desk_phone, **known)
