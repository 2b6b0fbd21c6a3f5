"""Messages a second: ours through web chat, gateway and PostgreSQL, and stock Rasa behind REST.

Both play the same conversations to 64 tenants at a time and call the same custom actions on the
same database; stock Rasa has Rasa's own pipeline, trained on the same sentences (bench/stock). It
is measured as it is, which keeps conversations in memory, and as it is run where they must not be
lost: its SQL tracker store on the same PostgreSQL, its Redis lock store on the same Valkey. Ours is
measured as a tenant sees it, everything committed.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass

import aiohttp

from bench.charts import Bars
from bench.figures import Figure, Run
from bench.installation import Cost, Installation, installation
from bench.scripts import scripts
from bench.stock_bot import its_stores, senders, stock, train
from bench.tenants import Dial, Tally, stock_rest, talk, web_chat

AT_A_TIME = 64
WARM_UP_SECONDS, SECONDS = 20.0, 60.0
QUICK_SECONDS = 10.0
STOCK_CONVERSATIONS = 600
"""Each is a new tenant's, of each of the two that are stock; taken up again when all have been."""
TIMES, TIMES_STORED, P99_SECONDS = 5.0, 8.0, 0.7


@dataclass(frozen=True, slots=True)
class Talked:
    rate: float
    p50: float
    p99: float
    messages: int
    unanswered: int
    refused: int
    """How often a message or a newcomer was asked to come again; they did."""
    cpu: dict[str, float]
    """Milliseconds of each role for one message."""


def measure(run: Run) -> list[Figure]:
    train(run)
    ours, stock, stored = asyncio.run(_all(run))
    run.charts["dialogue"] = Bars(
        "Messages a second, 64 tenants at a time",
        "/s",
        [
            ("Parkline, committed", ours.rate),
            ("stock Rasa, in memory", stock.rate),
            ("stock Rasa, PostgreSQL, Redis", stored.rate),
        ],
    )
    run.charts["dialogue-cpu"] = Bars(
        "CPU for one message", "ms", [(name, value) for name, value in ours.cpu.items() if value]
    )
    how = f"{AT_A_TIME} tenants, mixed script, web chat to answer, committed to PostgreSQL"
    stock_how = f"{AT_A_TIME} tenants, the same script, REST channel, DIET, tracker in memory"
    stored_how = "the same with SQLTrackerStore and RedisLockStore on the same two stores"
    return [
        Figure("messages a second", ours.rate, "/s", how, ours.messages, better="higher"),
        Figure("stock Rasa", stock.rate, "/s", stock_how, stock.messages, better="higher"),
        Figure("stock Rasa with its stores", stored.rate, "/s", stored_how, stored.messages,
               better="higher"),
        _times("ours against stock", ours, stock, TIMES),
        _times("ours against stock with its stores", ours, stored, TIMES_STORED),
        Figure("p50", ours.p50, "s", how, ours.messages),
        Figure("p99", ours.p99, "s", how, ours.messages, P99_SECONDS),
        Figure("stock Rasa p99", stock.p99, "s", stock_how, stock.messages),
        Figure("stock Rasa with its stores p99", stored.p99, "s", stored_how, stored.messages),
        Figure("unanswered", ours.unanswered, "", how, ours.messages, 0.0),
        Figure("refused", ours.refused, "", how, ours.messages, 0.0),
        *(
            Figure(f"CPU of {role} for one message", value, "ms", how, ours.messages)
            for role, value in ours.cpu.items()
        ),
    ]  # fmt: skip


def _times(name: str, ours: Talked, other: Talked, target: float) -> Figure:
    how = f"messages a second, by turns in one run: {ours.rate:.1f} and {other.rate:.1f}"
    times = ours.rate / other.rate if other.rate else 0.0
    return Figure(name, times, "×", how, ours.messages, target, "higher")


async def _all(run: Run) -> tuple[Talked, Talked, Talked]:
    """Ours, stock Rasa as it is, and with its stores."""
    async with installation() as made:
        run.say(f"ready after {made.seconds_to_ready:.0f} s")
        those = await senders(made, STOCK_CONVERSATIONS * 2)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:

            async def other(endpoints: str, those: list[str], who: str) -> Talked:
                async with stock(made, run.folder, endpoints) as url:
                    return await talked(run, made, stock_rest(client, url, those), who)

            ours = await talked(run, made, web_chat(client, made.url), "ours")
            in_memory = await other("", those[:STOCK_CONVERSATIONS], "stock Rasa")
            stored = await other(
                its_stores(made), those[STOCK_CONVERSATIONS:], "stock Rasa with its stores"
            )
    return ours, in_memory, stored


async def talked(run: Run, made: Installation, dial: Dial, who: str) -> Talked:
    wanted, seconds = scripts(seed=1), QUICK_SECONDS if run.quick else SECONDS
    warm = QUICK_SECONDS if run.quick else WARM_UP_SECONDS
    for length in (warm, seconds):
        run.say(f"{who}: {AT_A_TIME} tenants talk for {length:.0f} s")
        tally, before, until = Tally(), made.costs(), time.monotonic() + length
        talking = (talk(dial, wanted, tally, until) for _ in range(AT_A_TIME))
        await asyncio.gather(*talking)
        after = made.costs()
    heard = sorted(tally.seconds)
    answered = len(heard) + tally.late
    return Talked(
        rate=len(heard) / seconds,
        p50=statistics.median(heard),
        p99=heard[int(len(heard) * 0.99)],
        messages=len(heard),
        unanswered=tally.unanswered,
        refused=tally.refused.total(),
        cpu={role: _spent(before, after, role) * 1000 / answered for role in after},
    )


def _spent(before: dict[str, Cost], after: dict[str, Cost], role: str) -> float:
    return after[role].cpu - before[role].cpu
