"""What answers an offer in so many words: "第一个就行", "A座301那间", "the second one", "yes"."""

from datetime import datetime

from models.conversations import Message
from services.conversations import decisions, pointing

OFFERED = "booking_offer"
"""What a message asks that shows things which are free (services.conversations.questions)."""
_PICKS = "/pick_booking"
_HERE = frozenset(
    {
        *(
            "签到",
            "会议室签到",
            "我来签到",
            "我要签到",
            "我们到会议室了",
            "我到会议室了",
            "到会议室了",
        ),
        *("check in", "check me in", "checking in", "check in please", "check in to my room"),
        *("we're in the room", "we are in the room", "i'm in the room", "i am in the room"),
    }
)
_ENDS = " \t\n.。!！,，~～"


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The command of the offer that is meant; a plain yes takes the first, which is what comes
    nearest, and can be given back for as long as the confirmation says."""
    buttons = asked.buttons or []
    if meant := pointing.command(text, buttons, "which"):
        return meant
    offers = [one["payload"] for one in buttons if str(one["payload"]).startswith(_PICKS)]
    return str(offers[0]) if offers and decisions.parse(text) else None


def alone(text: str) -> str | None:
    """Checking in, in so many words: whoever is in their room says so, and keeps it."""
    said = text.strip(_ENDS).casefold().replace("’", "'")
    return "/check_in_booking" if said in _HERE else None
