"""`parkline up` in a folder and on ports of its own, as its user runs it.

Tests, the bench and the storm bring up theirs with this.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from parkline.settings.ports import free_ports_of_each

ROOT = Path(__file__).resolve().parents[2]
PORTS = ("PORT", "ACTIONS_PORT", "BOT_PORT", "WORKER_METRICS_PORT", "VENDOR_PORT")
READY_SECONDS = 300
"""Includes training the bot, on two busy cores."""
STOP_SECONDS = 60


Instead = Callable[[Sequence[str], Mapping[str, str]], Callable[[], None] | None]
"""What a process does instead of being started: `forked.instead`, or nothing."""


def nothing(_command: Sequence[str], _environment: Mapping[str, str]) -> None:
    """Commands are started, as users do."""


def unset() -> dict[str, str]:
    """The variables of this process but for Parkline's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PARKLINE_")}


def variables(folder: Path, *, of_each: int = 1, **given: str) -> dict[str, str]:
    """Of an installation in this folder, on ports that are free, also for so many gateways, bots
    and workers. `given` are settings by name, without PARKLINE_."""
    ports = {name: str(port) for name, port in free_ports_of_each(PORTS, of_each).items()}
    ours = {"DATA_DIR": str(folder), **ports, **given}
    return {
        **unset(),
        **{f"PARKLINE_{name}": value for name, value in ours.items()},
        "PYTHONWARNINGS": "ignore",
    }


def several(of_each: int) -> list[str]:
    """What `parkline up` is told for so many gateways, bots and workers."""
    return [f"--{role}={of_each}" for role in ("gateways", "bots", "workers")]


@dataclass(frozen=True, slots=True)
class Installation:
    """`said` is the file that holds what the command printed."""

    process: subprocess.Popen[bytes]
    said: Path
    environment: Mapping[str, str]

    def port(self, name: str) -> int:
        return int(self.environment[f"PARKLINE_{name}"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port('PORT')}"

    @property
    def database_url(self) -> str:
        """As the command tells it to its user."""
        found = re.search(r"PARKLINE_DATABASE_URL='([^']+)'", self.said.read_text())
        assert found is not None
        return found[1]

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def up(
    said: Path, environment: Mapping[str, str], *arguments: str, instead: Instead = nothing
) -> Iterator[Installation]:
    """Ready, until the block ends. Raises RuntimeError as `wait_until_ready` does."""
    process = start(said, environment, *arguments, instead=instead)
    try:
        wait_until_ready(process, said)
        yield Installation(process, said, environment)
    finally:
        stop(process)


def start(
    said: Path, environment: Mapping[str, str], *arguments: str, instead: Instead = nothing
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "parkline", "up", *arguments]
    with said.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            preexec_fn=instead(command, environment),  # noqa: PLW1509 - it runs the command itself
        )  # fmt: skip


def wait_until_ready(process: subprocess.Popen[bytes], said: Path) -> None:
    """Raises RuntimeError with the end of what it said, if it ended or takes too long."""
    until = time.monotonic() + READY_SECONDS
    while "] ready;" not in said.read_text():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"`parkline up` did not come up:\n{said.read_text()[-2000:]}")
        time.sleep(0.05)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Raises subprocess.TimeoutExpired if it had to be killed."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
