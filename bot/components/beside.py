"""Work beside this process, in copies of it: Python computes on one core at a time.

For training only. A copy sees everything as it is when it begins, and gives back what can be
pickled; what it changes stays with it, files apart.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WORTH_IT = 256
"""Items below which a copy takes longer than it saves."""


class BesideFailed(Exception):
    """What was to be done beside failed; the message is where and why."""


class Beside(Generic[R]):
    """Begins when it is made."""

    def __init__(self, work: Callable[[], R]) -> None:
        context = multiprocessing.get_context("fork")
        self._answer, end = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, end), daemon=True)
        self._process.start()
        end.close()

    def result(self) -> R:
        """Waits for it. Raises BesideFailed, also if it was killed. To be asked once."""
        try:
            failed, value = self._answer.recv()
        except EOFError:
            self._process.join()
            raise BesideFailed(f"ended with {self._process.exitcode}") from None
        self._process.join()
        if failed:
            raise BesideFailed(value)
        result: R = value
        return result


def _run(work: Callable[[], object], end: Connection) -> None:
    try:
        end.send((False, work()))
    except Exception:
        end.send((True, traceback.format_exc()))


def cores() -> int:
    """How much can be done at once; 1 where a process cannot be copied safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _each(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    return [work(item) for item in items]


def spread(work: Callable[[T], R], items: Iterable[T], *, worth: int = _WORTH_IT) -> list[R]:
    """`[work(item) for item in items]`, shared among the cores if there are `worth` of them."""
    todo = list(items)
    if len(todo) < worth or cores() == 1:
        return _each(work, todo)
    size = -(-len(todo) // cores())
    shares = [todo[start : start + size] for start in range(0, len(todo), size)]
    others = [Beside(partial(_each, work, share)) for share in shares[1:]]
    done = _each(work, shares[0])
    for other in others:
        done += other.result()
    return done
