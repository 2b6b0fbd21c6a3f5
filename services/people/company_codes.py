"""Codes that let one person join a company: a week, one use, few tries. Issued at the desk."""

import asyncio
import hashlib
import json
import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.people import Company, JoinCode, JoinTry, Person
from services.kit import folding
from services.kit.audit import By, record
from services.kit.batches import delete_some
from services.kit.errors import Conflict, NotFound, Refused
from services.kit.numbers import ALPHABET, LENGTH
from services.people import membership

CODE_LASTS = timedelta(days=7)
TRIES_KEPT = timedelta(days=1)
"""More than the window in which they are counted."""
LONGEST = 60
"""Of words that bring a code, in characters; what is longer tells of something else."""
TRIES_PER_HOUR = 5
"""Wrong codes of one person."""
TRIES_OF_ALL = 100
"""Wrong codes of a whole park in an hour. A week of them, with twenty codes about, finds one with a
chance of one in three thousand."""

_SAYS = re.compile(
    r"(?:我(?:要|想)?|请|帮我)*(?:加入|绑定)(?:我们|我的)?(?:公司|企业)\s*(?:码|邀请码)?\s*:?\s*"
    r"(?P<zh>[0-9a-z]{6})"
    r"|(?:i(?:'d like| want) to |please )?join (?:my |the |our )?company\s*(?:code)?\s*:?\s*"
    r"(?P<en>[0-9a-z]{6})"
)
_MISREAD = str.maketrans("OIL", "011")
_ENDS = " \t\n.。!！~～"


class CodeWrong(Refused):
    """No such code, used, or over. `details`: `left`, how many tries there are."""

    code = "join_code_wrong"


class TriesSpent(Refused):
    """Too many wrong codes in an hour."""

    code = "join_tries_spent"


class AlreadyThere(Conflict):
    """They belong to that company."""

    code = "join_already_there"


def command(text: str) -> str | None:
    """The command that "加入公司 K7M2QX" stands for; None for anything else."""
    if len(text) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().strip(_ENDS)
    found = _SAYS.fullmatch(plain)
    if found is None:
        return None
    return "/join_company" + json.dumps({"code": found["zh"] or found["en"]})


async def issue(session: AsyncSession, by: By, company: Company) -> str:
    """A code for one person of the company, shown only now."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = JoinCode(
        park_id=company.park_id,
        company_id=company.id,
        hash=await _hash(company.park_id, code),
        staff_id=by.staff_id,
        created_at=by.at,
        expires_at=by.at + CODE_LASTS,
    )
    session.add(row)
    await session.flush()
    record(session, by, "company.code", f"company:{company.id}", before={}, after={"code": row.id})
    return code


async def revoke_all(session: AsyncSession, by: By, company: Company) -> int:
    """End every code of a company that nobody has used; how many there were."""
    open_codes = (await session.scalars(_open(company, by.at))).all()
    for row in open_codes:
        row.expires_at = by.at
    await session.flush()
    before = {"codes": len(open_codes)}
    record(session, by, "company.codes_end", f"company:{company.id}", before=before, after={})
    return len(open_codes)


async def still_open(session: AsyncSession, company: Company, *, now: datetime) -> int:
    """How many codes of a company can still be used."""
    return len((await session.scalars(_open(company, now))).all())


def _open(company: Company, now: datetime) -> Select[JoinCode]:
    return select(JoinCode).where(
        JoinCode.park_id == company.park_id,
        JoinCode.company_id == company.id,
        JoinCode.used_at.is_(None),
        JoinCode.expires_at > now,
    )


async def redeem(
    session: AsyncSession, conversation: Conversation, code: str, *, now: datetime
) -> Company:
    """Make whose conversation it is one of the company's people.

    Raises CodeWrong, which counts as a try, TriesSpent, AlreadyThere, which leaves the code as it
    is. Commit also when CodeWrong is raised.
    """
    person = await session.get_one(
        Person, (conversation.park_id, conversation.person_id), with_for_update=True
    )
    left = await _tries_left(session, person, now)
    row = await _find(session, person.park_id, code, now)
    if row is None:
        session.add(JoinTry(park_id=person.park_id, person_id=person.id, at=now))
        await session.flush()
        raise CodeWrong(left=left - 1)
    company = await session.get_one(Company, (row.park_id, row.company_id))
    if person.company_id == company.id:
        raise AlreadyThere
    row.used_at, row.person_id = now, person.id
    await membership.settle(session, membership.own(person.park_id, now), person.id, company.id)
    return company


async def move(session: AsyncSession, by: By, person: Person, company: Company | None) -> None:
    """Let somebody belong to a company, or to none, without a code. Visits that they hosted for the
    one before end. Raises NotFound."""
    if company is not None and company.park_id != person.park_id:
        raise NotFound("no such company")
    await membership.settle(session, by, person.id, company.id if company else None)


async def _find(session: AsyncSession, park_id: int, code: str, now: datetime) -> JoinCode | None:
    """The code's row, locked, if it holds. What is looked up is a hash of what was typed, so that
    the time it takes tells nothing about the codes that there are."""
    row = await session.scalar(
        select(JoinCode)
        .where(JoinCode.park_id == park_id, JoinCode.hash == await _hash(park_id, code))
        .with_for_update()
    )
    return row if row is not None and row.used_at is None and now < row.expires_at else None


async def _tries_left(session: AsyncSession, person: Person, now: datetime) -> int:
    """Raises TriesSpent."""
    recent = (JoinTry.park_id == person.park_id) & (JoinTry.at > now - timedelta(hours=1))
    mine = func.count().filter(JoinTry.person_id == person.id)
    counted = await session.execute(select(mine, func.count()).where(recent))
    of_mine, of_all = counted.one()
    if of_mine >= TRIES_PER_HOUR or of_all >= TRIES_OF_ALL:
        raise TriesSpent
    return TRIES_PER_HOUR - int(of_mine)


async def _hash(park_id: int, code: str) -> bytes:
    """Slow on purpose: a code has thirty bits, and a copy of the database must not give it away."""
    plain = folding.plain(code).upper().translate(_MISREAD).encode()
    return await asyncio.to_thread(
        hashlib.scrypt, plain, salt=f"join:{park_id}".encode(), n=2**14, r=8, p=1, dklen=32
    )


async def forget_tries(session: AsyncSession, *, now: datetime) -> int:
    """A batch of tries that count no more."""
    return await delete_some(session, JoinTry, JoinTry.at < now - TRIES_KEPT)
