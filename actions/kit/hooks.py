"""What a package brings to the conversation besides its form, and who asks for it.

A package says it in its `domain`; nobody who asks knows which packages there are. Where the order
matters it is that of their RANK.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import actions
from actions.kit.base import Events, ParkAction
from actions.kit.said import Said
from actions.kit.turn import Button, Turn, button
from services.acts.values import What
from services.conversations.questions import asked_for
from services.kit.plugins import found

MOSTLY, WHOLLY = 0.5, 0.8
"""Shares of a message that answers must make up; "A座301漏水" is half a place and no answer."""

Asks = Callable[[Turn], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Actions:
    """Its actions (actions/registry.py)."""

    classes: tuple[type[ParkAction], ...]

    @property
    def brief(self) -> str:
        return "actions: " + ", ".join(one.action_name for one in self.classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intents:
    """Kinds of its intents, for forms that decide what a message is to them."""

    business: frozenset[str] = frozenset()
    """Answered for themselves, though they may name a time or a place."""
    edits: frozenset[str] = frozenset()
    """Business as well, but only with one of `edited`: else they may be an answer."""
    edited: frozenset[str] = frozenset()
    pleasantries: frozenset[str] = frozenset()
    urgent: frozenset[str] = frozenset()
    """Before all of these every form steps aside."""

    @property
    def brief(self) -> str:
        return "intents: " + ", ".join(
            sorted(self.business | self.edits | self.pleasantries | self.urgent)
        )


@cache
def business() -> frozenset[str]:
    return frozenset(name for one in _intents() for name in one.business)


@cache
def pleasantries() -> frozenset[str]:
    return frozenset(name for one in _intents() for name in one.pleasantries)


def is_urgent(said: Said) -> bool:
    return any(said.intent in one.urgent for one in _intents())


def edits(said: Said, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether the message changes what another package collects. `but`: entities that may as well
    be an answer to who asks."""
    named = {entity["entity"] for entity in said.entities} - but
    return any(said.intent in one.edits and named & one.edited for one in _intents())


@cache
def _intents() -> tuple[Intents, ...]:
    return found(actions, Intents)


@dataclass(frozen=True, slots=True)
class Interrupts:
    """Messages that are its own though a form that yields has asked for something."""

    is_for_it: Asks


async def interrupts(turn: Turn) -> bool:
    for one in found(actions, Interrupts):
        if await one.is_for_it(turn):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Understands:
    """What it may make of a message that led to an action of another package."""

    actions: frozenset[str]
    take: Callable[[Turn], Awaitable[Events | None]]
    """None if the message is nothing to it."""


async def understood(turn: Turn, action: str) -> Events | None:
    """What the first package makes of it to which the message is something; None if to none."""
    for one in found(actions, Understands):
        if action in one.actions and (events := await one.take(turn)) is not None:
            return events
    return None


@dataclass(frozen=True, slots=True)
class BeginsWith:
    """Fields that mean something else in a message that begins a thing of its kind, or fills it."""

    what: What
    read: Callable[[Said, datetime, Mapping[str, Any]], Mapping[str, Any]]
    """Of the message, the turn's moment on the park's clock, and what stands of the thing already,
    under the names of Fields."""


def begun_with(
    what: What, said: Said, now: datetime, stands: Mapping[str, Any] = MappingProxyType({})
) -> Mapping[str, Any]:
    """All that packages read of a message that begins such a thing, or fills the one of which this
    stands."""
    those = (one for one in found(actions, BeginsWith) if one.what is what)
    return {name: value for one in those for name, value in one.read(said, now, stands).items()}


@dataclass(frozen=True, slots=True)
class Settles:
    """Questions of its own that a yes or a no answers, by what they settle."""

    by: Mapping[str, Asks]
    """Each takes the message as the answer; False if it is none."""
    told: frozenset[str] = frozenset()
    """Those of them that are told and not asked, so that a yes binds nobody."""

    @property
    def brief(self) -> str:
        return "a yes or a no to: " + ", ".join(self.by)


def settles(asked: Mapping[str, Any]) -> Asks | None:
    """What takes a yes or a no to that message of ours; None if it is no such question."""
    question = asked_for(asked) or ""
    return next((one.by[question] for one in found(actions, Settles) if question in one.by), None)


async def asks_again(turn: Turn) -> bool:
    """Ask again what our last message asked, if the message sounds like a yes and is no plain one:
    a doubt binds nobody."""
    told, buttons = await turn.last_told_with_buttons()
    question = asked_for(told)
    ours = any(question in one.by.keys() - one.told for one in found(actions, Settles))
    if turn.said.agrees or not (ours or told.get("settles")):
        return False
    turn.tell(turn.text("yes-or-no"), buttons=buttons, **told)
    return True


async def settle(turn: Turn) -> bool:
    """Take a yes or a no as the answer to our last message, if that was such a question."""
    by = settles(await turn.asked())
    return by is not None and await by(turn)


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """Its part in a yes or a no that answers no question."""

    waits: Asks
    """Whether there is something that it may be about."""
    yes: Callable[[Turn], Awaitable[Events]]
    """The slots that the rules go on by, whether something waits or not."""
    no: Callable[[Turn], Awaitable[Events]]
    """Where something waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drops:
    """Its part in "cancel everything". The slots of its form are emptied besides."""

    place: int
    """Among all that is said to be dropped."""
    drop: Callable[[Turn], Awaitable[list[str]]]
    """Drop what is open; what that was, in the tenant's words."""
    tell_kept: Callable[[Turn], Awaitable[None]] | None = None
    """Say what is not dropped."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What a tenant waits for, told where they ask for something else that there is none of."""

    what: str
    lines: Callable[[Turn], Awaitable[list[str]]]


async def under_way_beside(turn: Turn, what: str) -> list[str]:
    """A line for each thing that the tenant waits for and that is no `what`."""
    others = [one for one in found(actions, UnderWay) if one.what != what]
    return [line for one in others for line in await one.lines(turn)]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button below a greeting, and below "I did not understand" if `when_lost`."""

    place: int
    title: str
    """The text's key."""
    command: str
    when_lost: bool = field(default=False, kw_only=True)

    @property
    def brief(self) -> str:
        return f"shortcut {self.command}"


def shortcuts(turn: Turn, *, when_lost: bool = False) -> list[Button]:
    offered = sorted(found(actions, Shortcut), key=lambda one: one.place)
    return [
        button(turn.text(one.title), one.command)
        for one in offered
        if one.when_lost or not when_lost
    ]
