"""Photos are decoded in a child that is killed when it takes too much; its seat is held so long."""

import asyncio
import os
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest

from edge.photo_cleaner import PhotoCleaner, photo_cleaner
from edge.problems import Unavailable
from services.kit.photo_cleaning import PhotoBroken, PhotoTooLarge, PhotoType
from tests.given.photo_files import SVG, decoded, encoded, picture, png_of, telltale_jpeg, turned
from tests.kit.waiting import until
from tests.services.kit.test_photo_structure import with_scans

PHOTO = encoded(picture())
HANGS = (sys.executable, "-c", "import time, sys; sys.stdout.flush(); time.sleep(600)")


@pytest.fixture
async def clean() -> AsyncIterator[PhotoCleaner]:
    async with photo_cleaner() as cleaner:
        yield cleaner


async def test_a_photo_comes_back_clean_and_the_child_is_kept(clean: PhotoCleaner) -> None:
    first = await clean(PHOTO)
    child = clean._idle[0].process.pid
    second = await clean(encoded(picture((3_000, 1_500))), longest=1_080)
    assert (first.width, first.height, decoded(first.thumbnail).size) == (640, 480, (320, 240))
    assert (second.width, decoded(second.image).size) == (1_080, (1_080, 540))
    assert [one.process.pid for one in clean._idle] == [child]


async def test_every_kind_of_photo_is_decoded_where_no_module_can_be_loaded(
    clean: PhotoCleaner,
) -> None:
    several = encoded(picture(), "MPO", save_all=True, append_images=[picture()])
    for raw in (telltale_jpeg(), turned(6), several, encoded(picture(mode="CMYK"))):
        assert (await clean(raw)).image.startswith(b"\xff\xd8")
    for kind, mode in (("PNG", "P"), ("PNG", "LA"), ("PNG", "I;16"), ("WEBP", "RGBA")):
        raw = encoded(picture(mode="L").convert(mode), kind)
        assert (await clean(raw)).width == 640


async def test_what_is_refused_is_refused_with_its_reason(clean: PhotoCleaner) -> None:
    for other in (SVG, b"\0\0\0\x18ftypheic" + b"\0" * 200):
        with pytest.raises(PhotoType):
            await clean(other)
    with pytest.raises(PhotoTooLarge) as refused:
        await clean(png_of(20_000, 10_000))
    assert refused.value.details == {"limit": 40_000_000, "unit": "pixels"}
    for raw in (PHOTO[:5_00], with_scans(40)):
        with pytest.raises(PhotoBroken):
            await clean(raw)
    assert (await clean(PHOTO)).width == 640


async def test_a_child_that_takes_too_long_is_killed_and_the_next_photo_has_another() -> None:
    clean = PhotoCleaner(at_once=1, seconds=0.3, command=HANGS)
    with pytest.raises(PhotoBroken):
        await clean(PHOTO)
    assert clean._idle == []
    clean._command = PhotoCleaner()._command
    clean._seconds = 30
    assert (await clean(PHOTO)).width == 640
    await clean.close()


async def test_the_seat_is_held_until_the_child_of_who_went_away_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clean = PhotoCleaner(at_once=1, command=HANGS)
    started = []
    start = clean._start

    async def noted() -> Any:
        child = await start()
        started.append(child.process.pid)
        return child

    monkeypatch.setattr(clean, "_start", noted)
    asking = asyncio.create_task(clean(PHOTO))

    async def is_started() -> bool:
        return bool(started)

    await until(is_started)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not clean._seats.locked()
    assert not psutil.pid_exists(started[0])


async def test_too_many_that_wait_are_refused_and_not_kept() -> None:
    clean = PhotoCleaner(at_once=1, waiting=1, command=HANGS)
    asking = [asyncio.create_task(clean(PHOTO)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await clean(PHOTO)
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)


@pytest.mark.parametrize(
    "answer",
    [
        b"L",
        b"L" + b"\x07" * 17,
        b"L\x00" + b"\x7f\xff\xff\xff" * 4,
        b"L\x00\0\0\0\1\0\0\0\1\0\0\0\4\0\0\0\4<htm<htm",
        b"L\x01\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0[]",
    ],
    ids=["nothing", "another kind", "gigabytes", "no picture", "no reason"],
)
async def test_an_answer_of_a_child_that_is_no_longer_ours_is_not_believed(answer: bytes) -> None:
    script = f"import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write({answer!r})"
    clean = PhotoCleaner(command=(sys.executable, "-c", script))
    with pytest.raises(PhotoBroken):
        await clean(PHOTO)
    assert clean._idle == []


async def test_the_child_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, clean: PhotoCleaner
) -> None:
    monkeypatch.setenv("PARKLINE_SECRET_KEY", "CANARY")
    await clean(PHOTO)
    said = psutil.Process(clean._idle[0].process.pid).environ()
    assert not any("PARKLINE" in name or "CANARY" in value for name, value in said.items())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux limits processes")
@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("bytes(500 * 1024 * 1024)", "MemoryError"),
        ("open('/etc/hostname')", "OSError"),
        ("import socket; socket.socket()", "Error"),
    ],
)
def test_the_kernel_limits_what_a_child_may_take(hostile: str, said: str) -> None:
    script = f"from edge import photo_child; assert photo_child.limit(); {hostile}"
    ended = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert ended.returncode != 0
    assert said in ended.stderr or ended.stderr == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux limits processes")
def test_the_kernel_ends_a_child_that_never_stops() -> None:
    script = textwrap.dedent("""
        from edge import photo_child
        photo_child.CPU_SECONDS = 0
        photo_child.limit()
        photo_child._allow_processor()
        while True: pass
    """)
    ended = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert ended.returncode == -24  # SIGXCPU


def test_a_gateway_that_dies_leaves_no_child_behind() -> None:
    reads, writes = os.pipe()
    child = subprocess.Popen(
        PhotoCleaner()._command, stdin=reads, stdout=subprocess.DEVNULL, close_fds=True
    )
    os.close(reads)
    os.close(writes)
    assert child.wait(20) == 0
