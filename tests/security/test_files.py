"""What holds secrets, or words of tenants, is read by its owner alone, with the usual umask."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from parkline.bot import bot
from parkline.demo.vendor.board import Board

OTHERS = 0o077


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_the_demo_vendors_board_which_says_who_ordered(tmp_path: Path) -> None:
    file = tmp_path / "board.json"
    Board(file).save()
    assert file.stat().st_mode & OTHERS == 0


async def test_the_log_of_a_scratch_parks_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "command", lambda _port: ["/bin/true"])
    log = tmp_path / "bot.log"
    process = await bot.start(1, {}, log)
    await process.wait()
    assert log.stat().st_mode & OTHERS == 0
