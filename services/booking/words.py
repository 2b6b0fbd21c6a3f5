"""What answers an offer in so many words: "第一个就行", "A座301那间", "the second one", "yes"."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.booking import of_people, plainly, presence
from services.conversations import decisions, pointing
from services.conversations.commands import command

OFFERED = "booking_offer"
"""What a message asks that shows things which are free (services.conversations.questions)."""
WHICH = {"do": "which"}
_PICKS, _WAITS = "/pick_booking", "/wait_booking"
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
    """The command of the offer that is meant. A plain yes takes it where it is the only one; of
    several it is asked which."""
    buttons = asked.buttons or []
    if meant := pointing.command(text, buttons, "which"):
        return meant
    if plainly.only_asks_to_be_told(text):
        waits = [one["payload"] for one in buttons if str(one["payload"]).startswith(_WAITS)]
        if waits:
            return str(waits[0])
    offers = [one["payload"] for one in buttons if str(one["payload"]).startswith(_PICKS)]
    if not offers or not (decisions.parse(text) or plainly.takes_it(text)):
        return None
    return str(offers[0]) if len(offers) == 1 else str(command("booking_deed", booking_deed=WHICH))


def alone(text: str) -> str | None:
    """Checking in, in so many words: whoever is in their room says so, and keeps it."""
    said = text.strip(_ENDS).casefold().replace("’", "'")
    return "/check_in_booking" if said in _HERE else None


async def volunteered(
    session: AsyncSession, conversation: Conversation, text: str, now: datetime
) -> str | None:
    """That somebody is in their room, of who has one now. What says more is left to the bot, which
    listens for danger."""
    if not plainly.somebody_is_in_there(text):
        return None
    mine = await of_people.of_person(session, conversation.park_id, conversation.person_id)
    near = [one for one in mine if one.starts_at - presence.EARLY <= now < one.ends_at]
    return str(command("booking_deed", booking_deed={"do": "dispute"})) if near else None
