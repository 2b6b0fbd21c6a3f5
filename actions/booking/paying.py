"""Hours paid by WeChat Pay, begun in the chat: the money itself moves in the mini-program."""

from typing import Any

from actions.booking import view
from actions.kit.turn import Turn
from models.booking import Booking
from services.booking import charging
from services.people import identities
from services.texts import when

WECHAT_PAY = "wechat_pay"
INSIDE = ("wechat", "miniprogram")
"""Channels whose messages open pages of the mini-program; elsewhere one finds the way oneself."""
PAGE = "pages/booking/detail"


async def can_pay(turn: Turn) -> bool:
    """Whether who speaks is known to the mini-program, which alone can ask for the money."""
    if turn.links.pay_in(turn.park_id) is None:
        return False
    person = turn.conversation.person_id
    return await identities.comes_by_wechat(turn.session, turn.park_id, person)


async def chosen(turn: Turn, about: dict[str, Any]) -> str | None:
    """How a button that was pressed has it paid; None: as is usual."""
    wanted = about.get("payment") == WECHAT_PAY and await can_pay(turn)
    return WECHAT_PAY if wanted else None


async def unpaid(turn: Turn, booking: Booking) -> tuple[str, dict[str, Any]]:
    """What is said of a booking that is held until it is paid: until when, and where; and what the
    message carries so that it opens that page."""
    due = await charging.of(turn.session, booking)
    assert due is not None
    assert due.pay_by is not None
    inside = turn.conversation.channel in INSIDE
    sum_ = turn.money(due.amount, turn.park.currency)
    text = turn.text(
        "booking-unpaid" if inside else "booking-unpaid-elsewhere",
        **await view.about(turn, booking),
        sum=sum_,
        until=when.span(due.pay_by, None, turn.language, turn.now, turn.zone),
    )
    return text, _opens(turn, booking, turn.text("booking-go-pay", sum=sum_))


def _opens(turn: Turn, booking: Booking, title: str) -> dict[str, Any]:
    found = turn.links.pay_in(turn.park_id)
    if found is None or turn.conversation.channel not in INSIDE:
        return {}
    page = f"{PAGE}?no={booking.booking_no}"
    url = f"{found.web_url}#/{page}"
    return {"opens": {"appid": found.appid, "page": page, "title": title, "url": url}}
