"""What `parkline up` and `parkline backup` leave on the disk is their owner's to read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stack.stack import Stack

OTHERS = 0o077
READ_BY_OTHERS = 0o044
HARMLESS = {"up.pid", "up.log"}
"""A number; and what `up` itself says, which the test has written there."""


def _umask() -> int:
    now = os.umask(0o022)
    os.umask(now)
    return now


def readable(folder: Path) -> Iterator[Path]:
    """Whatever others could read: they come no further than into a folder that lets them pass."""
    for entry in folder.iterdir():
        mode = entry.lstat().st_mode
        if entry.is_dir():
            if mode & OTHERS:
                yield from readable(entry)
            if mode & READ_BY_OTHERS:
                yield entry
        elif mode & READ_BY_OTHERS:
            yield entry


@pytest.mark.timeout(240)
@pytest.mark.skipif(bool(_umask() & READ_BY_OTHERS), reason="this umask hides everything")
def test_of_everything_that_is_written_others_read_nothing(stack: Stack) -> None:
    data = stack.said.parent
    assert {"log", "postgres", "valkey"} <= {entry.name for entry in data.iterdir()}
    saved = data / "backup"
    stack.parkline("backup", str(saved))
    assert {entry.name for entry in readable(data)} == HARMLESS
    saved.unlink()
