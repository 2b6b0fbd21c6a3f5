"""What a booking costs, said before it does, and afterwards."""

from collections.abc import Mapping
from typing import Any

from actions.booking import view
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import charging, telling
from services.booking.costs import CostsMore
from services.booking.free import Offer
from services.conversations.commands import Command
from services.kit.money import format_money

ASKED = "booking_change_cost"
"""What a yes to moving or lengthening for so much settles."""


async def told(turn: Turn, booking: Booking) -> list[str]:
    """What of it is to be paid; nothing where it is free."""
    if not booking.charged_min:
        return []
    over = telling.minutes(booking.charged_min, turn.language)
    found = await charging.of(turn.session, booking)
    if found is None:
        return [turn.text("booking-charged", over=over)]
    amount = format_money(found.amount, turn.park.currency, turn.language)
    return [turn.text("booking-charged-sum", over=over, amount=amount, payment=found.payment)]


async def ask(
    turn: Turn, booking: Booking, offer: Offer, more: CostsMore, again: Mapping[str, Any]
) -> None:
    """What another time or length would cost; a yes does it. `again`: the deed that does it."""
    deed = dict(again) | {"pays": int(more.details["minutes"])}
    if more.details.get("amount") is not None:
        deed["amount"] = int(more.details["amount"])
    payload = Command("booking_deed", {"booking_deed": deed})
    turn.tell(
        view.costs(turn, offer, more, changes=True),
        buttons=[button(turn.text("button-booking-change-pays"), payload)],
        settles=ASKED,
        booking_deed=deed,
        **view.data(booking),
    )


def agreed(about: Mapping[str, Any]) -> dict[str, int | None]:
    """What they have agreed to pay, by a button: minutes, and the sum."""
    amount = about.get("amount")
    return {
        "pays_min": int(about.get("pays") or 0),
        "pays": None if amount is None else int(amount),
    }
