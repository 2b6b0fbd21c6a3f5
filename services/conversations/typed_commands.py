"""Words that stand for a command: an answer to what we asked, or a command in so many words.

Nothing of it is learned, and the bot does not hear them.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.conversations import Conversation, Message
from services.conversations import choices, pointing
from services.conversations.questions import asked_for
from services.conversations.words import Words
from services.kit.plugins import found


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
    if last is not None and (answer := _answer(last, text, now)):
        return answer
    if (chosen := choices.number(text)) is not None and numbered:
        buttons = last.buttons if last else []
        return str(buttons[chosen - 1]["payload"]) if chosen <= len(buttons) else None
    if last is not None and (
        meant := pointing.command(text, last.buttons, last.data.get("expects"))
    ):
        return meant
    return await _unasked(session, conversation, text, now)


def _answer(asked: Message, text: str, now: datetime) -> str | None:
    """The command that an answer in words stands for, where nothing has to be learned for it."""
    question = str(asked_for(asked.data))
    for one in found(services, Words):
        if question in one.answers:
            return one.answers[question](text, asked, now)
    return None


async def _unasked(
    session: AsyncSession, conversation: Conversation, text: str, now: datetime
) -> str | None:
    """A command in so many words, else what volunteers something."""
    brought = found(services, Words)
    for one in brought:
        if one.alone is not None and (command := one.alone(text)):
            return command
    for one in brought:
        if one.volunteered is not None and (
            command := await one.volunteered(session, conversation, text, now)
        ):
            return command
    return None
