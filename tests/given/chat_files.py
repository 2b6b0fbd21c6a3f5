"""Files that staff send in a chat."""

from typing import Any

from services.conversations import conversations
from services.handoffs import files
from services.kit.file_checking import check
from tests.contract.installation import Installation
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.given.factories import make_staff

PDF = b"%PDF-1.7\n" + b"0" * 2_000 + b"\n%%EOF\n"
WEBM = b"\x1aE\xdf\xa3" + b"0" * 500
OGG = b"OggS" + b"0" * 500


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
