"""What selling hours brings along."""

from services.booking.charging import Charges
from services.events.follows import Follows, of
from services.hire import charges, following, park_file, personal, prices, rights
from services.kit.personal import Personal
from services.ordering.events import (
    OrderCancelled,
    OrderCancelRequested,
    OrderExpired,
    OrderPlaced,
    OrderRejected,
    PaymentDisputed,
    PaymentExpired,
    PaymentWithdrawn,
)

RANK = 56
BRINGS = (
    Charges(prices.of_hour, charges.of, charges.order, charges.held_until, charges.follow),
    Follows(
        "free the time that was booked with it",
        of(OrderCancelled, OrderRejected, OrderExpired),
        run=following.free_time,
    ),
    Follows("keep the time that is paid for", of(OrderPlaced), run=following.keep),
    Follows(
        "free the time that nobody paid for",
        of(PaymentExpired, PaymentWithdrawn, PaymentDisputed),
        run=following.let_go,
    ),
    Follows("give up what was booked with it", of(OrderCancelRequested), run=following.cancel),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    rights.RIGHTS,
    *park_file.SECTIONS,
)
