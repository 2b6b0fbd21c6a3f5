"""What people come together for, such as a meeting in a room: who holds it, who lets guests in, who
brings coffee, what is broken there.

One package holds it (`Holds`), others offer something for it. None knows another.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import actions
from actions.kit.turn import Button, Turn
from services.kit.gatherings import Gathering
from services.kit.plugins import found, function_name


@dataclass(frozen=True, slots=True)
class Held:
    """`number` is what people call it by; `called`: what and when, in the tenant's language."""

    gathering: Gathering
    number: str
    called: str


@dataclass(frozen=True, slots=True)
class Holds:
    """`meant(turn)`: the tenant's gathering that a message of something else is about: coffee
    for it. `going_on(turn)`: the one at which something is broken now. `is_kind(turn, words)`:
    whether words for a place say only what kind of place it is: the meeting room."""

    meant: Callable[[Turn], Awaitable[Held | None]]
    going_on: Callable[[Turn], Awaitable[Held | None]]
    is_kind: Callable[[Turn, str], Awaitable[bool]]

    @property
    def brief(self) -> str:
        return f"gatherings: {function_name(self.meant)}, {function_name(self.going_on)}"


@dataclass(frozen=True, slots=True)
class Receives:
    """Registers who comes to it, and says so: (turn, gathering, names, how many). `each`: the same
    for what recurs, all of it in one message."""

    register: Callable[[Turn, Gathering, Sequence[str], int], Awaitable[str]]
    each: Callable[[Turn, Sequence[Gathering], Sequence[str], int], Awaitable[str]]

    @property
    def brief(self) -> str:
        return f"lets guests in: {function_name(self.register)}"


@dataclass(frozen=True, slots=True)
class Caters:
    """What can be brought to it: buttons, each of which begins a cart; none is an order yet."""

    offers: Callable[[Turn, Gathering, int], Awaitable[list[Button]]]

    @property
    def brief(self) -> str:
        return f"caters: {function_name(self.offers)}"


async def meant(turn: Turn) -> Held | None:
    for one in found(actions, Holds):
        if (held := await one.meant(turn)) is not None:
            return held
    return None


async def going_on(turn: Turn) -> Held | None:
    for one in found(actions, Holds):
        if (held := await one.going_on(turn)) is not None:
            return held
    return None


async def is_kind(turn: Turn, words: str) -> bool:
    """Whether words for a place say only what kind of place it is."""
    return any([await one.is_kind(turn, words) for one in found(actions, Holds)])


async def register_guests(
    turn: Turn, gathering: Gathering, names: Sequence[str], count: int
) -> list[str]:
    """What is to be said of each; nothing where nobody lets guests in."""
    return [await one.register(turn, gathering, names, count) for one in found(actions, Receives)]


async def register_each(
    turn: Turn, those: Sequence[Gathering], names: Sequence[str], count: int
) -> list[str]:
    """The same for each of several: a pass for every time."""
    return [await one.each(turn, those, names, count) for one in found(actions, Receives)]


async def catering(turn: Turn, gathering: Gathering, people: int) -> list[Button]:
    return [
        offer
        for one in found(actions, Caters)
        for offer in await one.offers(turn, gathering, people)
    ]
