"""Messages a second: ours through web chat, gateway and PostgreSQL, and stock Rasa behind REST.

Both play the same conversations to 64 tenants at a time and call the same custom actions on the
same database; stock Rasa has Rasa's own pipeline, trained on the same sentences (bench/stock), and
keeps conversations in memory. Ours is measured as a tenant sees it, everything committed.
"""

import asyncio
import os
import statistics
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench.charts import Bars
from bench.figures import Figure, Run
from bench.installation import Cost, Installation, installation, stock_rasa
from bench.scripts import scripts
from bench.tenants import Dial, Tally, stock_rest, talk, web_chat
from parkline.settings import secrets
from parkline.settings.ports import free_port
from parkline.settings.settings import ROOT, Settings
from parkline.stores.database import database
from services.conversations import conversations

AT_A_TIME = 64
WARM_UP_SECONDS, SECONDS = 20.0, 60.0
QUICK_SECONDS = 10.0
STOCK_MODEL = ROOT / ".cache" / "bench" / "stock.tar.gz"
STOCK_CONVERSATIONS = 600
"""Each is a new tenant's; taken up again when all have been."""
TIMES, P99_SECONDS = 10.0, 1.0


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
    train_stock(run)
    ours, stock = asyncio.run(_both(run))
    run.charts["dialogue"] = Bars(
        "Messages a second, 64 tenants at a time",
        "/s",
        [("Parkline, committed", ours.rate), ("stock Rasa, in memory", stock.rate)],
    )
    run.charts["dialogue-cpu"] = Bars(
        "CPU for one message", "ms", [(name, value) for name, value in ours.cpu.items() if value]
    )
    how = f"{AT_A_TIME} tenants, mixed script, web chat to answer, committed to PostgreSQL"
    stock_how = f"{AT_A_TIME} tenants, the same script, REST channel, DIET, tracker in memory"
    return [
        Figure("messages a second", ours.rate, "/s", how, ours.messages, better="higher"),
        Figure("stock Rasa", stock.rate, "/s", stock_how, stock.messages, better="higher"),
        Figure(
            "ours against stock", ours.rate / stock.rate, "×", how, ours.messages, TIMES, "higher"
        ),
        Figure("p50", ours.p50, "s", how, ours.messages),
        Figure("p99", ours.p99, "s", how, ours.messages, P99_SECONDS),
        Figure("stock Rasa p99", stock.p99, "s", stock_how, stock.messages),
        Figure("unanswered", ours.unanswered, "", how, ours.messages, 0.0),
        Figure("refused", ours.refused, "", how, ours.messages, 0.0),
        *(
            Figure(f"CPU of {role} for one message", value, "ms", how, ours.messages)
            for role, value in ours.cpu.items()
        ),
    ]


def train_stock(run: Run) -> None:
    """Once; again when somebody deletes the model."""
    if STOCK_MODEL.exists():
        return
    run.say("training stock Rasa (once; several minutes)")
    command = [
        *("bot/.venv/bin/python", "-m", "rasa", "train", "--config", "bench/stock/config.yml"),
        *("--domain", "domain.yml", "--data", "bot/data", "--out", str(STOCK_MODEL.parent)),
        *("--fixed-model-name", STOCK_MODEL.name.partition(".")[0]),
    ]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    knowledge = {"PARKLINE_KNOWLEDGE_FILE": str(ROOT / "bot" / "trained" / "knowledge.json")}
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env={**os.environ, **quiet, **knowledge}, check=True, capture_output=True
    )


async def _both(run: Run) -> tuple[Talked, Talked]:
    async with installation() as made:
        run.say(f"ready after {made.seconds_to_ready:.0f} s")
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
            ours = await talked(run, made, web_chat(client, made.url), "ours")
            async with _stock(made, run.folder) as (url, senders):
                stock = await talked(run, made, stock_rest(client, url, senders), "stock Rasa")
    return ours, stock


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


@asynccontextmanager
async def _stock(made: Installation, folder: Path) -> AsyncIterator[tuple[str, list[str]]]:
    """Stock Rasa beside the installation, and senders whose conversations its actions find."""
    port, settings = free_port(), Settings(demo=True)
    actions = f"http://127.0.0.1:{made.port('ACTIONS_PORT')}/actions/webhook"
    (folder / "endpoints.yml").write_text(
        f"action_endpoint: {{url: '{actions}', token: '{secrets.bot_token(settings)}'}}\n"
    )
    (folder / "credentials.yml").write_text("rest: {}\n")
    senders = await _conversations(made)
    async with stock_rasa(STOCK_MODEL, folder, port) as url:
        yield url, senders


async def _conversations(made: Installation) -> list[str]:
    now = datetime.now(UTC)
    async with database(made.database_url) as sessions, sessions.begin() as session:
        opened = [
            await conversations.open_conversation(
                session, 1, channel="webchat", external_id=f"bench-{number}", now=now
            )
            for number in range(STOCK_CONVERSATIONS)
        ]
    return [f"{one.park_id}:{one.id}" for one in opened]
