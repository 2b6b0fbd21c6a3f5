"""Who is not let in, however they are written."""

import pytest
from sqlalchemy import select

from models.staff import AuditEntry
from models.visits import VisitBlock
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.visits import blocks
from services.visits.blocks import Blocked, Kind
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import NOW


def by(demo: DemoPark) -> audit.By:
    return audit.By(demo.id, None, NOW)


@pytest.mark.parametrize(
    ("kind", "listed", "comes"),
    [
        ("name", "John  Smith", "john smith"),
        ("name", "张三", " 张三 "),
        ("phone", "+86 139-0000-1234", "13900001234"),
        ("phone", "13900001234", "86 13900001234"),
        ("plate", "粤B·D12345", "粤bd 12345"),
        ("name", "张三", "張三"),
        ("name", "张三", "张\u200b三"),
        ("name", "张三", "\u202e张\u2066三"),
        ("name", "张三", "张.三！"),
        ("name", "John Smith", "Ｊｏｈｎ Ｓｍｉｔｈ"),
        ("name", "John Smith", "Jo\u0301hn S\u00admith"),
        ("name", "JohnSmith", "John Smith"),
        ("phone", "13900001234", "１３９００００１２３４"),
        ("phone", "13900001234", "0086 139\u200b00001234"),
        ("plate", "粤BD12345", "粵ＢＤ１２３４５"),
        ("plate", "粤BD12345", "粤ВD12345"),
        ("plate", "粤BD12045", "粤\u2066BD\u200bI2O45"),
    ],
)
async def test_spelling_lets_nobody_through(
    demo: DemoPark, kind: Kind, listed: str, comes: str
) -> None:
    said = {"names": ["李四"], "phone": None, "plates": ["沪A30N71"]}
    said |= {
        "name": {"names": [comes]}, "phone": {"phone": comes}, "plate": {"plates": ["京A1", comes]},
    }[kind]  # fmt: skip
    async with demo.sessions() as session:
        await blocks.check(session, demo.id, **said)  # type: ignore[arg-type]
        await blocks.add(session, by(demo), kind, listed, reason="偷拍")
        with pytest.raises(Blocked):
            await blocks.check(session, demo.id, **said)  # type: ignore[arg-type]


async def test_a_name_on_the_list_is_no_phone(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await blocks.add(session, by(demo), "name", "13900001234", reason="x")
        await blocks.check(session, demo.id, names=["李四"], phone="13900001234", plates=[])


async def test_another_park_has_its_own_list(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        other = await factories.make_park(session)
        block = await blocks.add(session, by(demo), "name", "张三", reason="偷拍")
        await blocks.check(session, other.id, names=["张三"], phone=None, plates=[])
        with pytest.raises(NotFound):
            await blocks.lift(session, audit.By(other.id, None, NOW), block.id)


async def test_what_is_lifted_holds_no_longer_and_both_are_in_the_log(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        block = await blocks.add(session, by(demo), "name", "张三", reason="偷拍")
        again = await blocks.add(session, by(demo), "name", "张三", reason="又来")
        assert (again.id, again.reason) == (block.id, "偷拍")
        await blocks.lift(session, by(demo), block.id)
        await blocks.lift(session, by(demo), block.id)
        await blocks.check(session, demo.id, names=["张三"], phone=None, plates=[])
        assert await blocks.current(session, demo.id) == []
        noted = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert noted.all()[-2:] == ["block.add", "block.lift"]


@pytest.mark.parametrize(
    ("kind", "value", "reason", "field"),
    [
        ("phone", "no digits", "x", "value"),
        ("name", " ", "x", "value"),
        ("name", "a", " ", "reason"),
    ],
)
async def test_an_entry_needs_somebody_and_a_reason(
    demo: DemoPark, kind: Kind, value: str, reason: str, field: str
) -> None:
    async with demo.sessions() as session:
        with pytest.raises(Invalid) as refused:
            await blocks.add(session, by(demo), kind, value, reason=reason)
        assert refused.value.details["field"] == field


async def test_entries_of_a_version_that_did_not_fold_hold_as_well(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        about = {"park_id": demo.id, "reason": "偷拍", "created_at": NOW}
        old = VisitBlock(kind="name", value="john smith", **about)
        session.add(old)
        await session.flush()
        came = {"names": ["ＪＯＨＮ\u200bＳＭＩＴＨ"], "phone": None, "plates": []}
        with pytest.raises(Blocked):
            await blocks.check(session, demo.id, **came)  # type: ignore[arg-type]
        again = await blocks.add(session, by(demo), "name", "John Smith", reason="x")
        assert again.id == old.id
        await blocks.fold(session)
        assert (old.value, old.folded) == ("john smith", "johnsmith")
        with pytest.raises(Blocked):
            await blocks.check(session, demo.id, **came)  # type: ignore[arg-type]


async def test_the_list_shows_a_name_as_it_was_entered(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await blocks.add(session, by(demo), "name", "John  Smith", reason="x")
        (listed,) = await blocks.current(session, demo.id)
        assert listed.block.value == "John Smith"
