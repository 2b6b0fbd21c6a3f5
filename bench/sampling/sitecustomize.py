"""Samples of a process's CPU time, for `bench.where`: Python imports this where it starts.

SIGUSR2 begins, and again it ends: then `SAMPLES`/<pid> holds a line of JSON for each stack, with
how often it was met. The timer counts the time that the process was on a processor, so other work
does not distort it as it does samples by the clock.
"""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

EVERY_SECONDS = 0.002
"""Most kernels look no more often than every four milliseconds."""

_met: Counter[tuple[tuple[str, str], ...]] = Counter()
_running = False


def _note(_number: int, frame: FrameType | None) -> None:
    stack = []
    greenlet = None
    while frame is not None:
        stack.append((frame.f_code.co_filename, frame.f_code.co_name))
        frame = frame.f_back
        if frame is None and "greenlet" in sys.modules:  # SQLAlchemy's go on below.
            greenlet = (greenlet or sys.modules["greenlet"].getcurrent()).parent
            frame = None if greenlet is None else greenlet.gr_frame
    _met[tuple(stack)] += 1


def _turn(_number: int, _frame: FrameType | None) -> None:
    global _running  # noqa: PLW0603 - a signal has no other state.
    _running = not _running
    if _running:
        signal.setitimer(signal.ITIMER_PROF, EVERY_SECONDS, EVERY_SECONDS)
        return
    signal.setitimer(signal.ITIMER_PROF, 0, 0)
    with (Path(os.environ["SAMPLES"]) / str(os.getpid())).open("w") as file:
        file.writelines(json.dumps([count, stack]) + "\n" for stack, count in _met.items())


if "SAMPLES" in os.environ:
    signal.signal(signal.SIGPROF, _note)
    signal.signal(signal.SIGUSR2, _turn)
