"""A move that is killed goes on when its operator says the same again: at no moment do two
installations serve the park, and at the end one has all of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from parkline.operating.moving.manifest import MANIFEST
from tests.kit.installation import ROOT, unset
from tests.parkline.operating.moving.two_installations import PASSPHRASE, Side

POINTS = (
    "read_only",
    "drained",
    "fence:park",
    "fence:order",
    "fence:procrastinate_jobs",
    "jobs",
    "moving",
    "folder",
    "file:event",
    "manifest",
    "exported",
    "look",
    "import:park",
    "import:order",
    "import:resting_job",
    "arriving",
    "arrived",
    "lifted:event",
    "imported",
    "verify:message",
    "receipt",
    "verified",
    "gone",
    "release",
    "unfenced",
    "awake",
    "switched",
)
"""Each before what it is named for, so that each is behind what the one before is named for."""


class Killed(BaseException):
    """As SIGKILL: nobody catches it."""


class Killer:
    """Kills once at each of its points, in their order."""

    def __init__(self, points: Sequence[str]) -> None:
        self.left = list(points)

    def __call__(self, step: str) -> None:
        if self.left and step == self.left[0]:
            del self.left[0]
            raise Killed


def steps(old: Side, new: Side) -> list[Callable[[], object]]:
    return [
        old.export,
        new.take_in,
        new.verify,
        lambda: old.switch("https://new.example"),
        new.switch,
    ]


def serving(*sides: Side) -> int:
    active = "select count(*) from park where slug = 'daybreak' and state = 'active'"
    return sum(side.asked(active) for side in sides)


def with_work(old: Side) -> None:
    """A job that waits, and an event whose handlers have not run."""
    old.do(
        "insert into procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
        " select 'notices', 'notice_due', jsonb_build_object('park_id', id), now() from park"
    )
    old.do(
        "insert into event (park_id, uid, type, version, subject, sequence, data, occurred_at,"
        " due_at) select id, gen_random_uuid(), 'order.placed', 1, 'order:1', 1, '{}', now(),"
        " now() from park"
    )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("points", [POINTS[0::3], POINTS[1::3], POINTS[2::3]], ids=["1", "2", "3"])
def test_killed_at_a_point_of_each_step_it_goes_on(
    points: tuple[str, ...], old: Side, twin: Side
) -> None:
    """Nine points of one move: each cuts off the step that it is in, which is said again."""
    with_work(old)
    items = old.asked("select count(*) from item")
    killer = Killer(points)
    for step in steps(old.told(killer), twin.told(killer)):
        done = False
        while not done:
            try:
                step()
                done = True
            except Killed:
                assert serving(old, twin) <= 1
    assert killer.left == [], "every point was come to"
    assert serving(old, twin) == serving(twin) == 1
    park = twin.asked("select id from park where slug = 'daybreak'")
    assert twin.asked("select count(*) from item where park_id = %s", park) == items
    assert twin.asked("select count(*) from procrastinate_jobs") == 1
    assert twin.asked("select (args ->> 'park_id')::bigint from procrastinate_jobs") == park
    assert twin.asked("select count(*) from event where park_id = %s", park) == 1
    assert twin.asked("select due_at is not null from event where park_id = %s", park)
    assert old.asked("select count(*) from procrastinate_jobs") == 0
    assert old.asked("select state from park") == "gone"


def command(side: Side, file: Path, name: str, *more: str) -> subprocess.Popen[str]:
    environment = unset() | {
        "PARKLINE_DATABASE_URL": side.url,
        "PARKLINE_SECRET_KEY": "a secret key for tests alone, and long",
        "PARKLINE_PARK": "daybreak",
    }
    words = ["park", name, str(side.folder), "--passphrase-file", str(file), *more]
    return subprocess.Popen(
        [sys.executable, "-m", "parkline", *words],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> str:
    said, problem = process.communicate(timeout=120)
    assert process.returncode == 0, problem
    return said


@pytest.mark.timeout(600)
def test_a_process_that_is_killed_has_changed_nothing_by_halves(old: Side, new: Side) -> None:
    """Of the commands, as an operator gives them."""
    file = old.folder.with_name("passphrase")
    file.write_bytes(PASSPHRASE + b"\n")
    for side, name, point in ((old, "export", "file:message"), (new, "import", "import:event")):
        process = command(side, file, name)
        assert process.stderr is not None
        for line in process.stderr:
            if line.rstrip().endswith(point):
                os.kill(process.pid, signal.SIGKILL)
                break
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        if side is old:
            assert not (old.folder / MANIFEST).exists()
        else:
            assert new.asked("select count(*) from park") == 0
        ended(command(side, file, name))
    assert "are equal" in ended(command(new, file, "verify"))
    assert "gone" in ended(command(old, file, "switch", "--to", "https://new.example"))
    assert "active" in ended(command(new, file, "switch"))
    assert serving(old, new) == serving(new) == 1
