"""Words that stand for a command: an answer to what we asked, or a command in so many words.

Nothing of it is learned, and the bot does not hear them.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Message
from services.catalogue import volunteered
from services.conversations import choices, decisions, pointing, ratings
from services.ordering import cart_answers
from services.people import company_codes, link_codes, link_replies, link_words
from services.repair import answers
from services.visits import answers as visit_answers

RATED_WITHIN = timedelta(hours=24)
"""How long after we asked for one, words such as "4分，有点慢" are a rating."""

LINKED_WITHIN = link_codes.CODE_LASTS
"""How long after we asked whether to link, a yes in words is meant for that."""


async def typed_command(
    session: AsyncSession,
    conversation: Conversation,
    last: Message | None,
    text: str,
    now: datetime,
    *,
    numbered: bool,
) -> str | None:
    """What our last message asked for, typed: a button's title or number, or an answer in words.
    Else what is a command in so many words.

    `last`: news of the system that asks nothing does not end what we asked before it.
    """
    wanted = text.strip().casefold()
    for button in last.buttons if last else ():
        if button["title"].casefold() == wanted:
            return str(button["payload"])
    if last is not None and (answer := _answer(last, text, now) or _link_answer(last, text, now)):
        return answer
    if (chosen := choices.number(text)) is not None and numbered:
        buttons = last.buttons if last else []
        return str(buttons[chosen - 1]["payload"]) if chosen <= len(buttons) else None
    if last is not None and (
        meant := pointing.command(text, last.buttons, last.data.get("expects"))
    ):
        return meant
    return (
        link_words.command(text)
        or company_codes.command(text)
        or await cart_answers.volunteered(session, conversation, text)
        or await volunteered.command(session, conversation, text, now)
    )


def _answer(asked: Message, text: str, now: datetime) -> str | None:
    """The command that an answer in words stands for, where nothing has to be learned for it."""
    match asked.data:
        case {"expects": "rating", "about": str(about)} if now - asked.created_at <= RATED_WITHIN:
            return ratings.command(text, about)
        case {"expects": "repair_confirm", "ticket_no": str(ticket_no)}:
            return answers.command(text, ticket_no)
        case {"expects": "visit_approval", "visit_no": str(visit_no)}:
            return visit_answers.command(text, visit_no)
        case {"expects": "spending_approval", "order_no": str(order_no)}:
            return cart_answers.spending_command(text, order_no)
        case {"expects": "invoice" | "refill"}:
            return cart_answers.command(text, asked.data)
    return None


def _link_answer(asked: Message, text: str, now: datetime) -> str | None:
    """A yes or no to being linked, as long as that may be answered."""
    if asked.data.get("expects") != link_replies.EXPECTS_YES:
        return None
    meant = decisions.parse(text) if now - asked.created_at < LINKED_WITHIN else None
    return None if meant is None else str(asked.buttons[0 if meant else 1]["payload"])
