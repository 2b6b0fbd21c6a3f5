"""Voice messages become AMR-NB (RFC 4867), whatever browser recorded them."""

import time
from pathlib import Path

import pytest

from connectors.channels import voice
from connectors.channels.voice import NotConverted
from tests.given.chat_files import WEBM, recorded
from tests.kit.waiting import PATIENCE

FRAME_BYTES, FRAMES_A_SECOND = 32, 50
BEST_MODE = 0x3C
"""The first byte of a frame of 12.2 kbit/s: mode 7, a good frame."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine of the tests is."""
    monkeypatch.setattr(voice, "CONVERT_SECONDS", PATIENCE)


@pytest.mark.parametrize(
    ("container", "media_type"),
    [("webm", "audio/webm"), ("ogg", "audio/ogg"), ("mp4", "audio/mp4")],
)
async def test_what_a_browser_records_becomes_frames_of_the_best_mode(
    container: str, media_type: str
) -> None:
    made = await voice.amr(recorded(container), media_type)
    assert made[:6] == b"#!AMR\n"
    frames = made[6:]
    assert len(frames) % FRAME_BYTES == 0
    assert set(frames[::FRAME_BYTES]) == {BEST_MODE}
    assert len(frames) / FRAME_BYTES / FRAMES_A_SECOND == pytest.approx(3, abs=0.1)


async def test_a_minute_is_all_that_the_platforms_take() -> None:
    made = await voice.amr(recorded("webm", 70), "audio/webm")
    assert 59.5 < (len(made) - 6) / FRAME_BYTES / FRAMES_A_SECOND <= 60


@pytest.mark.parametrize(
    ("body", "media_type"),
    [(WEBM, "audio/webm"), (recorded("ogg"), "audio/webm"), (b"%PDF-1.7", "application/pdf")],
    ids=["no-recording", "another-container", "no-sound"],
)
async def test_what_cannot_be_read_is_refused(body: bytes, media_type: str) -> None:
    with pytest.raises(NotConverted):
        await voice.amr(body, media_type)
    assert await voice.amr_or_none(body, media_type) is None


async def test_a_program_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "ffmpeg"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(slow))
    monkeypatch.setattr(voice, "CONVERT_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(NotConverted, match="took too long"):
        await voice.amr(recorded("webm"), "audio/webm")
    assert time.monotonic() - began < 5


async def test_without_a_program_it_is_sent_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/nowhere/ffmpeg")
    with pytest.raises(NotConverted):
        await voice.amr(recorded("webm"), "audio/webm")
