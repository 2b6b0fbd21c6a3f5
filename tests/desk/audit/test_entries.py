"""Every change of the settings leaves a trace, and the trace is readable."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from desk.frame.app import routes
from desk.frame.deps import EndpointAnswer
from models.catalogue import Item
from models.staff import AuditEntry, Staff
from services.catalogue import admin
from services.kit.snapshots import snapshot, version
from services.staff import sign_in_tries
from services.staff.sign_in_tries import Place
from services.vendors.endpoints import CheckedUrl
from tests.desk.changes import ANSWER, EXAMPLES, VAULT, Rows
from tests.desk.channels.platforms import FakePlatforms
from tests.desk.driver import Desk, open_desk
from tests.desk.operating import form
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park

OF_FILES = {"/operate/catalogue/file", "/operate/catalogue/file/take-in"}
"""Looked at with a file in hand: tests/desk/catalogue/test_files.py."""
CHANGES = [
    route.path
    for route in routes()
    if route.method == "POST" and route.path.startswith("/operate/")
    if route.path not in OF_FILES
]


@pytest.fixture
async def desk(demo: DemoPark) -> AsyncIterator[Desk]:
    async def test(_park_id: int, _endpoint_id: int) -> EndpointAnswer:
        return EndpointAnswer(200, 12)

    async def check(url: str) -> CheckedUrl:
        return CheckedUrl(url)

    async with open_desk(
        demo, vault=VAULT, test_endpoint=test, check_url=check, platforms=FakePlatforms()
    ) as desk:
        yield desk


def test_there_is_an_example_of_every_change() -> None:
    assert sorted(EXAMPLES) == sorted(CHANGES)


async def test_every_change_leaves_an_entry_that_is_told_in_words(desk: Desk) -> None:
    rows = Rows(desk)
    await rows.prepare()
    silent: list[str] = []
    async with desk.signed_in("operator") as browser:
        for path, values in EXAMPLES.items():
            before = await count(desk)
            if path.endswith("/unlock"):
                await lock(desk, rows.ids["member"])
            given = {name: _filled(value, rows.ids) for name, value in values.items()}
            given["version"] = await rows.see(path)
            answer = await browser.htmx(path.format_map(rows.ids), form(given))
            assert answer.status == 200, (path, answer.status, answer.headers.get("HX-Trigger"))
            if await count(desk) == before:
                silent.append(path)
        page = await browser.page("/audit") + await browser.page("/audit?kind=item")
    assert silent == []
    assert "beef noodles" in page
    async with desk.demo.sessions() as session:
        actions = set(await session.scalars(select(AuditEntry.action)))
        whose = set(await session.scalars(select(AuditEntry.staff_id)))
    assert whose == {browser.staff.id}
    assert [action for action in actions if f"<span>{action}</span>" in page] == []


async def test_it_is_told_by_thing_and_by_person(desk: Desk) -> None:
    beef = desk.demo.items["beef_noodles"]
    async with desk.signed_in("operator", name="郑凯") as first:
        async with desk.demo.sessions() as session:
            item = await session.get_one(Item, (desk.demo.id, beef))
        seen = version(snapshot(item, admin.PRICE))
        await first.htmx(
            f"/operate/catalogue/items/{beef}/price", {"price": "24.50", "version": seen}
        )
    async with desk.signed_in("operator", name="Wu Lan") as second:
        await second.htmx("/operate/faq", ANSWER)
        everything = await second.page("/audit")
        of_item = await second.page(f"/audit?subject=item:{beef}")
        of_kind = await second.page("/audit?kind=faq")
        of_first = await second.page(f"/audit?staff={first.staff.id}")
    assert "<del>¥22</del>" in everything
    assert "<ins>¥24.50</ins>" in everything
    assert entries(everything) == 2
    assert [entries(page) for page in (of_item, of_kind, of_first)] == [1, 1, 1]
    assert "beef noodles" in of_item
    assert "<strong>Wu Lan</strong>" in of_kind
    assert "<strong>郑凯</strong>" in of_first


async def test_pages_of_it_go_on_where_the_last_one_ended(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        for number in range(60):
            session.add(
                AuditEntry(
                    park_id=desk.demo.id,
                    at=desk.clock(),
                    staff_id=None,
                    action="item.stock",
                    subject="item:1",
                    before={"stock": number},
                    after={"stock": number + 1},
                )
            )
    async with desk.signed_in("manager") as browser:
        first = await browser.page("/audit")
        last = first.partition("before=")[2].partition('"')[0]
        second = await browser.page(f"/audit?before={last}")
    assert (entries(first), entries(second)) == (50, 10)
    assert "Command line" in second
    assert "before=" not in second


async def test_what_an_operator_of_another_park_did_is_not_told(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        other = await make_park(session)
        session.add(
            AuditEntry(
                park_id=other.id,
                at=desk.clock(),
                staff_id=None,
                action="faq.add",
                subject="faq:1",
                before={},
                after={"answer_en": "theirs"},
            )
        )
    async with desk.signed_in("operator") as browser:
        assert "theirs" not in await browser.page("/audit")


def entries(page: str) -> int:
    return page.count("<li data-row>")


def _filled(value: Any, ids: dict[str, Any]) -> Any:
    if callable(value):
        return value()
    return value.format_map(ids) if isinstance(value, str) else value


async def count(desk: Desk) -> int:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(func.count(AuditEntry.id))) or 0


async def lock(desk: Desk, member_id: int) -> None:
    async with desk.demo.sessions.begin() as session:
        member = await session.get_one(Staff, (desk.demo.id, member_id))
        for _ in range(5):
            place = Place("192.0.2.1")
            await sign_in_tries.begin(session, desk.demo.id, member.login, place, now=desk.clock())


async def test_it_is_searched_by_words_and_days_and_exported_as_it_is_shown(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        for day, name in enumerate(("红烧牛肉", "=cmd()", "清蒸鱼"), 1):
            session.add(
                AuditEntry(
                    park_id=desk.demo.id,
                    at=desk.clock() - timedelta(days=day),
                    staff_id=None,
                    action="item.edit",
                    subject=f"item:{day}",
                    before={"name_zh": "旧名"},
                    after={"name_zh": name},
                )
            )
    async with desk.signed_in("manager") as browser:
        assert entries(await browser.page("/audit?q=牛肉")) == 1
        assert entries(await browser.page("/audit?q=item:3")) == 1
        assert entries(await browser.page("/audit?q=100%")) == 0
        assert entries(await browser.page("/audit?since=2026-11-30&until=2026-11-30")) == 1
        assert entries(await browser.page("/audit?since=2026-11-29&until=2026-12-01")) == 3
        answer = await browser.get("/audit/export.csv?q=cmd")
        [heads, line] = csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")))
        assert heads[0] == "Time"
        assert "旧名 → =cmd()" in line[5]
        answer = await browser.get("/audit/export.xlsx")
        sheet = load_workbook(io.BytesIO(await answer.read())).active
        assert sheet is not None
        assert sheet.max_row == 4
        assert entries(await browser.page("/audit?what=looks")) == 2
