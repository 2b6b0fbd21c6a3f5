"""One way in, and how it is tried: what is kept first, then what Hypothesis thinks of."""

import hashlib
import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.background import Background

CORPUS = Path(__file__).parent / "corpus"
LONG = int(os.environ.get("PARKLINE_FUZZ") or 0)
"""Inputs for each way in, in `make fuzz`. What fails there is made short and kept in the corpus."""
SHORT = 30
"""In `make test`: the same ones each time."""
PATIENCE = 5.0
"""Seconds for one input, on a busy machine, too."""
FAILURE = 500
FAILURES = frozenset({"error", "critical", "exception"})

Send = Callable[[bytes], Awaitable[int]]
"""Give an input to what is tried; the status that it was answered with, 0 where there is none."""


class Failed(AssertionError):
    """An input did what none may."""


def corpus(name: str) -> list[bytes]:
    """The inputs kept for a way in: well-formed seeds, and what once failed (`failed-…`)."""
    return [file.read_bytes() for file in sorted((CORPUS / name).glob("*"))]


def attack(background: Background, name: str, send: Send, inputs: st.SearchStrategy[bytes]) -> None:
    """Give each input to `send`. None may be answered by a failure of ours, take long, leave an
    error in the log, or a task that failed."""
    last = b""

    def give(data: bytes) -> None:
        nonlocal last
        last = data
        began = time.monotonic()
        with _errors() as errors:
            status = background.run(_status(send, data))
        took = time.monotonic() - began
        wrong = [*errors, *background.wrong]
        background.wrong.clear()
        if status >= FAILURE or wrong or took > PATIENCE:
            raise Failed(f"{status} in {took:.1f} s, {wrong}, for {data[:2000]!r}")

    @settings(
        max_examples=LONG or SHORT,
        database=None,
        derandomize=not LONG,
        deadline=None,
        phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=inputs)
    def try_all(data: bytes) -> None:
        give(data)

    for data in corpus(name):
        give(data)
    try:
        try_all()
    except Exception:
        if LONG:
            digest = hashlib.sha256(last).hexdigest()[:12]
            (CORPUS / name).mkdir(exist_ok=True)
            (CORPUS / name / f"failed-{digest}").write_bytes(last)
        raise


async def _status(send: Send, data: bytes) -> int:
    return await send(data)


class _Kept(logging.Handler):
    """Not what aiohttp says of requests: their status says it, and what is no HTTP is refused."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "aiohttp.server":
            self._kept.append(record.getMessage())


@contextmanager
def _errors() -> Iterator[list[str]]:
    """What is logged as an error meanwhile, by us or by what we stand on."""
    kept: list[str] = []
    handler = _Kept(kept)
    logging.getLogger().addHandler(handler)
    try:
        with structlog.testing.capture_logs() as log:
            yield kept
        kept += [str(entry) for entry in log if entry["log_level"] in FAILURES]
    finally:
        logging.getLogger().removeHandler(handler)
