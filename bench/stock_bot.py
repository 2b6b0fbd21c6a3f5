"""Stock Rasa: Rasa's own pipeline (bench/stock), trained on the same sentences, with our actions.

As it is, it keeps conversations in memory. With its stores it is what runs where they must not be
lost: Rasa's SQL tracker store and Redis lock store, on the PostgreSQL and the Valkey of an
installation.
"""

import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy import make_url

from bench.figures import Run
from bench.installation import Installation, answers
from bench.process import running
from parkline.failing import Failed
from parkline.settings import secrets
from parkline.settings.ports import free_port
from parkline.settings.settings import ROOT, Settings
from parkline.stores.database import create_database, database, libpq_url
from services.conversations import conversations

PYTHON = ROOT / ".cache" / "stock" / "bin" / "python"
"""Of an environment with all that Rasa demands, TensorFlow included; `make bench` sets it up."""
MODEL = ROOT / ".cache" / "bench" / "stock.tar.gz"


def train(run: Run) -> None:
    """Once; again when somebody deletes the model."""
    if not PYTHON.exists():
        raise Failed("stock Rasa is not installed: make .cache/stock/ready")
    if MODEL.exists():
        return
    run.say("training stock Rasa (once; several minutes)")
    command = [
        *(str(PYTHON), "-m", "rasa", "train", "--config", "bench/stock/config.yml"),
        *("--domain", "domain.yml", "--data", "bot/data", "--out", str(MODEL.parent)),
        *("--fixed-model-name", MODEL.name.partition(".")[0]),
    ]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    knowledge = {"PARKLINE_KNOWLEDGE_FILE": str(ROOT / "bot" / "trained" / "knowledge.json")}
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env={**os.environ, **quiet, **knowledge}, check=True, capture_output=True
    )


@asynccontextmanager
async def stock(made: Installation, folder: Path, endpoints: str) -> AsyncIterator[str]:
    """Stock Rasa beside the installation, with further `endpoints` than that of its actions."""
    port, settings = free_port(), Settings(demo=True)
    actions = f"http://127.0.0.1:{made.port('ACTIONS_PORT')}/actions/webhook"
    (folder / "endpoints.yml").write_text(
        f"action_endpoint: {{url: '{actions}', token: '{secrets.bot_token(settings)}'}}\n"
        + endpoints
    )
    (folder / "credentials.yml").write_text("rest: {}\n")
    async with _running(folder, port) as url:
        yield url


def its_stores(made: Installation) -> str:
    """Endpoints of Rasa's own stores: a database of its own in the installation's PostgreSQL, and
    another of the sixteen of its Valkey."""
    url = libpq_url(create_database(made.database_url, "stock_rasa"))
    [valkey] = made.pids("valkey")
    [port] = {
        one.laddr.port
        for one in psutil.Process(valkey).net_connections("tcp4")
        if one.status == psutil.CONN_LISTEN
    }
    return (
        f"tracker_store: {{type: SQL, url: '{make_url(url).render_as_string(False)}'}}\n"
        f"lock_store: {{type: redis, url: 127.0.0.1, port: {port}, db: 1}}\n"
    )


async def senders(made: Installation, count: int) -> list[str]:
    """Of so many new tenants, as senders whose conversations the actions find."""
    now = datetime.now(UTC)
    async with database(made.database_url) as sessions, sessions.begin() as session:
        opened = [
            await conversations.open_conversation(
                session, 1, channel="webchat", external_id=f"bench-{number}", now=now
            )
            for number in range(count)
        ]
    return [f"{one.park_id}:{one.id}" for one in opened]


@asynccontextmanager
async def _running(folder: Path, port: int) -> AsyncIterator[str]:
    """Rasa as its own command line runs it, with the endpoints and credentials in `folder`."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    rasa = (
        *(str(PYTHON), "-m", "rasa", "run", "--model", str(MODEL)),
        *("--endpoints", str(folder / "endpoints.yml"), "--port", str(port)),
        *("--credentials", str(folder / "credentials.yml"), "--interface", "127.0.0.1"),
    )
    async with running(folder / "stock.log", {**os.environ, **quiet}, *rasa) as process:
        await answers(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
