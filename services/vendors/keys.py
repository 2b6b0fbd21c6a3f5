"""API keys of vendors. Shown once, kept as a hash, compared in constant time."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import ApiKey, Vendor
from services.kit.errors import NotFound, Unauthorized
from services.kit.rest import require_work

_USE_NOTED_EVERY = timedelta(minutes=1)
_NO_HASH = bytes(32)


async def create(
    session: AsyncSession, park_id: int, vendor_id: int, *, now: datetime
) -> tuple[ApiKey, str]:
    """A new key as `pk_<prefix>_<secret>`, shown only now. Raises NotFound."""
    if await session.get(Vendor, (park_id, vendor_id)) is None:
        raise NotFound(f"vendor {vendor_id}")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey(
        park_id=park_id,
        vendor_id=vendor_id,
        prefix=prefix,
        hash=_hash(secret),
        created_at=now,
    )
    session.add(key)
    await session.flush()
    return key, f"pk_{prefix}_{secret}"


async def authenticate(session: AsyncSession, key: str, *, now: datetime) -> ApiKey:
    """The row of a valid key. Raises Unauthorized, in the same way whatever is wrong."""
    prefix, secret = _split(key)
    found = await session.scalar(select(ApiKey).where(ApiKey.prefix == prefix))
    expected = found.hash if found is not None else _NO_HASH
    is_right = hmac.compare_digest(expected, _hash(secret))
    if found is None or not is_right or found.revoked_at is not None:
        raise unknown()
    await require_work(session, found.park_id)
    # Not on every call: a busy vendor's key would become a row that its requests queue for.
    if found.last_used_at is None or now - found.last_used_at >= _USE_NOTED_EVERY:
        found.last_used_at = now
    return found


def unknown() -> Unauthorized:
    """Of a key that nobody has."""
    return Unauthorized("a valid API key is needed")


async def revoke(session: AsyncSession, park_id: int, key_id: int, *, now: datetime) -> None:
    """End a key. Revoking it again changes nothing. Raises NotFound."""
    key = await session.get(ApiKey, (park_id, key_id))
    if key is None:
        raise NotFound(f"API key {key_id}")
    key.revoked_at = key.revoked_at or now
    await session.flush()


def _split(key: str) -> tuple[str, str]:
    kind, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    is_ours = kind == "pk" and prefix.isascii() and prefix.isalnum()
    return (prefix, secret) if is_ours else ("", "")


def _hash(secret: str) -> bytes:
    # The secret holds 256 random bits: a slow hash would add nothing but time.
    return hashlib.sha256(secret.encode(errors="replace")).digest()
