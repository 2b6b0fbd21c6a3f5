"""API keys of vendors."""

from datetime import timedelta

import pytest

from models.vendors import ApiKey
from parkline.stores.database import Sessions
from services.kit.errors import NotFound, Unauthorized
from services.vendors import keys
from tests.given import factories
from tests.given.factories import CREATED as NOW


async def make_key(sessions: Sessions) -> tuple[ApiKey, str]:
    async with sessions.begin() as session:
        park = await factories.make_park(session)
        vendor = await factories.make_vendor(session, park)
        return await keys.create(session, park.id, vendor.id, now=NOW)


async def test_a_key_opens_for_its_vendor_and_is_kept_only_as_a_hash(sessions: Sessions) -> None:
    row, key = await make_key(sessions)

    async with sessions() as session:
        found = await keys.authenticate(session, key, now=NOW)

    kind, prefix, secret = key.split("_", 2)
    assert (kind, prefix) == ("pk", row.prefix)
    assert len(secret) >= 43
    assert secret.encode() not in row.hash
    assert (found.park_id, found.vendor_id) == (row.park_id, row.vendor_id)


async def test_everything_else_is_refused_alike(sessions: Sessions) -> None:
    _, key = await make_key(sessions)
    prefix = key.split("_")[1]
    wrong = ["", "pk", "pk_", "pk__", f"pk_{prefix}", f"pk_{prefix}_", key[:-1], key + "x"]
    wrong += [key.upper(), f"pk_\0_{key}", "钥匙", "pk_\udcff_x", key.replace("pk_", "sk_")]

    async with sessions() as session:
        for attempt in wrong:
            with pytest.raises(Unauthorized, match=r"^a valid API key is needed$"):
                await keys.authenticate(session, attempt, now=NOW)


async def test_a_revoked_key_opens_nothing(sessions: Sessions) -> None:
    row, key = await make_key(sessions)
    async with sessions.begin() as session:
        await keys.revoke(session, row.park_id, row.id, now=NOW)

    async with sessions() as session:
        with pytest.raises(Unauthorized):
            await keys.authenticate(session, key, now=NOW)


async def test_use_is_noted_once_a_minute_at_most(sessions: Sessions) -> None:
    _, key = await make_key(sessions)

    async def use(after: timedelta) -> timedelta:
        async with sessions.begin() as session:
            row = await keys.authenticate(session, key, now=NOW + after)
        assert row.last_used_at is not None
        return row.last_used_at - NOW

    assert await use(timedelta(0)) == timedelta(0)
    assert await use(timedelta(seconds=59)) == timedelta(0)
    assert await use(timedelta(seconds=60)) == timedelta(seconds=60)


async def test_a_key_needs_a_vendor(sessions: Sessions) -> None:
    async with sessions() as session:
        with pytest.raises(NotFound):
            await keys.create(session, 1, 1, now=NOW)
        with pytest.raises(NotFound):
            await keys.revoke(session, 1, 1, now=NOW)
