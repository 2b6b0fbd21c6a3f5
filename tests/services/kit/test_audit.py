"""The trail of changes: what is kept, and how it is read."""

from sqlalchemy import select

from models.staff import AuditEntry
from parkline.stores.database import Sessions
from services.kit.audit import By, entries, latest, record
from tests.given.factories import CREATED, make_park


async def test_only_what_differs_is_kept(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        by = By(park.id, None, CREATED)
        before = {"price": 2200, "name_zh": "牛肉面", "aliases": []}
        record(session, by, "item.edit", "item:1", before=before, after=before | {"price": 2400})
        record(session, by, "item.add", "item:2", before={}, after={"price": 100, "stock": None})
        record(session, by, "item.remove", "item:2", before={"price": 100}, after={})
    async with sessions() as session:
        kept = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(one.before, one.after) for one in kept] == [
        ({"price": 2200}, {"price": 2400}),
        ({}, {"price": 100, "stock": None}),
        ({"price": 100}, {}),
    ]
    assert {(one.staff_id, one.at) for one in kept} == {(None, CREATED)}


async def test_a_change_of_nothing_is_not_noted(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        same = {"active": True}
        by = By(park.id, None, CREATED)
        record(session, by, "item.edit", "item:1", before=same, after=dict(same))
    async with sessions() as session:
        assert await entries(session, park.id) == []
        assert await latest(session, park.id, "item:1") is None


async def test_a_kind_is_not_mistaken_for_another_that_begins_like_it(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        by = By(park.id, None, CREATED)
        for subject in ("item:1", "item_option:1", "item:12"):
            record(session, by, "x.edit", subject, before={}, after={"n": 1})
    async with sessions() as session:
        of_kind = await entries(session, park.id, kind="item")
        of_one = await entries(session, park.id, subject="item:1")
        newest = await latest(session, park.id, "item:12")
    assert [one.row.subject for one in of_kind] == ["item:12", "item:1"]
    assert [one.row.subject for one in of_one] == ["item:1"]
    assert newest is not None
    assert newest.name is None
