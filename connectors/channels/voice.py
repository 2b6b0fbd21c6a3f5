"""Voice messages as WeChat and WeCom play them: AMR-NB, which no browser records.

FFmpeg converts in a process of its own, whose time, memory and output are bounded: a recording
comes from whoever sits at a desk, and a decoder is no place for trust. `imageio-ffmpeg` brings the
program; the variable IMAGEIO_FFMPEG_EXE names another one, which has to know libopencore_amrnb.
"""

import asyncio
import resource
import tempfile
from pathlib import Path

import imageio_ffmpeg
import structlog

from services.kit.file_checking import LONGEST_SECONDS, VOICE_BYTES

MEDIA_TYPE = "audio/amr"
LONGEST = LONGEST_SECONDS - 0.1
"""Seconds: what the encoder holds back adds a frame at the end, and the platforms take a minute."""
BYTES = 2 * 1024 * 1024
"""That either platform takes."""
CONVERT_SECONDS = 12.0
"""A minute takes a second of the processor. With the two calls that send it, it has to fit into
half of the lease of a push."""
AT_ONCE = 2
_MEMORY = 1024 * 1024 * 1024
_CPU_SECONDS = 10
_HEAD = b"#!AMR\n"
_DEMUXERS = {"audio/webm": "matroska", "audio/ogg": "ogg", "audio/mp4": "mov"}
_RATE, _BITS_PER_SECOND = "8000", "12200"
"""Of AMR-NB: its one sampling rate, and the best of its eight modes (3GPP TS 26.071)."""

_slots = asyncio.Semaphore(AT_ONCE)
log = structlog.get_logger(__name__)


class NotConverted(Exception):
    """There is no FFmpeg that can, or it cannot read this recording. `str` says which."""


async def amr(body: bytes, media_type: str) -> bytes:
    """At most a minute of a recording, mono at 8 kHz. `media_type` is what its container says
    (services.kit.file_checking). Raises NotConverted."""
    demuxer = _DEMUXERS.get(media_type)
    if demuxer is None or len(body) > VOICE_BYTES:
        raise NotConverted(media_type)
    async with _slots:
        with tempfile.TemporaryDirectory(prefix="voice-") as folder:
            # What Safari records is read from its end first, which a pipe does not allow.
            recording = Path(folder, "recording")
            await asyncio.to_thread(recording.write_bytes, body)
            made = await _run(await asyncio.to_thread(_program), demuxer, recording)
    if not made.startswith(_HEAD) or len(made) > BYTES:
        raise NotConverted("no AMR came out")
    return made


async def amr_or_none(body: bytes, media_type: str) -> bytes | None:
    """None, noted in the log, where `amr` raises: it is sent as a file or as a link then."""
    try:
        return await amr(body, media_type)
    except NotConverted as why:
        log.warning("voice.not_converted", why=str(why))
        return None


def _program() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        raise NotConverted("no FFmpeg") from None


async def _run(program: str, demuxer: str, recording: Path) -> bytes:
    try:
        process = await asyncio.create_subprocess_exec(
            *(program, "-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1"),
            *("-protocol_whitelist", "file", "-f", demuxer, "-i", str(recording)),
            *("-map", "0:a:0", "-map_metadata", "-1", "-t", str(LONGEST)),
            *("-ac", "1", "-ar", _RATE, "-c:a", "libopencore_amrnb", "-b:a", _BITS_PER_SECOND),
            *("-fs", str(BYTES), "-f", "amr", "-protocol_whitelist", "pipe", "pipe:1"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
            cwd=recording.parent,
        )
    except OSError as problem:
        raise NotConverted(type(problem).__name__) from None
    try:
        _bound(process.pid)
        async with asyncio.timeout(CONVERT_SECONDS):
            made, _ = await process.communicate()
    except TimeoutError:
        raise NotConverted("took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise NotConverted(f"FFmpeg ended with {process.returncode}")
    return made


def _bound(pid: int) -> None:
    """Its limits; one that has ended already needs none. Raises NotConverted where none can be."""
    try:
        resource.prlimit(pid, resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except ProcessLookupError:
        return
    except OSError as problem:
        raise NotConverted(f"no limits: {type(problem).__name__}") from None
