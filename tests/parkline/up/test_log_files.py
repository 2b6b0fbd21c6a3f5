"""Logs of `parkline up` have a file a day, and an end."""

import gzip
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from parkline.up.log_files import turn_over

TODAY = date(2026, 12, 2)


def written(path: Path, text: str, day: date) -> None:
    path.write_text(text)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (at, at))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".day"}


def test_a_new_day_puts_the_old_ones_lines_away_and_goes_on_in_the_same_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "gateway.log"
    turn_over(tmp_path, 180, TODAY)
    with path.open("ab") as output:
        output.write(b"one\n")
        output.flush()
        turn_over(tmp_path, 180, TODAY)
        assert names(tmp_path) == {"gateway.log"}
        turn_over(tmp_path, 180, TODAY + timedelta(days=1))
        output.write(b"two\n")
    assert path.read_bytes() == b"two\n"
    assert gzip.decompress((tmp_path / "gateway.log.2026-12-02.gz").read_bytes()) == b"one\n"


def test_what_is_older_than_its_period_goes_and_nothing_else_does(tmp_path: Path) -> None:
    for name in ("bot.log.2026-11-01.gz", "bot.log.2026-11-02.gz", "mine.txt", "notes.gz"):
        (tmp_path / name).write_bytes(b"")
    turn_over(tmp_path, 30, TODAY)
    assert names(tmp_path) == {"bot.log.2026-11-02.gz", "mine.txt", "notes.gz"}


def test_lines_of_days_on_which_nothing_ran_are_put_away_at_the_next_start(tmp_path: Path) -> None:
    written(tmp_path / "bot.log", "long ago\n", date(2026, 11, 20))
    turn_over(tmp_path, 180, TODAY)
    assert gzip.decompress((tmp_path / "bot.log.2026-11-20.gz").read_bytes()) == b"long ago\n"
    assert (tmp_path / "bot.log").read_bytes() == b""


def test_two_parts_of_a_day_are_one_file_that_can_be_read(tmp_path: Path) -> None:
    for text in ("one\n", "two\n"):
        (tmp_path / ".day").write_text("2026-12-01")
        written(tmp_path / "bot.log", text, date(2026, 12, 1))
        turn_over(tmp_path, 180, TODAY)
    assert gzip.decompress((tmp_path / "bot.log.2026-12-01.gz").read_bytes()) == b"one\ntwo\n"


def test_what_is_put_away_is_its_owners_alone(tmp_path: Path) -> None:
    written(tmp_path / "bot.log", "x\n", date(2026, 12, 1))
    turn_over(tmp_path, 180, TODAY)
    [kept] = tmp_path.glob("*.gz")
    assert kept.stat().st_mode & 0o777 == 0o600
