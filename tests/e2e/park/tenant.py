"""A tenant who talks to the real bot, at a time of the test's choosing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from models.catalogue import Item
from models.conversations import Message
from models.ordering import Order
from parkline.scratch import state as scratch_state
from parkline.scratch.console import Console
from parkline.scratch.scratch import Scratch
from services.conversations import conversations, receiving
from services.conversations.receiving import ButtonRef


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back for one message."""

    texts: list[str]
    buttons: list[str]
    """Titles, of all messages."""
    cart: dict[str, int]
    """Chinese names and quantities, as the last message with a cart has them."""
    total: int | None
    expects: str | None
    faqs: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


class Tenant:
    """Says something every twenty seconds, from `at` on."""

    def __init__(self, park: Scratch, at: str) -> None:
        self._park = park
        self._console = Console(park.core, park.clock)
        self._user = uuid4().hex
        self._now = datetime.fromisoformat(at)

    async def says(self, text: str, *, at: str | None = None) -> Heard:
        self._now = datetime.fromisoformat(at) if at else self._now + timedelta(seconds=20)
        return _heard(await self._console.turn(self._user, text, self._now))

    async def presses(self, title: str) -> Heard:
        """Press the latest button of that title."""
        self._park.clock.moment = self._now = self._now + timedelta(seconds=20)
        core = self._park.core
        async with core.sessions.begin() as session:
            conversation = await conversations.open_conversation(
                session, core.park.id, channel="console", external_id=self._user, now=self._now
            )
            shown = await conversations.latest(session, conversation)
            button = _find(shown, title)
            received = await receiving.receive(
                session,
                conversation,
                external_id=uuid4().hex,
                text=title,
                button=button,
                now=self._now,
            )
        core.turns.wake(conversation.park_id, conversation.id)
        await core.turns.settled(conversation.park_id, conversation.id)
        async with core.sessions() as session:
            rows = await conversations.since(session, conversation, received.message.seq)
        return _heard(
            [{"text": r.text, "buttons": r.buttons, "data": r.data} for r in rows if _ours(r)]
        )

    async def orders(self) -> list[dict[str, Any]]:
        """Every order that was placed, oldest first."""
        conversation = await self._console.conversation(self._user)
        async with self._park.core.sessions() as session:
            state = await scratch_state.show(session, conversation)
        orders: list[dict[str, Any]] = state["orders"]
        return orders

    async def completed(self, order_no: str) -> None:
        """As if the vendor had handed the order over."""
        async with self._park.core.sessions.begin() as session:
            order = await session.scalar(select(Order).where(Order.order_no == order_no))
            assert order is not None
            order.status = "completed"

    async def stock(self, code: str, pieces: int) -> None:
        """What the kitchen has left of a dish."""
        async with self._park.core.sessions.begin() as session:
            item = await session.scalar(select(Item).where(Item.code == code))
            assert item is not None
            item.stock = pieces


def _ours(row: Message) -> bool:
    return row.direction == "out"


def _find(shown: list[Message], title: str) -> ButtonRef:
    for message in sorted(shown, key=lambda message: message.seq, reverse=True):
        for index, button in enumerate(message.buttons):
            if button["title"] == title:
                return ButtonRef(message.seq, index)
    raise AssertionError(f"no button {title!r}")


def _heard(replies: list[dict[str, Any]]) -> Heard:
    carts = [r["data"]["cart"] for r in replies if "cart" in r["data"]]
    lines = carts[-1]["lines"] if carts else []
    return Heard(
        texts=[r["text"] for r in replies],
        buttons=[button["title"] for r in replies for button in r["buttons"]],
        cart={line["item_zh"]: line["quantity"] for line in lines},
        total=carts[-1]["total"] if carts else None,
        expects=next(
            (r["data"]["expects"] for r in reversed(replies) if "expects" in r["data"]), None
        ),
        faqs=[r["data"]["faq"] for r in replies if "faq" in r["data"]],
    )
