"""The logs that `parkline up` writes: one file a day for each process, and an end to each.

Times are UTC. A process keeps its file open, so its lines are moved and the file is emptied in
place; a line that is written in that instant may be lost.
"""

import asyncio
import gzip
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import structlog

EVERY_SECONDS = 60.0
_KEPT = re.compile(r".+\.log\.(\d{4}-\d{2}-\d{2})\.gz")

log = structlog.get_logger(__name__)


async def keep_in_time(folder: Path, days: int, clock: Callable[[], datetime]) -> None:
    """Forever: begin a new day's files when it begins, and remove those older than `days`."""
    while True:
        try:
            await asyncio.to_thread(turn_over, folder, days, clock().astimezone(UTC).date())
        except OSError as problem:
            log.warning("logs.not_turned_over", problem=str(problem))
        await asyncio.sleep(EVERY_SECONDS)


def turn_over(folder: Path, days: int, today: date) -> None:
    """Put away what files hold of earlier days, and remove what was put away `days` ago.

    Which day a file is of is told by `.day` beside it, or by when it was last written.
    """
    mark = folder / ".day"
    try:
        marked = date.fromisoformat(mark.read_text())
    except (FileNotFoundError, ValueError):
        marked = None
    for path in sorted(folder.glob("*.log")):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        day = marked or written
        if day < today and path.stat().st_size:
            _put_away(path, day)
    mark.write_text(today.isoformat())
    for path in folder.iterdir():
        said = _KEPT.fullmatch(path.name)
        if said and date.fromisoformat(said[1]) < today - timedelta(days=days):
            path.unlink()


def _put_away(path: Path, day: date) -> None:
    target = path.with_name(f"{path.name}.{day.isoformat()}.gz")
    with (
        path.open("rb") as lines,
        open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out,
        gzip.GzipFile(fileobj=out, mode="wb") as packed,
    ):
        shutil.copyfileobj(lines, packed)
        shutil.copyfileobj(lines, packed)  # What was written meanwhile.
        os.truncate(path, 0)
