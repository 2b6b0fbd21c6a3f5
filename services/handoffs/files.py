"""Documents and voice messages in a conversation: kept, and found by whoever has the address.

People read and hear them; the bot does neither, and says so.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from models.conversations import Conversation, ConversationFile
from models.staff import Staff
from services.conversations import conversations, receiving
from services.conversations.commands import command
from services.conversations.conversations import Reply
from services.conversations.receiving import Received
from services.kit.errors import NotFound, Refused
from services.kit.file_checking import Checked
from services.people import guest_limits
from services.texts import say

MOST = 12
"""Files that a tenant sends in one conversation within WITHIN."""
WITHIN = timedelta(hours=1)


class TooManyFiles(Refused):
    """`details`: `limit`."""

    code = "too_many_files"


async def receive(
    session: AsyncSession,
    conversation: Conversation,
    checked: Checked,
    *,
    external_id: str,
    caption: str = "",
    now: datetime,
) -> Received:
    """Store a file and the inbound message that shows it, once for each `external_id`.

    Words that come along are understood like any others. Without them the bot has nothing to
    understand: it says so, and offers a person. Raises TooManyFiles, GuestLimit, TooManyWaiting.
    """
    received = await receiving.receive(
        session,
        conversation,
        external_id=external_id,
        text=caption,
        command=None if caption else command("file"),
        now=now,
    )
    if received.duplicate:
        return received
    kept = await _keep_of_tenant(session, conversation, checked, now)
    message = received.message
    message.data = {**message.data, "files": [shown(kept)]}
    if caption:
        await session.flush()
        return received
    message.payload = None
    if conversation.owner == "bot":
        message.status = "handled"
        await session.flush()
        await _offer_person(session, conversation, checked, now)
    return Received(message, duplicate=False, answering=False)


async def keep_of_staff(
    session: AsyncSession,
    conversation: Conversation,
    staff: Staff,
    checked: Checked,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Store a file that staff send; how the message's data names it."""
    return shown(await _keep(session, conversation, checked, now, staff_id=staff.id))


async def load(session: AsyncSession, park_id: int, file_id: int, token: str) -> ConversationFile:
    """A file with its bytes. Raises NotFound, for a wrong token too: whoever has the address may
    have the file."""
    found = await session.get(
        ConversationFile,
        (park_id, file_id),
        options=[undefer(ConversationFile.body)],
        populate_existing=True,
    )
    if found is None or not hmac.compare_digest(found.token.encode(), token.encode()):
        raise NotFound(f"file {file_id}")
    return found


async def load_linked(session: AsyncSession, park_id: int, file_id: int) -> ConversationFile:
    """The same for an address that was signed and checked. Raises NotFound."""
    whole = [undefer(ConversationFile.body)]
    found = await session.get(ConversationFile, (park_id, file_id), options=whole)
    if found is None:
        raise NotFound(f"file {file_id}")
    return found


def shown(kept: ConversationFile) -> dict[str, Any]:
    """How a message's data names a file, under `files`."""
    return {
        "id": kept.id,
        "token": kept.token,
        "kind": kept.kind,
        "name": kept.name,
        "size": kept.size,
        "seconds": kept.seconds,
    }


async def _offer_person(
    session: AsyncSession, conversation: Conversation, checked: Checked, now: datetime
) -> None:
    language = conversation.language
    person = {"title": say(language, "button-person"), "payload": str(command("ask_human"))}
    told = Reply(say(language, f"file-unread-{checked.kind}", name=checked.name), buttons=[person])
    await conversations.speak(session, conversation, [told], author="bot", now=now)


async def _keep_of_tenant(
    session: AsyncSession, conversation: Conversation, checked: Checked, now: datetime
) -> ConversationFile:
    """The conversation's row is locked: two uploads at once are counted one after the other."""
    sent = await session.scalar(
        select(func.count()).where(
            ConversationFile.park_id == conversation.park_id,
            ConversationFile.conversation_id == conversation.id,
            ConversationFile.staff_id.is_(None),
            ConversationFile.created_at > now - WITHIN,
        )
    )
    if (sent or 0) >= MOST:
        raise TooManyFiles(limit=MOST)
    await guest_limits.take_one(session, conversation, "photo", now=now)
    return await _keep(session, conversation, checked, now)


async def _keep(
    session: AsyncSession,
    conversation: Conversation,
    checked: Checked,
    now: datetime,
    staff_id: int | None = None,
) -> ConversationFile:
    kept = ConversationFile(
        park_id=conversation.park_id,
        conversation_id=conversation.id,
        staff_id=staff_id,
        token=secrets.token_urlsafe(16),
        kind=checked.kind,
        media_type=checked.media_type,
        name=checked.name,
        size=len(checked.body),
        seconds=checked.seconds,
        body=checked.body,
        created_at=now,
    )
    session.add(kept)
    await session.flush()
    return kept
