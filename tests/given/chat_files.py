"""Files that staff send in a chat."""

import subprocess
from functools import cache
from typing import Any

import imageio_ffmpeg

from services.conversations import conversations
from services.handoffs import files
from services.kit.file_checking import check
from tests.contract.installation import Installation
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.given.factories import make_staff

PDF = b"%PDF-1.7\n" + b"0" * 2_000 + b"\n%%EOF\n"
WEBM = b"\x1aE\xdf\xa3" + b"0" * 500
"""Of a recording no more than its first bytes."""
OGG = b"OggS" + b"0" * 500
_RECORDED = {"webm": "libopus", "ogg": "libopus", "mp4": "aac"}


@cache
def recorded(container: str, seconds: int = 3) -> bytes:
    """A tone, as a browser would record it: webm, ogg (Firefox) or mp4 (Safari)."""
    moving = ("-movflags", "frag_keyframe+empty_moov") if container == "mp4" else ()
    done = subprocess.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error"),
            *("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"),
            *("-c:a", _RECORDED[container], "-b:a", "24k", *moving, "-f", container, "pipe:1"),
        ],
        capture_output=True,
        check=True,
    )
    return done.stdout


async def of_staff(
    installation: Installation,
    channel: str,
    external_id: str,
    body: bytes = PDF,
    *,
    name: str = "合同 2026.pdf",
    seconds: float | None = None,
) -> dict[str, Any]:
    """The data of a message that shows it."""
    opened = await installation.door.open(channel, external_id)
    async with installation.sessions.begin() as session:
        conversation = await conversations.find(session, opened.park_id, opened.id)
        member = await make_staff(session, opened.park_id)
        checked = check(body, name=name, seconds=seconds)
        now = WEDNESDAY_MORNING
        return {
            "files": [await files.keep_of_staff(session, conversation, member, checked, now=now)]
        }
