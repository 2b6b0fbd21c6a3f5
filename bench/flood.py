"""Two parks in one installation: what the second feels when fifty times as much as the first may
use comes to the first.

The first has a quota. By turns it is used as agreed, and flooded; the second is used alike all the
time. What counts is the ratio of its 99th percentiles, which other work on the machine leaves as it
is. Behind the fence, as an installation with several parks is.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from socket import AF_INET, AddressFamily

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bench.capacity import QUESTION
from bench.figures import Figure, Run
from bench.installation import installation
from bench.tenants import Dial, Line, Refused, web_chat

SHARE = 1.0
"""Messages a second that the first park may send."""
TIMES = 50
FLOODING, TALKING = 50, 4
"""Tenants of the first park and of the second."""
RATE = 2.0
"""Messages a second of the second park."""
BURST_SECONDS, BURSTS, QUICK_BURSTS = 20.0, 6, 2
KNOWN_SECONDS = 65.0
"""After which a gateway knows of a quota."""
P99_RATIO = 1.5
FIRST, SECOND = "daybreak", "cambridge"
QUOTA = (
    "insert into park_quota (park_id, what, most) select id, 'messages', {} from park"
    " where slug = '{}'"
)
TOLD = "select count(*) from staff_alert a join park p on p.id = a.park_id where p.slug = '{}'"
NOTED = "select refused from park_quota where what = 'messages'"


class Here(AbstractResolver):
    """Every name is this machine, as browsers have it for names that end in .localhost."""

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        pass


@dataclass(slots=True)
class Said:
    """What became of the messages of one park."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def p99(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)] if self.seconds else 0.0


def measure(run: Run) -> list[Figure]:
    return asyncio.run(_measured(run))


async def _measured(run: Run) -> list[Figure]:
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(installation(parks=2, RLS="true"))
        connector = aiohttp.TCPConnector(limit=0, resolver=Here())
        jar = aiohttp.DummyCookieJar()  # Each line is somebody else's.
        client = await stack.enter_async_context(
            aiohttp.ClientSession(connector=connector, cookie_jar=jar)
        )
        made.sql(QUOTA.format(round(SHARE * 60), FIRST))
        await asyncio.sleep(KNOWN_SECONDS)
        flooding, talking = (
            [web_chat(client, made.url.replace("127.0.0.1", f"{slug}.localhost"))] * count
            for slug, count in ((FIRST, FLOODING), (SECOND, TALKING))
        )
        await _burst(flooding, talking, SHARE, (Said(), Said()), 5.0)  # What loads at first.
        calm, flooded = (Said(), Said()), (Said(), Said())
        for number in range(QUICK_BURSTS if run.quick else BURSTS):
            for rate, said in ((SHARE, calm), (SHARE * TIMES, flooded)):
                await _burst(flooding, talking, rate, said)
            run.say(f"lost: {[dict(one.lost) for one in (*calm, *flooded)]}")
            run.say(f"{number + 1}: {calm[1].p99 * 1000:.0f} and {flooded[1].p99 * 1000:.0f} ms")
        await asyncio.sleep(10.0)  # Refusals are written down, and managers alerted.
        told, noted = (int(str(made.sql(one)[0][0])) for one in (TOLD.format(FIRST), NOTED))
        others = int(str(made.sql(TOLD.format(SECOND))[0][0]))
    return _figures(calm, flooded, told - others, noted)


async def _burst(
    flooding: Sequence[Dial],
    talking: Sequence[Dial],
    rate: float,
    said: tuple[Said, Said],
    seconds: float = BURST_SECONDS,
) -> None:
    until = time.monotonic() + seconds
    theirs, ours = said
    await asyncio.gather(
        *(_go_on(one, len(flooding) / rate, theirs, until) for one in flooding),
        *(_go_on(one, len(talking) / RATE, ours, until) for one in talking),
    )


async def _go_on(dial: Dial, every: float, said: Said, until: float) -> None:
    """Calls, and says one thing after another, whatever is answered; who is refused does not wait
    as asked."""
    try:
        async with dial() as line:
            while (began := time.monotonic()) < until:
                await _say(line, said)
                await asyncio.sleep(max(0.0, began + every - time.monotonic()))
    except Refused:
        said.refused += 1
    except Exception as problem:
        said.lost[type(problem).__name__] += 1


async def _say(line: Line, said: Said) -> None:
    began = time.monotonic()
    try:
        async with asyncio.timeout(30):
            heard = await line.say(QUESTION)
    except Refused:
        said.refused += 1
    else:
        said.seconds.append(heard.at - began)


def _figures(
    calm: tuple[Said, Said], flooded: tuple[Said, Said], told: int, noted: int
) -> list[Figure]:
    (_, before), (theirs, ours) = calm, flooded
    asked = len(theirs.seconds) + theirs.refused
    how = (
        f"p99 of the second park {before.p99 * 1000:.0f} and {ours.p99 * 1000:.0f} ms; {asked}"
        f" messages to the first while flooded, {theirs.refused} refused"
    )
    lost = ours.lost.total() + before.lost.total()
    return [
        Figure("flood: the other park's p99", ours.p99 / (before.p99 or 1.0), "ratio", how,
               len(ours.seconds), P99_RATIO),
        Figure("flood: refused at the other", ours.refused + before.refused + lost, "", how,
               len(ours.seconds), 0.0),
        Figure("flood: managers told more than the other's", told, "", f"{noted} refusals noted",
               1, 1.0, "higher"),
    ]  # fmt: skip
