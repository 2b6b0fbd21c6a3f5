"""Photos are decoded in processes of their own, which are ended when they take too much."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

import structlog

from edge import photo_child
from edge.photo_child import ANSWER, CALL, CLEANED, REFUSED
from edge.problems import Unavailable
from services.kit.photo_cleaning import (
    BYTES_LIMIT,
    LONGEST_SIDE,
    Cleaned,
    PhotoBroken,
    PhotoTooLarge,
    PhotoType,
)

AT_ONCE = 2
"""Children, each with a photo at most."""
WAITING = 32
"""Photos that wait for a child, of ten megabytes each at most; more are refused."""
SECONDS = 30.0
"""For one photo by the clock, after which its child is killed. On a machine with more work than
processors the processor's time (photo_child.CPU_SECONDS) passes more slowly."""
PHOTOS_EACH = 500
"""Of a child, which is replaced then: memory that a decoder lost goes with it."""

_COMMAND = (sys.executable, "-I", "-m", photo_child.__name__)
"""-I: neither the environment nor the working directory says what is imported."""
_ANSWER_LIMIT = 4 * 1024
"""Bytes of a refusal."""
_REFUSALS = {kind.code: kind for kind in (PhotoBroken, PhotoTooLarge, PhotoType)}

log = structlog.get_logger(__name__)


class CleanPhoto(Protocol):
    async def __call__(self, raw: bytes, *, longest: int = LONGEST_SIDE) -> Cleaned:
        """Raises PhotoType, PhotoTooLarge, PhotoBroken, and Unavailable when too many wait."""


class ChildFailed(Exception):
    """The process ended, or said what it never says."""


@dataclass(slots=True)
class _Child:
    process: Process
    photos: int = 0
    greeted: bool = False

    async def clean(self, raw: bytes, longest: int) -> Cleaned:
        """Raises PhotoType, PhotoTooLarge, PhotoBroken, ChildFailed."""
        sink, source = self.process.stdin, self.process.stdout
        assert sink is not None
        assert source is not None
        self.photos += 1
        try:
            sink.write(CALL.pack(len(raw), longest))
            sink.write(raw)
            await sink.drain()
            await self._greet(source)
            return await _read(source, longest)
        except (OSError, asyncio.IncompleteReadError) as problem:
            raise ChildFailed(repr(problem)) from problem

    async def _greet(self, source: asyncio.StreamReader) -> None:
        if self.greeted:
            return
        if await source.readexactly(1) != photo_child.LIMITED:
            log.warning("photos.unlimited", platform=sys.platform)
        self.greeted = True

    async def end(self) -> None:
        """At once, and not before it is gone: whoever waits for its seat gets no processor that it
        still has."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


class PhotoCleaner:
    """Use `photo_cleaner()`. Children are started by the first photos and kept."""

    def __init__(
        self,
        *,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        seconds: float = SECONDS,
        command: tuple[str, ...] = _COMMAND,
    ) -> None:
        self._seats = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._inside = 0
        self._seconds = seconds
        self._command = command
        self._idle: list[_Child] = []

    async def warm(self) -> None:
        """Start a child, so that the first photo need not wait for it."""
        if not self._idle:
            self._idle.append(await self._start())

    async def __call__(self, raw: bytes, *, longest: int = LONGEST_SIDE) -> Cleaned:
        """Raises PhotoType, PhotoTooLarge, PhotoBroken, and Unavailable when too many wait."""
        if len(raw) > BYTES_LIMIT:
            raise PhotoTooLarge("too many bytes", limit=BYTES_LIMIT, unit="bytes")
        if self._inside >= self._most:
            raise Unavailable("too many photos are being looked at")
        self._inside += 1
        try:
            async with self._seats:
                return await self._clean(raw, longest)
        finally:
            self._inside -= 1

    async def close(self) -> None:
        children, self._idle = self._idle, []
        for child in children:
            await child.end()

    async def _clean(self, raw: bytes, longest: int) -> Cleaned:
        child = self._idle.pop() if self._idle else await self._start()
        done = False
        try:
            async with asyncio.timeout(self._seconds):
                cleaned = await child.clean(raw, longest)
            done = True
            return cleaned
        except (PhotoType, PhotoTooLarge, PhotoBroken):
            done = True
            raise
        except (ChildFailed, TimeoutError) as problem:
            log.warning("photos.child_ended", bytes=len(raw), problem=repr(problem))
            raise PhotoBroken("it takes too much to decode") from problem
        finally:
            if done and child.photos < PHOTOS_EACH:
                self._idle.append(child)
            else:  # Also when who asked has gone: the seat is held until the work is over.
                await _to_its_end(child.end)

    async def _start(self) -> _Child:
        """Raises Unavailable."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment()
            )
        except OSError as problem:
            log.error("photos.no_child", problem=repr(problem))
            raise Unavailable("photos cannot be decoded now") from problem
        return _Child(process)


@asynccontextmanager
async def photo_cleaner() -> AsyncIterator[PhotoCleaner]:
    cleaner = PhotoCleaner()
    try:
        yield cleaner
    finally:
        await cleaner.close()


async def _to_its_end(act: Callable[[], Awaitable[None]]) -> None:
    """Also while this task is cancelled."""
    ending = asyncio.ensure_future(act())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await ending
        raise


async def _read(source: asyncio.StreamReader, longest: int) -> Cleaned:
    """Believes nothing: what decoded a hostile photo may be in its hands by now."""
    kind, first, second, image_bytes, thumbnail_bytes = ANSWER.unpack(
        await source.readexactly(ANSWER.size)
    )
    if kind == REFUSED and first <= _ANSWER_LIMIT:
        raise _refusal(await source.readexactly(first))
    fits = 1 <= first <= longest and 1 <= second <= longest
    if kind != CLEANED or not fits or max(image_bytes, thumbnail_bytes) > BYTES_LIMIT:
        raise ChildFailed("an answer of another form")
    image = await source.readexactly(image_bytes)
    thumbnail = await source.readexactly(thumbnail_bytes)
    if not all(one.startswith(b"\xff\xd8\xff") for one in (image, thumbnail)):
        raise ChildFailed("no JPEG")
    return Cleaned(image, thumbnail, first, second)


def _refusal(said: bytes) -> Exception:
    try:
        found = json.loads(said)
        kind, details = _REFUSALS[found["code"]], found["details"]
        plain = {
            str(name): value for name, value in details.items() if isinstance(value, int | str)
        }
        return kind("so says the child", **plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ChildFailed("a refusal of another form")


def _environment() -> dict[str, str]:
    """No secret of ours."""
    return {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
