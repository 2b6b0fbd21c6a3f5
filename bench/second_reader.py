"""`python -m bench.second_reader [--rounds N]`: what a second reader costs a turn, and how many
calls go out where its model is broken or the questions of the day are spent.

One scratch park with the real bot, and an endpoint on this machine that points at nothing after so
many milliseconds. Every way is gone once a round, one after the other, each by somebody new, so
that what else the machine does falls on all of them; ratios are of neighbours in a round. Of the
model itself it tells nothing.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from aiohttp import web
from sqlalchemy import delete, update

from models.park import Park
from models.readers import ReaderCall
from parkline.scratch.console import Console
from parkline.scratch.scratch import Scratch, scratch
from parkline.settings.ports import free_port
from parkline.settings.settings import Settings
from services.readers import budget

ROUNDS = 20
THURSDAY = datetime.fromisoformat("2026-12-03T10:05:00+08:00")
UNDERSTOOD, UNKNOWN = "空调坏了", "那个port也dead了喔"
SAID, LEFT = 20, 5
PLENTY = 1_000


@dataclass(frozen=True, slots=True)
class Way:
    """A message in a mode of the park; `ms`: after how long the model answers. `beside`: the way
    that its time is compared with."""

    name: str
    text: str
    mode: str
    ms: int = 0
    beside: str | None = None


_KNOWN, _NOT = "understood, off", "not understood, off"
WAYS = (
    Way(_KNOWN, UNDERSTOOD, "off"),
    Way("understood, helps", UNDERSTOOD, "assist", beside=_KNOWN),
    Way("understood, compares", UNDERSTOOD, "shadow", beside=_KNOWN),
    Way(_NOT, UNKNOWN, "off"),
    Way("asked, compares, 1500 ms", UNKNOWN, "shadow", 1500, _NOT),
    *(Way(f"asked, helps, {ms} ms", UNKNOWN, "assist", ms, _NOT) for ms in (0, 300, 1500)),
)


@dataclass(frozen=True, slots=True)
class Took:
    """A turn: how long it took, and how many calls went out for it."""

    ms: float
    calls: int


@dataclass
class Model:
    """An endpoint that points at nothing. `status` other than 200: it is broken."""

    ms: int = 0
    status: int = 200
    calls: int = 0
    here: int = 0
    """Calls that are not answered yet."""

    async def complete(self, _request: web.Request) -> web.Response:
        self.calls += 1
        self.here += 1
        try:
            await asyncio.sleep(self.ms / 1000)
        finally:
            self.here -= 1
        if self.status != web.HTTPOk.status_code:
            return web.Response(status=self.status)
        message = {"role": "assistant", "content": '{"acts": []}'}
        return web.json_response({"choices": [{"message": message, "finish_reason": "stop"}]})


class Bench:
    def __init__(self, park: Scratch, model: Model) -> None:
        self._park = park
        self._model = model
        self._console = Console(park.core, park.clock)
        self._now = THURSDAY

    async def mode(self, mode: str, calls: int = PLENTY) -> None:
        values = {"reader_mode": mode, "reader_daily_calls": calls, "reader_agreed_at": THURSDAY}
        async with self._park.core.sessions.begin() as session:
            await session.execute(update(Park).values(**values))

    async def ms(self, text: str) -> float:
        """How long somebody new waits for what the bot says to it. What the model said to the same
        words before is forgotten, or it would not be asked."""
        async with self._park.core.sessions.begin() as session:
            await session.execute(delete(ReaderCall))
        self._now += timedelta(seconds=1)
        began = time.perf_counter()
        await self._console.turn(uuid4().hex, text, self._now)
        return (time.perf_counter() - began) * 1000

    async def round(self) -> dict[str, Took]:
        took = {}
        for way in WAYS:
            self._model.ms = way.ms
            await self.mode(way.mode)
            before = self._model.calls
            ms = await self.ms(way.text)
            while self._model.here:  # noqa: ASYNC110 - a comparison behind the turn
                await asyncio.sleep(0.02)
            took[way.name] = Took(ms, self._model.calls - before)
        return took

    async def calls(self, said: int, *, left: int = PLENTY) -> tuple[int, float]:
        """Calls that went out for so many messages while the park has so many `left` today, and the
        median of how long the last half took."""
        async with self._park.core.sessions() as session:
            park = await session.get_one(Park, self._park.core.park.id)
            used = await budget.used(session, park.id, budget.day_of(park.timezone, self._now))
        await self.mode("assist", used + left)
        before = self._model.calls
        took = [await self.ms(UNKNOWN) for _ in range(said)]
        return self._model.calls - before, statistics.median(took[said // 2 :])


def table(rounds: Sequence[dict[str, Took]]) -> str:
    """A line for each way: calls of all rounds, the median of its time, and the medians of what it
    is to its neighbour."""
    lines = [f"{'a turn':<26} {'calls':>5} {'ms':>8} {'more':>8} {'ratio':>7}"]
    for way in WAYS:
        took, calls = ([getattr(r[way.name], name) for r in rounds] for name in ("ms", "calls"))
        line = f"{way.name:<26} {sum(calls):5} {statistics.median(took):8.1f}"
        if way.beside is not None:
            pairs = [(one[way.beside].ms, one[way.name].ms) for one in rounds]
            more = statistics.median(there - here for here, there in pairs)
            ratio = statistics.median(there / here for here, there in pairs)
            line += f" {more:8.1f} {ratio:7.3f}"
        lines.append(line)
    return "\n".join(lines)


@asynccontextmanager
async def _serving(model: Model) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", model.complete)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        await runner.cleanup()


async def _measure(rounds: int) -> None:
    model = Model()
    async with _serving(model) as url:
        settings = Settings(demo=True, reader_url=url, reader_model="bench")
        async with scratch(settings, _progress) as park:
            bench = Bench(park, model)
            await bench.round()  # It warms up.
            took = [await bench.round() for _ in range(rounds)]
            print(f"{rounds} rounds\n{table(took)}", flush=True)
            model.ms = 0
            calls, ms = await bench.calls(SAID, left=LEFT)
            print(f"{LEFT} left today: {SAID} messages, {calls} calls; the last ones {ms:.1f} ms")
            model.status = 500
            calls, ms = await bench.calls(SAID)
            print(f"HTTP 500: {SAID} messages, {calls} calls; the last ones {ms:.1f} ms")


def _progress(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.second_reader", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asyncio.run(_measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
