"""The processes that `up` starts, each with the settings that are its own."""

import json
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from parkline.process.serving import listening
from parkline.settings.settings import Settings
from parkline.stores import database_roles
from parkline.stores.embedded import Backing, Postgres
from parkline.up.children import Child


@dataclass(frozen=True, slots=True)
class Counts:
    """How many processes of each role."""

    gateways: int = 1
    bots: int = 1
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Doors:
    """Sockets that listen for as long as we run, whichever gateways come and go behind them."""

    gateway: socket.socket
    actions: socket.socket


def crew(
    settings: Settings, stores: Backing, logs: Path, counts: Counts, doors: Doors
) -> list[Child]:
    """Bots, gateways and workers, as many as wanted. The first of a role has no number."""
    shared = {
        "PARKLINE_REDIS_URL": stores.redis_url,
        "PYTHONWARNINGS": "ignore",
    }
    if settings.demo:
        shared |= {"PARKLINE_DEMO": "true", "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]'}

    def child(role: str, number: int, health: str, **more: object) -> Child:
        name = role if number == 0 else f"{role}-{number + 1}"
        variables = {f"PARKLINE_{key}": str(value) for key, value in more.items()}
        command = [sys.executable, "-m", "parkline", role]
        given = shared | _database(role, settings, stores) | variables
        return Child(name, command, given, logs / f"{name}.log", health)

    bots = [settings.bot_port + number for number in range(counts.bots)]
    urls = json.dumps([f"http://127.0.0.1:{port}" for port in bots])
    children = [
        child("bot", number, f"http://127.0.0.1:{port}/", BOT_PORT=port)
        for number, port in enumerate(bots)
    ]
    for number in range(counts.gateways):
        port = _metrics_port(settings, number)
        made = child(
            *("gateway", number, f"http://127.0.0.1:{port}/readyz"),
            GATEWAY_METRICS_PORT=port,
            BOT_URLS=urls,
            LISTEN_FDS=json.dumps(
                {"gateway": doors.gateway.fileno(), "actions": doors.actions.fileno()}
            ),
        )
        made.files = (doors.gateway.fileno(), doors.actions.fileno())
        children.append(made)
    for number in range(counts.workers):
        port = settings.worker_metrics_port + number
        health = f"http://127.0.0.1:{port}/readyz"
        children.append(child("worker", number, health, WORKER_METRICS_PORT=port))
    return children


def _database(role: str, settings: Settings, stores: Backing) -> dict[str, str]:
    """The one URL that a process needs, as its role. The bot needs none.

    All of the settings are set, so that a child does not inherit the owner's or another's.
    """
    url = ""
    if role == "gateway":
        url = settings.gateway_database_url or _as_role(stores, "gateway")
    elif role == "worker":
        url = settings.worker_database_url or _as_role(stores, "worker")
    names = ("DATABASE_URL", "GATEWAY_DATABASE_URL", "WORKER_DATABASE_URL", "REPORTS_DATABASE_URL")
    return {f"PARKLINE_{name}": url for name in names}


def _as_role(stores: Backing, process: database_roles.Process) -> str:
    """A server of yours has the roles that you made; with none of them, the owner is used."""
    if not any(isinstance(store, Postgres) for store in stores.started):
        return stores.database_url
    return database_roles.as_role(stores.database_url, process)


def _metrics_port(settings: Settings, number: int) -> int:
    """Any free one, unless the settings say where Prometheus looks."""
    if settings.gateway_metrics_port is not None:
        return settings.gateway_metrics_port + number
    with listening("127.0.0.1", 0) as probe:
        port: int = probe.getsockname()[1]
        return port
