"""Reception: who comes today, one visit, in and out, and who looked."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.staff import AuditEntry
from models.visits import Visit
from services.visits import erasure, visits
from tests.desk.driver import Desk, open_desk
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import FIVE, KEY, NOW, THREE, advance, registered, reloaded, told


async def looks(demo: DemoPark) -> list[tuple[str, dict[str, Any]]]:
    """What the audit log says of visits, in order."""
    async with demo.sessions() as session:
        rows = await session.execute(
            select(AuditEntry.action, AuditEntry.after)
            .where(AuditEntry.action.startswith("visit."))
            .order_by(AuditEntry.id)
        )
        return [(row.action, row.after) for row in rows]


async def test_the_day_shows_who_is_inside_who_comes_and_who_has_been(desk: Desk) -> None:
    inside = await registered(desk.demo, names=["在园甲"], starts=NOW - timedelta(minutes=20))
    await advance(desk.demo, inside, "check_in")
    await registered(desk.demo, names=["待到乙"])
    cancelled = await registered(desk.demo, names=["不来丙"])
    await advance(desk.demo, cancelled, "cancel")
    await registered(desk.demo, names=["明天丁"], starts=THREE + timedelta(days=1))
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/visitors")
        at = [page.find(text) for text in ("在园甲", "待到乙", "不来丙")]
        assert -1 not in at
        assert at == sorted(at)
        assert "明天丁" not in page
        assert "明天丁" in await browser.page("/visitors?day=2026-12-03")


async def test_who_comes_for_several_days_is_expected_again_on_the_next(desk: Desk) -> None:
    visit = await registered(desk.demo, names=["施工队"], starts=NOW, ends=NOW + timedelta(days=2))
    for action in ("check_in", "check_out"):
        await advance(desk.demo, visit, action, now=NOW)
    async with desk.signed_in("reception") as browser:
        assert "Left or did not come" in await browser.page("/visitors")
    desk.later(days=1)
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/visitors")
        assert "Left or did not come" not in page
        assert f"/desk/visitors/{visit.id}/do/check_in" in page


async def test_lists_show_neither_phone_nor_plate(desk: Desk) -> None:
    await registered(desk.demo)
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/visitors")
    assert "王小明" in page
    assert "13900001234" not in page
    assert "粤BD12345" not in page


async def test_somebody_is_let_in_and_out(desk: Desk) -> None:
    visit = await registered(desk.demo)
    async with desk.signed_in("reception") as browser:
        answer = await browser.htmx(f"/visitors/{visit.id}/do/check_in")
        assert answer.status == 204
        assert "desk:visit" in answer.headers["HX-Trigger"]
        again = await browser.htmx(f"/visitors/{visit.id}/do/approve")
        assert again.status == 409
        assert (await browser.htmx(f"/visitors/{visit.id}/do/check_out")).status == 204
        page = await browser.page(f"/visitors/{visit.id}")
    assert (await reloaded(desk.demo, visit)).status == "checked_out"
    assert page.count("Reception, 林晓") == 2


async def test_the_page_hears_of_a_visit_and_of_nothing_personal(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser, browser.stream() as events:
        visit = await registered(desk.demo)
        event = await events.next()
    assert (event.event, event.data["id"]) == ("visit", visit.id)
    assert "王小明" not in str(event.data)


async def test_reception_says_yes_for_an_approver_who_was_called(desk: Desk) -> None:
    visit = await registered(desk.demo, approver=True)
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"/visitors/{visit.id}")
        assert "Waiting for 韩梅梅 to approve" in page
        assert "They have never written in the chat" in page
        assert (await browser.htmx(f"/visitors/{visit.id}/do/approve")).status == 204
    assert (await reloaded(desk.demo, visit)).status == "approved"
    assert ("visit.approve", {"visit_no": visit.visit_no}) in await looks(desk.demo)


async def test_a_manager_looks_and_does_nothing(desk: Desk) -> None:
    visit = await registered(desk.demo)
    async with desk.signed_in("manager") as browser:
        page = await browser.page("/visitors")
        assert "Check in" not in page
        assert "/desk/visitors/new" not in page
        assert (await browser.htmx(f"/visitors/{visit.id}/do/check_in")).status == 403
    assert (await reloaded(desk.demo, visit)).status == "approved"


async def search(browser: Any, words: str) -> str:
    answer = await browser.request("GET", "/visitors", params={"q": words})
    return str(await answer.text())


async def test_a_visit_is_found_by_what_people_say_at_the_counter(desk: Desk) -> None:
    visit = await registered(desk.demo, company="远航物流")
    number = visit.visit_no
    async with desk.signed_in("reception") as browser:
        for words in (
            *("小明", "13900001234", "139 0000 1234", "1234", "粤B·D12345", "D12345"),
            *(number, number.lower(), number.removeprefix("V-"), "李雷", "远航"),
        ):
            assert f"/desk/visitors/{visit.id}" in await search(browser, words), words
        for words in ("王大明", "13900009999", "%", "_", "粤A00000"):
            assert f"/desk/visitors/{visit.id}" not in await search(browser, words), words


async def test_every_look_is_in_the_log_once_and_holds_nothing_personal(desk: Desk) -> None:
    visit = await registered(desk.demo)
    async with desk.signed_in("reception") as browser:
        for _ in range(2):  # Pages renew themselves.
            await browser.page("/visitors")
            await browser.page(f"/visitors/{visit.id}")
        await search(browser, "王小明")
        await search(browser, "nobody")
        desk.later(minutes=11)
        await browser.page(f"/visitors/{visit.id}/badge")
    look = ("visit.look", {"visit_no": visit.visit_no})
    listed = ("visit.list", {"day": "2026-12-02"})
    found = ("visit.search", {"visits": [visit.visit_no]})
    assert await looks(desk.demo) == [listed, look, found, look]


async def test_two_people_who_look_are_two_looks(desk: Desk) -> None:
    visit = await registered(desk.demo)
    for _ in range(2):
        async with desk.signed_in("reception") as browser:
            await browser.page(f"/visitors/{visit.id}")
    assert len(await looks(desk.demo)) == 2


async def test_a_badge_of_a_visit_past_midnight_says_which_hour_is_of_which_day(
    desk: Desk,
) -> None:
    late = THREE.replace(hour=23, minute=30)
    visit = await registered(desk.demo, starts=late)
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"/visitors/{visit.id}/badge")
    assert "Wednesday 2 December 23:30 – Thursday 3 December 01:30" in page


async def test_a_badge_for_everybody_named_with_the_code_of_the_pass(desk: Desk) -> None:
    visit = await registered(desk.demo, names=["王小明", "Ann Lee"])
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"/visitors/{visit.id}/badge")
    assert page.count('class="paper"') == 2
    assert "13900001234" not in page
    assert "paper-code" not in page  # This desk was given no key.


async def test_the_code_on_a_badge_is_there_until_the_pass_is_withdrawn(desk: Desk) -> None:
    visit = await registered(desk.demo)
    async with (
        open_desk(desk.demo, passes_key=KEY) as signing,
        signing.signed_in("reception") as browser,
    ):
        assert "paper-code" in await browser.page(f"/visitors/{visit.id}/badge")
        await advance(desk.demo, visit, "cancel")
        assert "paper-code" not in await browser.page(f"/visitors/{visit.id}/badge")


async def test_an_erased_visit_shows_no_badge_and_says_why(desk: Desk) -> None:
    visit = await registered(desk.demo)
    async with desk.demo.sessions.begin() as session:
        await erasure.erase(session, now=FIVE + timedelta(days=31))
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"/visitors/{visit.id}")
        assert "personal details have been erased" in page
        assert (await browser.get(f"/visitors/{visit.id}/badge")).status == 404


async def test_what_people_wrote_is_never_markup(desk: Desk) -> None:
    visit = await registered(desk.demo, names=["<script>x"], company='"><b>', reason="<i>")
    async with desk.signed_in("reception") as browser:
        for path in ("/visitors", f"/visitors/{visit.id}", f"/visitors/{visit.id}/badge"):
            page = await browser.page(path)
            assert "<script>x" not in page
            assert "<b>" not in page
            assert "<i>" not in page


async def test_days_that_are_none_are_refused(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        for day in ("tomorrow", "2026-02-30", "9999-12-31", "0001-01-01"):
            assert (await browser.get(f"/visitors?day={day}")).status == 422


async def test_visits_of_another_park_are_not_there(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        other = await factories.make_park(session)
        host = await factories.make_person(session, other)
        visit: Visit = await visits.register(
            session,
            host,
            visits.Guests(["别家客人"]),
            visits.Period(THREE, FIVE),
            place={},
            conversation=None,
            now=NOW,
        )
    async with desk.signed_in("reception") as browser:
        assert "别家客人" not in await browser.page("/visitors")
        assert "No visit matches" in await search(browser, "别家客人")
        assert (await browser.get(f"/visitors/{visit.id}")).status == 404
        assert (await browser.htmx(f"/visitors/{visit.id}/do/check_in")).status == 404
    assert await told(desk.demo, visit) == []
