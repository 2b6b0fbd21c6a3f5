"""Ways into the mini-app: a one-time code of a conversation, and who WeChat says it is.

A session of the mini-app goes on with one conversation, and so with its cart: that of the code, or
the one that the person used last. Only who has none yet gets one of the mini-program's own.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.logins import LoginCode
from models.people import ChannelIdentity
from services.conversations import conversations
from services.kit import folding
from services.kit.batches import delete_some
from services.kit.errors import Unauthorized
from services.kit.numbers import ALPHABET
from services.people import identities

MINI_PROGRAM = "miniprogram"
"""Channel of the mini-program's customer service, which knows people by the same openid."""
CODE_LENGTH = 10
"""Fifty random bits. Wrong codes slow down nobody but who sends them, so that a code has to be long
enough for as many guesses as a gateway answers: a thousand a second find one of ten codes that hold
at that moment with a chance of one in 3,600 a year."""
CODE_HOLDS = timedelta(minutes=5)


class LoginRefused(Unauthorized):
    """Says nothing about what is wrong with it."""

    code = "login_refused"


async def give_code(
    session: AsyncSession, conversation: Conversation, *, now: datetime
) -> tuple[str, datetime]:
    """A code of CODE_LENGTH signs and until when it holds. Earlier ones hold no more."""
    await _forget_codes(session, conversation)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    until = now + CODE_HOLDS
    session.add(
        LoginCode(
            park_id=conversation.park_id,
            conversation_id=conversation.id,
            code_hash=_digest(code),
            expires_at=until,
        )
    )
    await session.flush()
    return code, until


async def by_code(session: AsyncSession, park_id: int, code: str, *, now: datetime) -> Conversation:
    """The conversation that a code was given in; once. Raises LoginRefused, in one way."""
    used = await session.scalar(
        update(LoginCode)
        .where(
            LoginCode.park_id == park_id,
            LoginCode.code_hash == _digest(_as_shown(code)),
            LoginCode.used_at.is_(None),
            LoginCode.expires_at > now,
        )
        .values(used_at=now)
        .returning(LoginCode.conversation_id)
    )
    if used is None:
        raise LoginRefused("this code does not hold")
    return await conversations.find(session, park_id, used)


async def by_wechat(
    session: AsyncSession,
    park_id: int,
    *,
    openid: str,
    union_id: str | None,
    pushed: bool,
    account: str = "",
    language: str | None = None,
    now: datetime,
) -> Conversation:
    """The conversation that somebody used last whom WeChat vouches for.

    `account`: code of the park's mini-program, if it is not that of the settings. `pushed`: the
    mini-program's customer service sends what is said there. `union_id` makes them the person that
    they are on other channels (services.people.identities).
    """
    return await used_last(
        session,
        park_id,
        channel=MINI_PROGRAM,
        account=account,
        external_id=openid,
        union_id=union_id,
        pushed=pushed,
        language=language,
        now=now,
    )


async def used_last(
    session: AsyncSession,
    park_id: int,
    *,
    channel: str,
    external_id: str,
    account: str = "",
    union_id: str | None = None,
    pushed: bool = False,
    language: str | None = None,
    now: datetime,
) -> Conversation:
    """The conversation that somebody used last whom a channel vouches for; one of that channel if
    they have none yet."""
    opened = await identities.open_conversation(
        session,
        park_id,
        channel=channel,
        account=account,
        external_id=external_id,
        union_id=union_id,
        pushed=pushed,
        language=language,
        now=now,
    )
    found = await session.scalars(
        select(Conversation)
        .join(
            ChannelIdentity,
            (ChannelIdentity.park_id == Conversation.park_id)
            & (ChannelIdentity.id == Conversation.identity_id),
        )
        .where(
            Conversation.park_id == park_id,
            Conversation.person_id == opened.person_id,
            ChannelIdentity.signed_out_at.is_(None),
        )
        .order_by(Conversation.heard_at.desc().nulls_last(), Conversation.id)
        .limit(1)
    )
    return found.one()


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget codes that hold no more, a batch of them; how many."""
    return await delete_some(session, LoginCode, LoginCode.expires_at < now)


async def _forget_codes(session: AsyncSession, conversation: Conversation) -> None:
    await session.execute(
        delete(LoginCode).where(
            LoginCode.park_id == conversation.park_id,
            LoginCode.conversation_id == conversation.id,
        )
    )


def _as_shown(code: str) -> str:
    """As we wrote it, however it was typed: small, full-width, with hyphens, or misread."""
    return folding.plain(code).upper().translate(str.maketrans("OIL", "011"))


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode(errors="replace")).digest()
