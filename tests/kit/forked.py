"""`parkline …` in a process that is forked from the tests, not started anew.

The tests have imported all of Parkline already, which takes most of the time that a gateway or a
worker needs to start. The process is a child like any other: it has a number, is sent signals, is
killed and waited for. What counts on its command line or on its start is started as users do.
"""

import asyncio
import functools
import gc
import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Never

import structlog

from parkline.cli import app
from parkline.roles import gateway, worker
from parkline.up import supervisor

IMPORTED = (gateway, supervisor, worker)
"""What the commands import when they are called."""
OURS = [sys.executable, "-m", "parkline"]
LAST_FILE = 65536

_exec = asyncio.create_subprocess_exec


def instead(
    command: Sequence[str], environment: Mapping[str, str], files: Sequence[int] = ()
) -> Callable[[], Never] | None:
    """The `preexec_fn` of a process with this command: what it names is run by it, and nothing is
    started. `files` stay open, as `pass_fds` says it. Nothing for a command that is not ours."""
    if list(command[: len(OURS)]) != OURS:
        return None
    return functools.partial(_run, command[len(OURS) :], dict(environment), files)


async def create_subprocess_exec(*command: str, **how: Any) -> asyncio.subprocess.Process:
    """As asyncio's."""
    how["preexec_fn"] = instead(command, how.get("env") or os.environ, how.get("pass_fds", ()))
    return await _exec(*command, **how)


def _run(arguments: Sequence[str], environment: Mapping[str, str], files: Sequence[int]) -> Never:
    # Whoever collects what the tests left would close files by numbers that are ours by now.
    gc.freeze()
    close_all_but(files)
    status = 1
    try:
        _forget_the_tests(environment)
        app(list(arguments), prog_name="parkline")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def close_all_but(files: Sequence[int]) -> None:
    """Among them is the pipe through which the parent learns that it may go on."""
    after = 3
    for kept in [*sorted(file for file in files if file >= after), LAST_FILE]:
        os.closerange(after, kept)
        after = kept + 1


def _forget_the_tests(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, buffering=1, closefd=False)
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    logging.getLogger().handlers.clear()
    structlog.reset_defaults()
    warnings.simplefilter("ignore")
    # `parkline up` starts others.
    asyncio.create_subprocess_exec = create_subprocess_exec  # type: ignore[assignment]
