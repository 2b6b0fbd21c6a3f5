"""How soon a message is answered at an ordinary load: 1, 5 and 20 messages a second, by what they
are about; ours, and stock Rasa's as it is.

Messages are due at even distances, whoever is slow: a tenant who waited longest says the next, and
what counts is the time from when it was due to when its first answer is there.
"""

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from bench.figures import Figure, Run
from bench.installation import installation
from bench.scripts import Script, scripts
from bench.stock_bot import senders, stock, train
from bench.tenants import (
    ANSWER_SECONDS,
    COME_BACK_SECONDS,
    Dial,
    Heard,
    Line,
    Refused,
    stock_rest,
    utter,
    web_chat,
    words,
)

RATES: Mapping[int, float] = {1: 120.0, 5: 60.0, 20: 60.0}
"""Messages a second, and for how many seconds."""
QUICK_SECONDS, WARM_UP_SECONDS = 15.0, 10.0
THINKS_SECONDS = 8.0
"""Of a tenant, on the average, between an answer and the next message."""
STOCK_CONVERSATIONS = 1_200
BROKEN = (TimeoutError, Refused, aiohttp.ClientError)
"""How a conversation may break off."""
P95_SECONDS = 0.120
"""At the highest rate."""


@dataclass(slots=True)
class Spoken:
    """Seconds of each message, by the kind of its conversation."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    unanswered: int = 0
    """Messages that were refused are among them."""

    def all(self) -> list[float]:
        return sorted(one for those in self.seconds.values() for one in those)


def measure(run: Run) -> list[Figure]:
    train(run)
    return asyncio.run(_measured(run))


async def _measured(run: Run) -> list[Figure]:
    async with (
        installation() as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        ours = await _at_all_rates(run, web_chat(client, made.url), "ours")
        those = await senders(made, STOCK_CONVERSATIONS)
        async with stock(made, run.folder, "") as url:
            other = await _at_all_rates(run, stock_rest(client, url, those), "stock Rasa")
    return [*_figures("", ours), *_figures("stock Rasa, ", other)]


async def _at_all_rates(run: Run, dial: Dial, who: str) -> dict[int, Spoken]:
    wanted, spoken = scripts(seed=1), {}
    await speak(dial, wanted, max(RATES) / 2, WARM_UP_SECONDS)
    for rate, seconds in RATES.items():
        run.say(f"{who}: {rate} a second")
        length = QUICK_SECONDS if run.quick else seconds
        spoken[rate] = await speak(dial, wanted, rate, length)
    return spoken


async def speak(dial: Dial, wanted: Iterator[Script], rate: float, seconds: float) -> Spoken:
    """So many messages a second, for so long."""
    spoken, due = Spoken(), asyncio.Queue[float]()
    count = max(math.ceil(rate * THINKS_SECONDS), 2)
    tenants = [asyncio.create_task(_tenant(dial, wanted, due, spoken)) for _ in range(count)]
    try:
        began = time.monotonic()
        for number in range(round(rate * seconds)):
            at = began + number / rate
            await asyncio.sleep(max(at - time.monotonic(), 0))
            due.put_nowait(at)
        async with asyncio.timeout(ANSWER_SECONDS):
            await due.join()
    except TimeoutError:
        spoken.unanswered += due.qsize()
    finally:
        for tenant in tenants:
            tenant.cancel()
        await asyncio.gather(*tenants, return_exceptions=True)
    return spoken


async def _tenant(
    dial: Dial, wanted: Iterator[Script], due: asyncio.Queue[float], spoken: Spoken
) -> None:
    """One conversation after another, each of a new tenant."""
    while True:
        script = next(wanted)
        try:
            async with dial() as line:
                await _conversation(line, script, due, spoken)
        except BROKEN:
            await asyncio.sleep(COME_BACK_SECONDS)


async def _conversation(
    line: Line, script: Script, due: asyncio.Queue[float], spoken: Spoken
) -> None:
    """Each message when it is due. Raises what is in BROKEN."""
    saying, heard = words(script), None
    kind, _, _ = script.name.partition("-")
    while True:
        try:
            text = saying.send(heard)  # type: ignore[arg-type]  # None begins.
        except StopIteration:
            return
        at = await due.get()
        try:
            heard = await _answered(line, text)
        except BROKEN:
            spoken.unanswered += 1
            raise
        finally:
            due.task_done()
        spoken.seconds[kind].append(heard.at - at)


async def _answered(line: Line, text: str) -> Heard:
    async with asyncio.timeout(ANSWER_SECONDS):
        return await utter(line, text)


def share(those: Sequence[float], part: float) -> float:
    """The value that so large a part of `those`, which are sorted, lies below; 0.0 of none."""
    return those[min(math.floor(len(those) * part), len(those) - 1)] if those else 0.0


def _figures(who: str, found: Mapping[int, Spoken]) -> list[Figure]:
    figures = []
    for rate, spoken in found.items():
        said = f"{who}{rate} a second"
        figures += _of(
            f"{said}: all", spoken.all(), None if who or rate < max(found) else P95_SECONDS
        )
        for kind, seconds in sorted(spoken.seconds.items()):
            figures += _of(f"{said}: {kind}", sorted(seconds), None)
        how = "messages refused, or not answered within half a minute"
        figures.append(Figure(f"{said}: unanswered", spoken.unanswered, "", how, 1, 0.0))
    return figures


def _of(name: str, seconds: Sequence[float], target: float | None) -> list[Figure]:
    how = "from when a message was due to its first answer, mixed script"
    return [
        Figure(f"{name}, {said}", share(seconds, part), "s", how, len(seconds),
               target if said == "p95" else None)
        for said, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    ]  # fmt: skip
