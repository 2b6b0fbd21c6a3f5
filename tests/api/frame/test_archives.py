"""A person's data and photos, sent while they are packed."""

import io
import json
import random
import tracemalloc
import zipfile
from typing import Any

import pytest
from sqlalchemy import insert

from api.frame import archives
from models.conversations import Message
from models.tickets import Photo
from services.privacy import export
from services.privacy.holdings import holdings
from tests.api.driver import Api, Tenant
from tests.kit.waiting import until

MEGABYTE = 1024 * 1024
PHOTOS = 60


async def with_photos(api: Api, count: int, size: int = MEGABYTE) -> Tenant:
    tenant = await api.tenant(name="韩梅梅")
    row = {
        "park_id": api.demo.id,
        "conversation_id": tenant.conversation.id,
        "media_type": "image/jpeg",
        "width": 2048,
        "height": 1536,
        "image": random.Random(7).randbytes(size),
        "thumbnail": b"\xff\xd8\xff",
        "created_at": api.clock(),
    }
    async with api.demo.sessions.begin() as session:
        for number in range(count):
            await session.execute(insert(Photo).values(**row, token=f"token-{number}"))
    return tenant


async def with_messages(api: Api, tenant: Tenant, count: int) -> None:
    async with api.demo.sessions.begin() as session:
        for seq in range(1, count + 1):
            session.add(
                Message(
                    park_id=api.demo.id,
                    conversation_id=tenant.conversation.id,
                    seq=seq,
                    external_id=f"m{seq}",
                    channel="app",
                    direction="in",
                    author="tenant",
                    text=f"第{seq}句",
                    status="handled",
                    created_at=api.clock(),
                )
            )


async def whole(tenant: Tenant) -> int:
    """How many files are in their archive."""
    answer = await tenant.ask("GET", "/me/data.zip")
    assert answer.status == 200
    packed = zipfile.ZipFile(io.BytesIO(await answer.read()))
    assert packed.testzip() is None
    return len(packed.namelist())


async def test_sixty_megabytes_of_photos_are_not_held_in_memory(api: Api) -> None:
    tenant = await with_photos(api, PHOTOS)
    tracemalloc.start()
    try:
        answer = await tenant.ask("GET", "/me/data.zip")
        sent = 0
        async for chunk in answer.content.iter_any():
            sent += len(chunk)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent > PHOTOS * MEGABYTE
    assert peak < 16 * MEGABYTE


async def test_while_it_is_sent_no_connection_is_held_and_another_waits(api: Api) -> None:
    tenant = await with_photos(api, 20)
    other = await api.tenant(name="李雷")
    first = await tenant.ask("GET", "/me/data.zip")  # And reads nothing of it.
    pool: Any = api.demo.sessions.kw["bind"].pool

    async def is_idle() -> bool:
        return bool(pool.checkedout() == 0)

    await until(is_idle)
    refused = await tenant.ask("GET", "/me/data.zip")
    assert (refused.status, (await refused.json())["code"]) == (429, "too_many_requests")
    assert (await tenant.ask("GET", "/me/data")).status == 429
    assert await whole(other) == 1
    packed = zipfile.ZipFile(io.BytesIO(await first.read()))
    assert packed.testzip() is None
    assert len(packed.namelist()) == 21
    assert await whole(tenant) == 21


async def test_the_gateway_packs_for_three_people_at_once(api: Api) -> None:
    people = [await with_photos(api, 12) for _ in range(4)]
    begun = [await one.ask("GET", "/me/data.zip") for one in people[:3]]
    assert [one.status for one in begun] == [200, 200, 200]
    assert (await people[3].ask("GET", "/me/data.zip")).status == 429
    for one in begun:
        await one.read()
    assert await whole(people[3]) == 13


async def test_what_is_packed_is_what_the_export_says(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = await api.tenant(name="韩梅梅")
    await tenant.order()
    await with_messages(api, tenant, 1_203)
    told = await tenant.get("/me/data")
    answer = await tenant.ask("GET", "/me/data.zip")
    packed = zipfile.ZipFile(io.BytesIO(await answer.read()))
    found = json.loads(packed.read("data.json"))
    assert found["made_at"] == told["made_at"]
    assert found["sections"].keys() == told["sections"].keys()
    texts = [one["text"] for one in found["sections"]["messages"]]
    assert texts[:1_203] == [f"第{seq}句" for seq in range(1, 1_204)]
    for name, rows in told["sections"].items():
        ordered = sorted(map(json.dumps, rows))
        assert sorted(map(json.dumps, found["sections"][name])) == ordered


async def test_pages_follow_one_another_and_the_last_says_so(api: Api) -> None:
    tenant = await api.tenant(name="韩梅梅")
    await with_messages(api, tenant, 5)
    async with api.demo.sessions() as session:
        held = await holdings(session, tenant.person)
        part = dict(export.sections())["messages"]
        seen, after = [], ()
        for expected in (2, 2, 1):
            rows, after = await export.page(session, held, part, after, limit=2)  # type: ignore[assignment]
            assert len(rows) == expected
            seen += [row["text"] for row in rows]
    assert (seen, after) == (["第1句", "第2句", "第3句", "第4句", "第5句"], None)


async def test_an_archive_that_breaks_off_does_not_look_whole(api: Api) -> None:
    """Nor does one that takes longer than its time."""
    tenant = await with_photos(api, 1)

    async def broken() -> Any:
        yield b"PK"
        raise RuntimeError("the database went away")

    async def archive(*_given: Any) -> Any:
        async for part in broken():
            yield part

    original = archives.archive
    archives.archive = archive
    try:
        answer = await tenant.ask("GET", "/me/data.zip")
        with pytest.raises(Exception, match=r"payload|closed|complete"):
            await answer.read()
    finally:
        archives.archive = original
    assert await whole(tenant) == 2
