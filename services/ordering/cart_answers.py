"""Words about an order: answers to what we asked, and "要发票" whatever we said last.

We ask whom the invoice is for, whether to fill a cart again, whether it may cost that.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from services.conversations import decisions
from services.ordering import invoice_words, invoices


def command(text: str, asked: Mapping[str, Any]) -> str | None:
    """The command of the button that a text stands for. `asked` is the data of our question."""
    if asked["expects"] == "invoice":
        said = invoice_words.answer(text)
        return said.command() if said is not None else None
    if decisions.parse(text) and asked.get("order_no"):
        return "/reorder" + json.dumps({"order_no": asked["order_no"]})
    return None


def spending_command(text: str, order_no: str) -> str | None:
    """What is answered to an order above a company's limit; a no may say why."""
    return decisions.decision(
        text, {"order_no": order_no}, yes="approve_spending", no="deny_spending"
    )


async def volunteered(
    session: AsyncSession, conversation: Conversation, text: str, _now: datetime
) -> str | None:
    """The command of "要发票", whatever we said last, if there is an order that it can be for."""
    said = invoice_words.alone(text)
    if said is None or await invoices.order_meant(session, conversation) is None:
        return None
    return said.command()


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """`command`, as an answer to our question."""
    return command(text, asked.data)


def spending_answer(text: str, asked: Message, _now: datetime) -> str | None:
    order_no = asked.data.get("order_no")
    return spending_command(text, order_no) if isinstance(order_no, str) else None
