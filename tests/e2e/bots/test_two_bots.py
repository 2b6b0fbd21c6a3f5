"""Two real bots on one machine: turns go on through the death of either and through a restart of
all, each message is answered once, and a form goes on where it was with whichever bot is there."""

import asyncio
import itertools
import os
import signal
import urllib.request
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from bench.scripts import Script
from bench.storm.chat import Frame, Page, browser
from bench.storm.world import World
from bench.tenants import Heard, words
from tests.e2e.stack.stack import Stack, running, wait_for
from tests.kit import forked

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]

TENANTS = 3
BOT_SECONDS = 90
"""For a bot to start again, on two busy cores."""


_numbers = itertools.count(4)


@pytest.fixture(scope="module")
def two(scratch: Path) -> Iterator[Stack]:
    with running(scratch / "two", of_each=2, instead=forked.instead) as stack:
        wait_for_bots(stack)
        yield stack


def wait_for_bots(stack: Stack) -> None:
    for port in stack.bot_ports:
        wait_for(lambda port=port: is_up(port), BOT_SECONDS, f"the bot of {port}")  # type: ignore[misc]


def is_up(port: int) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status == 200)
    return False


@dataclass
class Tenant:
    """Registers a visitor and reports a fault, each in pieces, and asks a question."""

    page: Page
    heard: list[list[str]] = field(default_factory=list)
    """What was said to each message."""

    def __post_init__(self) -> None:
        number = next(_numbers)  # The same fault at the same place would be no second ticket.
        self._scripts = iter(
            [
                Script(
                    "visitor", ["登记一个访客"], {"time": "明天下午两点", "names": "张三"}
                ),
                Script(
                    "repair",
                    ["I want to report a fault"],
                    {"problem": "the toilet is clogged",
                     "location": f"building B, {number}th floor, room {number}01"},
                ),
                Script("question", ["wifi密码是多少"]),
            ]
        )  # fmt: skip
        self._saying: Generator[str, Heard] = words(next(self._scripts))
        self._next: str | None = next(self._saying)

    async def goes_on(self) -> bool:
        """Say the next thing and hear the answer; whether there is more to say."""
        if self._next is None:
            return False
        frames = await self.page.say(self._next)
        self.heard.append([frame["text"] for frame in frames])
        self._next = self._after(_heard(frames))
        return self._next is not None

    def _after(self, heard: Heard) -> str | None:
        with suppress(StopIteration):
            return self._saying.send(heard)
        for script in self._scripts:
            self._saying = words(script)
            return next(self._saying)
        return None

    async def talks(self) -> None:
        while await self.goes_on():
            pass


def _heard(frames: list[Frame]) -> Heard:
    expects = [frame["data"]["expects"] for frame in frames if "expects" in frame["data"]]
    texts = [frame["text"] for frame in frames]
    return Heard(texts, expects[-1] if expects else None, len(frames[-1]["buttons"]), 0.0)


@pytest_asyncio.fixture(loop_scope="session")
async def tenants(two: Stack) -> AsyncIterator[list[Tenant]]:
    """The first talks before anything happens: the others are to hear as much."""
    world = World(1, two.chat_url.rstrip("/"))
    async with AsyncExitStack() as stack:
        made = []
        for number in range(TENANTS + 1):
            http = await stack.enter_async_context(browser())
            page = Page(world, http, Random(number))
            await page.open()
            stack.push_async_callback(page.close)
            made.append(Tenant(page))
        await made[0].talks()
        assert len(made[0].heard) == 7, made[0].heard
        yield made


def check(stack: Stack, tenants: list[Tenant]) -> None:
    """All of them heard what the first did, and nobody's wish was fulfilled twice."""
    lengths = [len(answer) for answer in tenants[0].heard]
    for tenant in tenants[1:]:
        assert [len(answer) for answer in tenant.heard] == lengths, tenant.heard
        seqs = [frame["seq"] for frame in tenant.page.messages]
        assert seqs == list(range(1, len(seqs) + 1)), "each message once, in its order"
        said = {frame["author"] for frame in tenant.page.messages}
        assert said == {"tenant", "bot"}, "nobody had to be told that it takes longer"
        assert done(stack, tenant) == (1, 1)


def done(stack: Stack, tenant: Tenant) -> tuple[object, ...]:
    """(visits, tickets) of the tenant."""
    [counted] = stack.sql(
        "select (select count(*) from visit v where v.host_id = i.person_id),"
        " (select count(*) from ticket t where t.person_id = i.person_id)"
        " from identity i where i.external_id = %s",
        tenant.page.visitor,
    )
    return counted


@contextmanager
def held(stack: Stack) -> Iterator[None]:
    """The bots stand still: a turn is over too soon to be caught in its middle."""
    bots = [stack.pid("bot", having=f"--port {port}") for port in stack.bot_ports]
    for bot in bots:
        os.kill(bot, signal.SIGSTOP)
    try:
        yield
    finally:
        for bot in bots:
            with suppress(ProcessLookupError):  # It was killed meanwhile.
                os.kill(bot, signal.SIGCONT)


async def dies_in_the_middle(stack: Stack, port: int, others: list[Tenant]) -> None:
    """All say what is next, and the bot of `port` dies while it has, or could have, their turns."""

    def leased() -> bool:
        [(count,)] = stack.sql("select count(*) from conversation where lease_token is not null")
        return count == len(others)

    with held(stack):
        saying = [asyncio.create_task(tenant.goes_on()) for tenant in others]
        await asyncio.to_thread(wait_for, leased, 20, "their turns")
        await asyncio.to_thread(stack.kill, "bot", having=f"--port {port}")
    await asyncio.gather(*saying)


async def test_either_bot_may_die_in_the_middle_of_turns(two: Stack, tenants: list[Tenant]) -> None:
    others = tenants[1:]
    for step in range(len(tenants[0].heard)):
        if step in (1, 4):
            await dies_in_the_middle(two, two.bot_ports[step % 2], others)
        else:
            await asyncio.gather(*(tenant.goes_on() for tenant in others))
        if step in (2, 5):
            await asyncio.to_thread(wait_for_bots, two)
    check(two, tenants)


async def test_a_restart_of_all_of_them_is_not_noticed(two: Stack, tenants: list[Tenant]) -> None:
    before = {port: two.pid("bot", having=f"--port {port}") for port in two.bot_ports}
    restarts = two.said.read_text().count("] restarted")
    os.kill(two.process.pid, signal.SIGHUP)

    def restarted() -> bool:
        return two.said.read_text().count("] restarted") > restarts

    waiting = asyncio.create_task(asyncio.to_thread(wait_for, restarted, 300, "the restart"))
    for _step in range(len(tenants[0].heard)):
        await asyncio.gather(*(tenant.goes_on() for tenant in tenants[1:]))
        await asyncio.wait([waiting], timeout=4)
    await waiting
    after = {port: two.pid("bot", having=f"--port {port}") for port in two.bot_ports}
    assert not set(before.values()) & set(after.values())
    check(two, tenants)
