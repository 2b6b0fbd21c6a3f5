"""People on a simulated phone, who chat with an account of ours."""

import re
from dataclasses import dataclass, field

from aiohttp import ClientSession
from cryptography.fernet import Fernet
from sqlalchemy import select

from connectors.channels.base import TEXT_LIMIT
from connectors.channels.push import Pusher
from models.conversations import Message
from parkline.simulate.wechat import Simulator
from parkline.simulate.wechat.people import Bubble, Delivery
from parkline.simulate.wechat.phone import Phone
from tests.contract.channels import Receipt, Seen, code_of
from tests.contract.installation import Installation
from tests.kit.waiting import until

VAULT = Fernet(Fernet.generate_key())
_CHOICES = re.compile(r"\n\n(?P<list>(?:\d+\. .+\n)+)回复数字就能选。$")


@dataclass
class Account:
    """An account, on the platform and here."""

    installation: Installation
    simulator: Simulator
    pusher: Pusher
    http: ClientSession
    url: str
    """Of our callback."""

    async def settled(self) -> None:
        """Until nothing is being answered or sent."""
        raise NotImplementedError

    async def pushed(self) -> None:
        """Until nothing is being pushed."""
        async with self.installation.sessions() as session:
            ids = (await session.scalars(select(Message.conversation_id).distinct())).all()
        for id in ids:
            self.pusher.wake(id)
            await self.pusher.settled(id)

    async def said(self) -> list[tuple[str, str, str | None]]:
        """(text, status, outcome) of everything that we said."""
        return [(row.text, row.status, row.outcome) for row in await self._messages("out")]

    async def heard(self) -> list[Message]:
        return await self._messages("in")

    async def texts(self) -> list[str]:
        """What people wrote."""
        return [row.text for row in await self.heard()]

    async def _messages(self, direction: str) -> list[Message]:
        async with self.installation.sessions() as session:
            found = await session.scalars(
                select(Message).where(Message.direction == direction).order_by(Message.id)
            )
            return list(found)


@dataclass
class PhoneTenant:
    line: Account
    phone: Phone
    _seen: int = 0
    _ids: dict[str, int] = field(default_factory=dict)

    async def say(self, text: str, *, id: str | None = None) -> Receipt:
        world = self.phone.world
        msg_id = self._ids.setdefault(id, world.next_id()) if id else world.next_id()
        carried = "".join(c for c in text if c >= " " or c in "\t\n")  # All that XML can.
        before = len(self.phone.contact.bubbles)
        self.phone._opened("message")
        delivery = await self._deliver(msg_id, text, carried)
        assert delivery.outcome in ("replied", "silent"), delivery
        if len(text) > TEXT_LIMIT or self.line.installation.turns.paused:
            await self.line.settled()  # Where there is no passive answer it is pushed.
        for bubble in list(self.phone.contact.bubbles)[before:]:
            if bubble.side == "account" and (code := code_of(bubble.text)):
                return Receipt(code=code)
        return Receipt()

    async def _deliver(self, msg_id: int, text: str, carried: str) -> Delivery:
        content = {"MsgType": "text", "Content": carried, "MsgId": msg_id}
        return await self.phone._deliver(str(msg_id), text, content)

    async def press(self, seq: int, index: int) -> Receipt:
        return await self.say(str(index + 1))

    async def hear(self) -> Seen:
        async def said() -> bool:
            return self._next() is not None

        await until(said)
        bubble = self._next()
        assert bubble is not None
        self._seen += 1
        choices = _CHOICES.search(bubble.text)
        if choices is None:
            return Seen(0, bubble.text)
        titles = [line.partition(". ")[2] for line in choices["list"].splitlines()]
        return Seen(0, bubble.text[: choices.start()], tuple(titles))

    def _next(self) -> Bubble | None:
        said = [bubble for bubble in self.phone.contact.bubbles if bubble.side == "account"]
        return said[self._seen] if self._seen < len(said) else None

    async def send_garbage(self) -> None:
        for query, body in GARBAGE:
            async with self.line.http.post(self.line.url, params=query, data=body) as answer:
                assert 400 <= answer.status < 500, (answer.status, body[:80])


GARBAGE: list[tuple[dict[str, str], bytes]] = [
    ({}, b""),
    ({"signature": "0" * 40, "timestamp": "0", "nonce": "0"}, b"<xml/>"),
    ({"msg_signature": "0" * 40, "timestamp": "0", "nonce": "0"}, b"<xml/>"),
    ({"msg_signature": "\x00", "timestamp": "\xff", "nonce": ""}, b"\xff\xfe\x00"),
    ({}, b"<xml><Encrypt>AAAA</Encrypt></xml>"),
    ({}, b"{" * 10_000),
]
