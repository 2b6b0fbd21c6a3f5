"""Tenants who come at a rate of their own: each message counts once, as what became of it."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.crowd import Offered, crowd
from bench.scripts import Script
from bench.tenants import Heard, Line, Refused

TALK = Script("talk", ["hello", "lunch"], {"place": "A-301"})


class Desk(Line):
    """Answers the greeting at once, asks for the place, and does what `behave` says of the rest."""

    def __init__(self, behave: dict[str, Exception]) -> None:
        self.behave = behave
        self.said: list[str] = []

    async def say(self, text: str) -> Heard:
        self.said.append(text)
        if (problem := self.behave.pop(text, None)) is not None:
            raise problem
        return Heard([text], "place" if text == "lunch" else None, 0, time.monotonic())

    async def press(self) -> Heard:
        raise AssertionError("there is no button")


async def come(*problems: dict[str, Exception], seconds: float = 0.4) -> tuple[list[Desk], Offered]:
    desks: list[Desk] = []
    each = itertools.chain(problems, itertools.repeat({}))

    @asynccontextmanager
    async def dial() -> AsyncIterator[Line]:
        desks.append(Desk(dict(next(each))))
        yield desks[-1]

    async with crowd(dial, itertools.repeat(TALK), seed=1) as people:
        await people.come(100, seconds)
    return desks, people.offered


async def test_conversations_go_on_with_the_one_who_has_waited_longest() -> None:
    desks, offered = await come()
    assert ["hello", "lunch", "A-301"] in [desk.said for desk in desks]
    assert offered.messages == sum(len(desk.said) for desk in desks)
    assert not offered.lost
    assert not offered.shed


async def test_who_is_refused_says_the_same_again_later() -> None:
    desks, offered = await come({"lunch": Refused("unavailable", 0.01)})
    assert desks[0].said[:4] == ["hello", "lunch", "lunch", "A-301"]
    assert dict(offered.shed) == {"unavailable": 1}


async def test_what_breaks_off_is_lost_and_said() -> None:
    _, offered = await come({"hello": asyncio.IncompleteReadError(b"", 1)})
    [(what, count)] = offered.lost.items()
    assert what.startswith("IncompleteReadError")
    assert count == 1
