"""What people in danger are told outside of a turn: what to do, a question, what was done.

Each is told in the conversation's language; the park's numbers stand in `data` as links.
"""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.park import Park
from models.tickets import Ticket
from services.conversations.commands import command
from services.conversations.conversations import Reply
from services.danger import kinds
from services.danger.signs import Heard
from services.park import places
from services.texts import say

EXPECTED = "danger"
"""What a message expects that asks whether it is happening."""
SELF_HARM = "self_harm"


def advice(park: Park, language: str, kind: str) -> Reply:
    """What to do at once."""
    numbers = kinds.phones(park)
    text = say(language, kinds.advice_key(kind), **numbers, **kinds.several(park, language))
    return Reply(text, data={"phones": sorted(set(numbers.values()))})


def question(
    park: Park, language: str, kind: str, sign_id: int, *, introduced: str = "", **about: Any
) -> Reply:
    """Whether it is happening: two buttons and a minute. `about` is kept with the question for
    whoever reads the answer; `introduced` says what is asked about where that is not the message
    before."""
    numbers = kinds.phones(park)
    asked = say(language, "danger-ask", kind=kind)
    minute = say(language, "danger-ask-minute", **numbers)
    return Reply(
        "\n".join(filter(None, (introduced, asked, minute))),
        [
            {
                "title": say(language, "button-danger-yes"),
                "payload": str(command("danger_yes", sign=sign_id)),
            },
            {
                "title": say(language, "button-danger-no"),
                "payload": str(command("danger_no", sign=sign_id)),
            },
        ],
        {
            "expects": EXPECTED,
            "danger": {"sign": sign_id, **about},
            "phones": sorted(set(numbers.values())),
        },
    )


async def raised(
    session: AsyncSession, conversation: Conversation, ticket: Ticket, heard: Heard
) -> Reply:
    """That staff know of it, where, and what it was taken for."""
    language = conversation.language
    if heard.kind == SELF_HARM:
        text = say(language, "danger-self-harm-raised", ticket_no=ticket.ticket_no)
        return Reply(text, data={"ticket_no": ticket.ticket_no})
    names = await places.building_names(session, ticket.park_id, language)
    where = places.describe(ticket, names, language) or say(language, "danger-where-open")
    what = (
        say(language, f"category-{ticket.category}")
        if ticket.category != "other"
        else say(language, "danger-what", kind=heard.kind)
    )
    text = say(language, "repair-critical", ticket_no=ticket.ticket_no, category=what, where=where)
    return Reply(text, data={"ticket_no": ticket.ticket_no})
