"""The button that marks a message as misread, beside what the bot understood of it."""

from collections.abc import Mapping, Sequence

from desk.frame.beside import Beside
from desk.frame.call import Call
from models.conversations import Message


async def shown(call: Call, messages: Sequence[Message]) -> Mapping[int, Beside]:
    if not call.may("misread.mark"):
        return {}
    return {
        message.id: Beside(tools=call.piece("misread/_button.html", message=message))
        for message in messages
        if message.author == "tenant" and message.text and message.text.strip()
    }
