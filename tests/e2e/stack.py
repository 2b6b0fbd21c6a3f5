"""`parkline up --demo` as a user runs it: a subprocess that is read, killed in parts, stopped."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from parkline.settings.ports import free_ports_of_each

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 200
"""Includes training the bot, on two busy cores."""
PORTS = ("PORT", "ACTIONS_PORT", "BOT_PORT", "WORKER_METRICS_PORT", "VENDOR_PORT")
COMMANDS = {"bot": "bot.components.rasa_cli", "gateway": "parkline gateway", "worker": "worker"}


@dataclass(frozen=True, slots=True)
class Stack:
    """`said` is the file that holds what the command printed."""

    process: subprocess.Popen[bytes]
    said: Path
    ports: dict[str, int]
    environment: dict[str, str]
    of_each: int = 1
    """Gateways, bots and workers."""

    @property
    def chat_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['PORT']}/"

    @property
    def board_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['VENDOR_PORT']}/"

    @property
    def database_url(self) -> str:
        """As the command tells it to its user."""
        found = re.search(r"PARKLINE_DATABASE_URL='([^']+)'", self.said.read_text())
        assert found is not None
        return found[1]

    @property
    def redis_url(self) -> str:
        """As the command tells it to its gateway."""
        environment = Path(f"/proc/{self.pid('gateway')}/environ").read_text()
        found = re.search(r"PARKLINE_REDIS_URL=([^\0]+)", environment)
        assert found is not None
        return found[1]

    def parkline(self, *arguments: str) -> str:
        """Run another command of the operator's on this installation; what it printed."""
        environment = {**self.environment, "PARKLINE_DATABASE_URL": self.database_url}
        done = subprocess.run(
            [sys.executable, "-m", "parkline", *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def kill(self, role: str, *, having: str = "") -> None:
        """SIGKILL the process of a role, and wait until it is gone. `having`: in its command, where
        there are several."""
        pid = self.pid(role, having=having)
        assert pid is not None, f"no {role} is running"
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: self.pid(role, having=having) != pid, 10, f"{role} to die")

    def pid(self, role: str, *, having: str = "") -> int | None:
        for pid in _children(self.process.pid):
            command = _command(pid)
            if COMMANDS[role] in command and having in command:
                return pid
        return None

    @property
    def bot_ports(self) -> list[int]:
        return [self.ports["BOT_PORT"] + number for number in range(self.of_each)]


@contextmanager
def running(data: Path, *, of_each: int = 1) -> Iterator[Stack]:
    """Up until the block ends; what it and its processes said is printed if the block fails."""
    data.mkdir(mode=0o755)
    ports = free_ports_of_each(PORTS, of_each)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PARKLINE_")},
        **{f"PARKLINE_{name}": str(port) for name, port in ports.items()},
        "PARKLINE_DATA_DIR": str(data),
        "PARKLINE_DEMO": "true",
        "PYTHONWARNINGS": "ignore",
    }
    said = data / "up.log"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "parkline", "up", "--demo"),
                *(f"--{role}={of_each}" for role in ("gateways", "bots", "workers")),
            ],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    stack = Stack(process, said, ports, environment, of_each)
    try:
        wait_for(lambda: "] ready;" in said.read_text() or _ended(process), READY_SECONDS, "ready")
        assert process.poll() is None, "parkline up ended"
        _open_every_day(stack)
        yield stack
        _nothing_was_denied(data)
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            _print_logs(data)


def _nothing_was_denied(data: Path) -> None:
    """Gateway and worker each are a role of the database: whatever tests made them do, it sufficed.

    A line in `parkline/stores/role_rules.py` is missing otherwise.
    """
    denied = {
        f"{log.stem}: {said}"
        for log in (data / "log").glob("*.log")
        for said in re.findall(r"permission denied for \w+ \w+", log.read_text(errors="replace"))
    }
    assert denied == set()


def _open_every_day(stack: Stack) -> None:
    """The clock is real, and the tests are to pass on a holiday too."""
    stack.sql("update service_window set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true")


def wait_for(true: object, seconds: float, what: str) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"waited {seconds} s for {what}"
        time.sleep(0.05)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


def _children(parent: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # It ended meanwhile.
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            yield int(stat.parent.name)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _print_logs(data: Path) -> None:
    """pytest shows it only where something failed."""
    for log in [data / "up.log", *sorted((data / "log").glob("*.log"))]:
        lines = log.read_text(errors="replace").splitlines()[-60:] if log.exists() else []
        print(f"--- {log.name}", *lines, sep="\n")
