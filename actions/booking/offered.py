"""What was offered, and waiting for what is taken: by the button, or in words."""

import json
from datetime import datetime
from typing import Any

from actions.booking import view
from actions.booking.now import before, does
from actions.booking.settling import WISHED
from actions.kit.turn import Turn
from services.booking import plainly, reading, shelf, waiting
from services.booking.booking import Asked
from services.booking.free import Offer
from services.booking.reading import Wants
from services.kit.errors import ParkError

_WAITS = "wait_booking"


async def offer_of(turn: Turn, about: Any) -> Offer | None:
    """What a button names; None for what is none of ours."""
    if not isinstance(about, dict):
        return None
    try:
        starts_at, ends_at = (
            datetime.fromisoformat(str(about[name])) for name in ("starts", "ends")
        )
    except (KeyError, ValueError):
        return None
    row = await shelf.by_code(turn.session, turn.park_id, str(about.get("resource")))
    if row is None or starts_at.tzinfo is None or ends_at.tzinfo is None:
        return None
    thing = await shelf.thing(turn.session, turn.park, row.id, now=turn.now)
    return Offer(thing, starts_at, ends_at)


async def wait(turn: Turn, about: Any) -> None:
    """Be told when it is free."""
    offer = await offer_of(turn, about)
    if offer is None:
        turn.tell(turn.text("booking-offer-over"))
        return
    asked = Asked(offer.thing, offer.starts_at, offer.ends_at, about.get("headcount"))
    try:
        await waiting.wait(
            turn.session,
            await view.me(turn),
            asked,
            any_thing=bool(about.get("any")),
            conversation=turn.conversation,
            now=turn.now,
        )
    except waiting.TooManyWaits as many:
        turn.tell(turn.text("booking-too-many-waits", limit=many.details["limit"]))
    except ParkError:
        turn.tell(turn.text("booking-offer-over"))
    else:
        told = await turn.last_told()
        said = turn.text("booking-waits", when=view.when(turn, offer))
        turn.tell(said, booking_wish=told.get(WISHED), booking_waits=True)


def _asks_to_be_told(turn: Turn) -> bool:
    return plainly.asks_to_be_told(turn.said.text) or does(turn) == "wait"


async def wait_as_said(turn: Turn) -> bool:
    """Whether what is taken was shown, and the message wants to be told when it is free. The bot
    has heard it, and no danger in it."""
    if turn.said.danger.get("zone") not in {None, "none"}:
        return False
    told, buttons = await turn.last_told_with_buttons()
    if turn.said.pressed or not _asks_to_be_told(turn):
        return False
    if told.get("booking_waits") and reading.wants_to(Wants.WAITS, turn.said.text):
        return False  # It is asked what they wait for.
    if told.get("booking_waits"):
        turn.tell(turn.text("booking-will-tell"), **told)
        return True
    former = [one for _, those in await before(turn) for one in those] if not buttons else []
    for one in [*buttons, *former]:
        name, brace, rest = one["payload"].removeprefix("/").partition("{")
        if name == _WAITS:
            await wait(turn, json.loads(brace + rest).get("booking_offer"))
            return True
    return False
