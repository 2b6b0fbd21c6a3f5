"""Replies kept ready, in both languages, with variables such as {name}."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import CannedReply, OwnReply
from models.park import Park
from models.people import Person
from models.staff import Staff
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.people.waiting import newest

VARIABLES = ("name", "agent", "park")
"""What is filled in by itself beside the numbers of what somebody waits for (`Open.variable`);
`{staff}` means `{agent}`. Any other {word} is left to whoever sends."""
LONGEST = 1_000
"""Characters of a text."""
_CODE = re.compile(r"[^\W_][\w-]{0,31}")
"""Letters of any script: 马上到 is typed as quickly as omw."""
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


def fill(reply: CannedReply | OwnReply, language: str, values: Mapping[str, str | None]) -> Filled:
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


async def own(session: AsyncSession, staff: Staff) -> list[OwnReply]:
    """Somebody's own, by code."""
    found = await session.scalars(
        select(OwnReply)
        .where(OwnReply.park_id == staff.park_id, OwnReply.staff_id == staff.id)
        .order_by(OwnReply.code)
    )
    return list(found)


async def offered(session: AsyncSession, staff: Staff) -> list[CannedReply | OwnReply]:
    """What somebody may send, by code: their own, and of the park's what they have no own for."""
    kept: dict[str, CannedReply | OwnReply] = {
        one.code: one for one in await all_of(session, staff.park_id)
    }
    kept |= {one.code: one for one in await own(session, staff)}
    return [kept[code] for code in sorted(kept)]


async def find(session: AsyncSession, park_id: int, reply_id: int) -> CannedReply:
    """Raises NotFound."""
    reply = await session.get(CannedReply, (park_id, reply_id))
    if reply is None:
        raise NotFound(f"canned reply {reply_id}")
    return reply


async def find_own(session: AsyncSession, staff: Staff, reply_id: int) -> OwnReply:
    """Raises NotFound, also of a colleague's."""
    reply = await session.get(OwnReply, (staff.park_id, reply_id))
    if reply is None or reply.staff_id != staff.id:
        raise NotFound(f"own reply {reply_id}")
    return reply


async def add(
    session: AsyncSession, by: By, *, code: str, text_zh: str, text_en: str
) -> CannedReply:
    """Raises Invalid, CodeTaken."""
    reply = CannedReply(park_id=by.park_id, code="", text_zh="", text_en="")
    await _set(session, reply, code, text_zh, text_en)
    session.add(reply)
    await session.flush()
    record(session, by, "canned.add", _name(reply), before={}, after=_shown(reply))
    return reply


async def edit(
    session: AsyncSession, by: By, reply: CannedReply, *, code: str, text_zh: str, text_en: str
) -> None:
    """Raises Invalid, CodeTaken."""
    before = _shown(reply)
    await _set(session, reply, code, text_zh, text_en)
    await session.flush()
    record(session, by, "canned.edit", _name(reply), before=before, after=_shown(reply))


async def remove(session: AsyncSession, by: By, reply: CannedReply) -> None:
    record(session, by, "canned.remove", _name(reply), before=_shown(reply), after={})
    await session.delete(reply)
    await session.flush()


async def add_own(
    session: AsyncSession, staff: Staff, *, code: str, text_zh: str, text_en: str
) -> OwnReply:
    """Nobody else sees it, and the audit log keeps nothing of it. Raises Invalid, CodeTaken."""
    reply = OwnReply(park_id=staff.park_id, staff_id=staff.id, code="", text_zh="", text_en="")
    await _set(session, reply, code, text_zh, text_en)
    session.add(reply)
    await session.flush()
    return reply


async def edit_own(
    session: AsyncSession, reply: OwnReply, *, code: str, text_zh: str, text_en: str
) -> None:
    """Raises Invalid, CodeTaken."""
    await _set(session, reply, code, text_zh, text_en)
    await session.flush()


async def remove_own(session: AsyncSession, reply: OwnReply) -> None:
    await session.delete(reply)
    await session.flush()


def called(reply: CannedReply, _language: str) -> str:
    """What the audit log calls it."""
    return f"/{reply.code}"


def _shown(reply: CannedReply) -> dict[str, str]:
    """For the audit log."""
    return {"canned_code": reply.code, "text_zh": reply.text_zh, "text_en": reply.text_en}


def _name(reply: CannedReply) -> str:
    return f"canned:{reply.id}"


async def _set(
    session: AsyncSession, reply: CannedReply | OwnReply, code: str, text_zh: str, text_en: str
) -> None:
    wanted = code.strip().removeprefix("/").lower()
    if not _CODE.fullmatch(wanted):
        raise Invalid("a code is letters, digits, - and _", field="code")
    texts = {"text_zh": text_zh.strip(), "text_en": text_en.strip()}
    for field, text in texts.items():
        if not 0 < len(text) <= LONGEST:
            raise Invalid(f"a text has 1 to {LONGEST} characters", field=field)
    table = type(reply)
    same = select(table.id).where(
        table.park_id == reply.park_id, table.code == wanted, table.id != (reply.id or 0)
    )
    if isinstance(reply, OwnReply):
        same = same.where(OwnReply.staff_id == reply.staff_id)
    if await session.scalar(same) is not None:
        raise CodeTaken(wanted)
    reply.code, reply.text_zh, reply.text_en = wanted, texts["text_zh"], texts["text_en"]
