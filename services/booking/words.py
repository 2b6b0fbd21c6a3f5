"""What answers an offer in so many words: "第一个就行", "A座301那间", "the second one", "yes"."""

from datetime import datetime

from models.conversations import Message
from services.conversations import decisions, pointing

OFFERED = "booking_offer"
"""What a message asks that shows things which are free (services.conversations.questions)."""
_PICKS = "/pick_booking"


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The command of the offer that is meant; a plain yes takes the first, which is what comes
    nearest, and can be given back for as long as the confirmation says."""
    buttons = asked.buttons or []
    if meant := pointing.command(text, buttons, "which"):
        return meant
    offers = [one["payload"] for one in buttons if str(one["payload"]).startswith(_PICKS)]
    return str(offers[0]) if offers and decisions.parse(text) else None
