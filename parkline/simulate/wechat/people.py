"""The people who use the platform, and what their phones show."""

import hashlib
import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from parkline.simulate.wechat.config import App
from parkline.simulate.wechat.ledger import Ledger

Side = Literal["person", "account", "system"]
Via = Literal["", "passive", "push", "template", "subscribe"]
KEPT = 200
ANSWERED = ("replied", "silent", "malformed")
"""Verdicts after which a message is not delivered again."""

_bubbles = itertools.count(1)


@dataclass
class Bubble:
    """Something that a phone shows. `data` belongs to the kind."""

    side: Side
    kind: str
    text: str
    at: datetime
    via: Via = ""
    data: dict[str, Any] = field(default_factory=dict)
    id: int = field(default_factory=lambda: next(_bubbles))


@dataclass
class Attempt:
    """One time that a message was delivered."""

    number: int
    at: datetime
    ms: int = 0
    verdict: str = "waiting"
    """replied, silent, malformed, late, unreachable, status, or waiting."""
    detail: str = ""


@dataclass
class Delivery:
    """One message or event of a person, from the first attempt to its end."""

    id: str
    about: str
    at: datetime
    fields: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)
    outcome: str = "pending"
    """replied, silent, malformed, failed, suspended, nowhere, or pending."""

    @property
    def unanswered(self) -> bool:
        return all(attempt.verdict not in ANSWERED for attempt in self.attempts)

    def conclude(self) -> None:
        """The best of what the attempts came to."""
        verdicts = {attempt.verdict for attempt in self.attempts}
        self.outcome = next((one for one in ANSWERED if one in verdicts), "failed")


@dataclass
class Contact:
    """One person as one account knows them."""

    app: App
    person: str
    openid: str
    unionid: str
    follows: bool = False
    followed_at: datetime | None = None
    scene: str = ""
    """Of the QR code by which they followed."""
    typing: bool = False
    heard_at: datetime | None = None
    phone: str = ""
    ledger: Ledger = field(default_factory=Ledger)
    accepted: dict[str, int] = field(default_factory=dict)
    """Subscription messages that they still take, by template."""
    bubbles: deque[Bubble] = field(default_factory=lambda: deque(maxlen=KEPT))
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))

    def texts(self, side: Side = "account") -> list[str]:
        """What was said by one side, the oldest first."""
        return [bubble.text for bubble in self.bubbles if bubble.side == side]


def make_contact(app: App, person: str) -> Contact:
    """The same person has the same ids each time, another one in each account."""
    if app.kind == "wecom":
        return Contact(app, person, openid=person, unionid="", follows=True)
    phone = "138" + str(int(_digest(f"phone {person}")[:8], 16))[-8:].rjust(8, "0")
    openid = _id(f"{app.appid} {person}")
    if app.kind == "kf":
        openid = "wm" + openid
    return Contact(app, person, openid=openid, unionid=_id(f"union {person}"), phone=phone)


def _id(of: str) -> str:
    """28 characters as the platform's ids have, beginning with an o."""
    return "o" + _digest(of)[:27]


def _digest(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()
