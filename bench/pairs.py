"""Two gateways, two bots and two workers against one of each, on one PostgreSQL and one Valkey."""

import asyncio
from collections.abc import Iterable

import aiohttp

from bench.charts import Bars
from bench.dialogue import AT_A_TIME, Talked, talked
from bench.figures import Figure, Run
from bench.installation import installation
from bench.tenants import web_chat

MOST = 2


def measure(run: Run) -> list[Figure]:
    one, two = (asyncio.run(_measured(run, of_each)) for of_each in (1, MOST))
    run.draw(
        "pairs",
        Bars(
            "Messages a second, 64 tenants at a time",
            "/s",
            [("one gateway, bot and worker", one.rate), ("two of each", two.rate)],
        ),
    )
    return [
        *_figures("one of each", one),
        *_figures("two of each", two),
        Figure("two against one", two.rate / one.rate, "×", "messages a second, the same cores",
               one.messages + two.messages),
    ]  # fmt: skip


async def _measured(run: Run, of_each: int) -> Talked:
    async with (
        installation(of_each=of_each) as made,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
    ):
        return await talked(run, made, web_chat(client, made.url), f"{of_each} of each")


def _figures(who: str, found: Talked) -> Iterable[Figure]:
    how = f"{AT_A_TIME} tenants, mixed script, {who}"
    return [
        Figure(f"{who}: messages a second", found.rate, "/s", how, found.messages, better="higher"),
        Figure(f"{who}: p50", found.p50, "s", how, found.messages),
        Figure(f"{who}: p99", found.p99, "s", how, found.messages),
        Figure(f"{who}: unanswered", found.unanswered, "", how, found.messages, 0.0),
        Figure(f"{who}: refused", found.refused, "", how, found.messages, 0.0),
        *(
            Figure(f"{who}: processors that {role} took", milliseconds * found.rate / 1000, "", how,
                   found.messages)
            for role, milliseconds in found.cpu.items()
        ),
    ]  # fmt: skip
