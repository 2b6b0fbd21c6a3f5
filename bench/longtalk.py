"""What the 1,000th turn of one conversation costs against the 10th: the bot and its actions."""

import asyncio
import statistics
import time
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bench.charts import Lines
from bench.figures import Figure, Run
from bench.installation import Installation, installation
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import database
from services.conversations import conversations

TURNS, QUICK_TURNS = 1_000, 120
AROUND = 10
"""Turns on each side whose median stands for one: a single turn is noise."""
TIMES = 1.2
SAID = (
    "wifi密码是多少",
    "两份牛肉面",
    "再加一瓶可乐",
    "停车怎么收费",
    "不要可乐了",
    "where can I park my car",
)


def measure(run: Run) -> list[Figure]:
    turns = QUICK_TURNS if run.quick else TURNS
    spent = asyncio.run(_talked(run, turns))
    tenth = statistics.median(spent[: 2 * AROUND])
    last = statistics.median(spent[-2 * AROUND :])
    grouped = [statistics.median(spent[i : i + 20]) for i in range(0, len(spent) - 19, 20)]
    run.charts["long-conversation"] = Lines(
        "One conversation, turn by turn: medians of twenty",
        "ms",
        [str(20 * i) if i % 10 == 0 else "" for i in range(1, len(grouped) + 1)],
        [("Parkline", grouped)],
        foot="turn",
    )
    how = f"one conversation of {turns} turns at the bot, actions included, medians of 20 turns"
    return [
        Figure("the 10th turn", tenth, "ms", how, 2 * AROUND),
        Figure(f"turn {turns}", last, "ms", how, 2 * AROUND),
        Figure(f"turn {turns} against the 10th", last / tenth, "×", how, turns, TIMES),
    ]


async def _talked(run: Run, turns: int) -> list[float]:
    """Milliseconds of each turn."""
    async with installation() as made:
        conversation = await _conversation(made)
        async with aiohttp.ClientSession() as client:
            memory: str | None = None
            for number in range(12):  # The first turns of a process load things.
                _, memory = await _turn(client, made, conversation, -1 - number, None)
            spent: list[float] = []
            for number in range(turns):
                started = time.perf_counter()
                _, memory = await _turn(client, made, conversation, number, memory)
                spent.append((time.perf_counter() - started) * 1000)
                if number % 200 == 0:
                    run.say(f"turn {number}")
    return spent


async def _turn(
    client: aiohttp.ClientSession, made: Installation, id: int, number: int, memory: str | None
) -> tuple[list[Any], str]:
    body = {
        "sender": f"1:{id}",
        "message_id": f"{number}",
        "text": SAID[number % len(SAID)],
        "metadata": {
            "park_id": 1,
            "conversation_id": id,
            "message_id": f"{number}",
            "now": datetime.now(UTC).isoformat(),
            "language": "zh",
            "knowledge_version": 0,
        },
        "memory": memory,
    }
    header = {"Authorization": f"Bearer {secrets.bot_token(Settings(demo=True))}"}
    url = f"{made.bot_url}/webhooks/parkline/turn"
    async with client.post(url, json=body, headers=header) as response:
        response.raise_for_status()
        answer = await response.json()
    return answer["messages"], answer["memory"]


async def _conversation(made: Installation) -> int:
    async with database(made.database_url) as sessions, sessions.begin() as session:
        opened = await conversations.open_conversation(
            session, 1, channel="webchat", external_id="bench", now=datetime.now(UTC)
        )
        return opened.id
