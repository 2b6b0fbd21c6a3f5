"""Operators tell everybody in the park something, and take it back."""

from sqlalchemy import select

from models.park import Announcement
from models.staff import AuditEntry
from tests.desk.changes import TOLD
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused

HERE = "/operate/announcements"


async def only(desk: Desk) -> Announcement:
    async with desk.demo.sessions() as session:
        found = await session.scalars(
            select(Announcement).where(Announcement.title_en == TOLD["title_en"])
        )
        return found.one()


async def test_one_is_published_edited_and_ended(desk: Desk) -> None:
    async with desk.signed_in("operator", name="郑凯") as browser:
        assert 'value="2026-12-02T09:30"' in await browser.page(f"{HERE}/new")
        answer = await browser.htmx(HERE, TOLD | {"level": "important", "pinned": "true"})
        assert answer.headers["HX-Redirect"] == f"/desk{HERE}"
        row = await only(desk)
        assert (row.level, row.pinned, row.staff_id) == ("important", True, browser.staff.id)
        assert row.starts_at.isoformat() == "2026-12-01T00:00:00+00:00"  # Shanghai's 08:00.
        listed = await browser.page(HERE)
        assert "Shown now" in listed
        assert "郑凯" in listed
        page = await browser.page(f"{HERE}/{row.id}")
        assert '<p data-mirror="body_zh">周六停水。</p>' in page
        changed = TOLD | {"ends_at": "2026-12-03T10:00", "version": hidden(page, "version")}
        assert (await browser.htmx(f"{HERE}/{row.id}", changed)).status == 200
        assert (await browser.htmx(f"{HERE}/{row.id}/end")).status == 200
        assert "Over" in await browser.page(HERE)
    assert (await only(desk)).ends_at == desk.clock()
    async with desk.demo.sessions() as session:
        actions = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["announcement.add", "announcement.edit", "announcement.end"]


async def test_both_languages_are_needed_and_what_is_wrong_is_said_beside_it(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.page(f"{HERE}/new")
        told = refused(await browser.htmx(HERE, TOLD | {"body_en": "  "}), 422)
        assert told["fields"]["body_en"].startswith("A text in English is needed")
        told = refused(await browser.htmx(HERE, TOLD | {"title_zh": ""}), 422)
        assert told["fields"] == {"title_zh": "Please fill this in"}
        told = refused(await browser.htmx(HERE, TOLD | {"ends_at": "2026-12-01T07:00"}), 422)
        assert told["fields"]["ends_at"].startswith("The end has to be after the beginning")


async def test_a_colleagues_change_is_not_overwritten(desk: Desk) -> None:
    async with desk.signed_in("operator", name="郑凯") as first:
        await first.page(f"{HERE}/new")
        await first.htmx(HERE, TOLD)
        row = await only(desk)
        seen = hidden(await first.page(f"{HERE}/{row.id}"), "version")
        again = TOLD | {"body_en": "By the first.", "version": seen}
        assert (await first.htmx(f"{HERE}/{row.id}", again)).status == 200
        told = refused(await first.htmx(f"{HERE}/{row.id}", TOLD | {"version": seen}), 409)
    assert told["reload"] is True
    assert (await only(desk)).body_en == "By the first."
