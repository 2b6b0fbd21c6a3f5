"""Replies kept ready, in both languages, with variables such as {name}."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import CannedReply
from models.park import Park
from models.people import Person
from models.staff import Staff
from services.kit.errors import Conflict, Invalid, NotFound
from services.people.waiting import newest

VARIABLES = ("name", "agent", "park")
"""What is filled in by itself beside the numbers of what somebody waits for (`Open.variable`);
`{staff}` means `{agent}`. Any other {word} is left to whoever sends."""
LONGEST = 1_000
"""Characters of a text."""
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_VARIABLE = re.compile(r"\{(\w+)\}")
_ALIASES = {"staff": "agent"}


class CodeTaken(Conflict):
    code = "code_taken"


@dataclass(frozen=True, slots=True)
class Filled:
    """`open` are the variables that still stand in `text` in their braces."""

    code: str
    text: str
    open: tuple[str, ...]


def fill(reply: CannedReply, language: str, values: Mapping[str, str | None]) -> Filled:
    """The reply in a language with every variable that has a value."""
    missing: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        name = _ALIASES.get(found[1], found[1])
        if value := values.get(name):
            return value
        missing[found[1]] = None
        return found[0]

    text = _VARIABLE.sub(put, reply.text_zh if language == "zh" else reply.text_en)
    return Filled(reply.code, text, tuple(missing))


async def values_for(
    session: AsyncSession, conversation: Conversation, staff: Staff, park: Park
) -> dict[str, str | None]:
    """What the variables stand for: the tenant's name, their newest open ticket, and so on."""
    person = await session.get_one(Person, (conversation.park_id, conversation.person_id))
    park_name = park.name_zh if conversation.language == "zh" else park.name_en
    return {
        "name": person.name,
        "agent": staff.name,
        "park": park_name,
        **await newest(session, conversation.park_id, conversation.person_id),
    }


async def all_of(session: AsyncSession, park_id: int) -> list[CannedReply]:
    """By code."""
    found = await session.scalars(
        select(CannedReply).where(CannedReply.park_id == park_id).order_by(CannedReply.code)
    )
    return list(found)


async def find(session: AsyncSession, park_id: int, reply_id: int) -> CannedReply:
    """Raises NotFound."""
    reply = await session.get(CannedReply, (park_id, reply_id))
    if reply is None:
        raise NotFound(f"canned reply {reply_id}")
    return reply


async def add(
    session: AsyncSession, park_id: int, *, code: str, text_zh: str, text_en: str
) -> CannedReply:
    """Raises Invalid, CodeTaken."""
    reply = CannedReply(park_id=park_id, code="", text_zh="", text_en="")
    await _set(session, reply, code, text_zh, text_en)
    session.add(reply)
    await session.flush()
    return reply


async def edit(
    session: AsyncSession, reply: CannedReply, *, code: str, text_zh: str, text_en: str
) -> None:
    """Raises Invalid, CodeTaken."""
    await _set(session, reply, code, text_zh, text_en)
    await session.flush()


async def remove(session: AsyncSession, reply: CannedReply) -> None:
    await session.delete(reply)
    await session.flush()


async def _set(
    session: AsyncSession, reply: CannedReply, code: str, text_zh: str, text_en: str
) -> None:
    wanted = code.strip().removeprefix("/").lower()
    if not _CODE.fullmatch(wanted):
        raise Invalid("a code is letters, digits, - and _", field="code")
    texts = {"text_zh": text_zh.strip(), "text_en": text_en.strip()}
    for field, text in texts.items():
        if not 0 < len(text) <= LONGEST:
            raise Invalid(f"a text has 1 to {LONGEST} characters", field=field)
    taken = await session.scalar(
        select(CannedReply.id).where(
            CannedReply.park_id == reply.park_id,
            CannedReply.code == wanted,
            CannedReply.id != (reply.id or 0),
        )
    )
    if taken is not None:
        raise CodeTaken(wanted)
    reply.code, reply.text_zh, reply.text_en = wanted, texts["text_zh"], texts["text_en"]
