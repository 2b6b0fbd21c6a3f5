"""`parkline up --demo` of the tests: read, killed in parts, stopped."""

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

from tests.kit.installation import ROOT, Installation, Instead, nothing, several, up, variables
from tests.kit.processes import children, command

COMMANDS = {"bot": "bot.components.rasa_cli", "gateway": "parkline gateway", "worker": "worker"}


@dataclass(frozen=True, slots=True)
class Stack(Installation):
    of_each: int = 1
    """Gateways, bots and workers."""

    @property
    def chat_url(self) -> str:
        return f"{self.url}/"

    @property
    def board_url(self) -> str:
        return f"http://127.0.0.1:{self.port('VENDOR_PORT')}/"

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

    def kill(self, role: str, *, having: str = "") -> None:
        """SIGKILL the process of a role, and wait until it is gone. `having`: in its command, where
        there are several."""
        pid = self.pid(role, having=having)
        assert pid is not None, f"no {role} is running"
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: self.pid(role, having=having) != pid, 10, f"{role} to die")

    def pid(self, role: str, *, having: str = "") -> int | None:
        for pid in children(self.process.pid):
            said = command(pid)
            if COMMANDS[role] in said and having in said:
                return pid
        return None

    @property
    def bot_ports(self) -> list[int]:
        return [self.port("BOT_PORT") + number for number in range(self.of_each)]


@contextmanager
def running(data: Path, *, of_each: int = 1, instead: Instead = nothing) -> Iterator[Stack]:
    """Up until the block ends; what it and its processes said is printed if the block fails."""
    data.mkdir(mode=0o755)
    environment = variables(data, of_each=of_each, DEMO="true")
    try:
        # Beside a second park, which nothing of the first may reach.
        arguments = ("--demo", *several(of_each))
        with up(data / "up.log", environment, *arguments, instead=instead) as made:
            stack = Stack(made.process, made.said, environment, of_each)
            _open_every_day(stack)
            yield stack
            _nothing_was_denied(data)
    finally:
        _print_logs(data)


def _nothing_was_denied(data: Path) -> None:
    """Gateway and worker each are a role of the database: whatever tests made them do, it sufficed.

    A line in `rights.py` of its domain is missing otherwise.
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


def _print_logs(data: Path) -> None:
    """pytest shows it only where something failed."""
    for log in [data / "up.log", *sorted((data / "log").glob("*.log"))]:
        lines = log.read_text(errors="replace").splitlines()[-60:] if log.exists() else []
        print(f"--- {log.name}", *lines, sep="\n")
