"""Reception decides about strangers' visits, and vouches for people; names that nobody checked."""

from typing import Any

import pytest
from sqlalchemy import select

from models.people import Person
from models.staff import AuditEntry
from models.visits import Visit, VisitPass
from services.conversations import conversations
from services.repair import repair
from services.visits import visits, vouches
from tests.desk.driver import Browser, Desk
from tests.desk.operating import hidden, refused
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.hosts import closed, make_host
from tests.given.visits import NOW, THREE, registered, reloaded


async def host_of(demo: DemoPark, kind: str, **values: Any) -> Person:
    async with demo.sessions.begin() as session:
        return await make_host(session, demo, kind, **values)


async def strangers_visit(demo: DemoPark, **guests: Any) -> Visit:
    """Registered in the web chat by somebody who calls themselves 陈总."""
    await closed(demo)
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        host = await session.get_one(Person, (demo.id, talk.person_id))
        host.name = "陈总"
        return await visits.register(
            session,
            host,
            visits.Guests(["王小明"], **guests),
            visits.Period(THREE, THREE + visits.DEFAULT_STAY),
            place={},
            conversation=await conversations.find(session, demo.id, talk.id),
            now=NOW,
        )


async def noted(demo: DemoPark) -> list[tuple[str, str, dict[str, Any]]]:
    async with demo.sessions() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        looks = {"visit.list", "visit.look", "person.look"}
        return [(one.action, one.subject, one.after) for one in rows if one.action not in looks]


async def test_what_waits_comes_first_whatever_its_day_and_says_who_asks(desk: Desk) -> None:
    await registered(desk.demo, names=["待到乙"])
    await strangers_visit(desk.demo)
    async with desk.signed_in("reception") as browser:
        for path in ("/visitors", "/visitors?day=2026-12-09"):
            page = await browser.page(path)
            waiting = page[page.index('id="group-waiting"') : page.index('id="group-coming"')]
            for words in (
                "王小明",
                "陈总 (self-given name)",
                "Not known to the park",
                "Web chat",
                "Decide",
            ):
                assert words in waiting
            assert page.count("王小明") == waiting.count("王小明")
            assert "待到乙" not in waiting


async def test_the_page_of_a_visit_says_what_is_known_of_who_asks(desk: Desk) -> None:
    visit = await strangers_visit(desk.demo)
    async with desk.signed_in("reception") as browser:
        page = await browser.page(f"/visitors/{visit.id}")
    asking = page[page.index('id="asking"') :]
    for words in (
        "陈总 (self-given name)", "No company of the park", "Nobody vouches for them", "Web chat",
        "today 09:30", "nobody has come yet",
    ):  # fmt: skip
        assert words in asking
    assert "Waits for reception: the park does not know the host" in page


@pytest.mark.parametrize(("action", "status"), [("approve", "approved"), ("deny", "denied")])
async def test_reception_decides_and_it_is_noted(desk: Desk, action: str, status: str) -> None:
    visit = await strangers_visit(desk.demo)
    async with desk.signed_in("reception") as browser:
        answer = await browser.htmx(f"/visitors/{visit.id}/do/{action}", {"reason": "x"})
    assert answer.status == 204
    assert (await reloaded(desk.demo, visit)).status == status
    assert await noted(desk.demo) == [
        (f"visit.{action}", f"visit:{visit.id}", {"visit_no": visit.visit_no})
    ]
    async with desk.demo.sessions() as session:
        held = (await session.scalars(select(VisitPass))).all()
    assert len(held) == (action == "approve")


async def test_there_is_no_badge_before_the_yes(desk: Desk) -> None:
    visit = await strangers_visit(desk.demo)
    async with desk.signed_in("reception") as browser:
        assert (await browser.get(f"/visitors/{visit.id}/badge")).status == 404
        await browser.htmx(f"/visitors/{visit.id}/do/approve")
        assert (await browser.get(f"/visitors/{visit.id}/badge")).status == 200


@pytest.mark.parametrize("role", ["agent", "manager", "operator", "engineer", "dispatcher"])
async def test_nobody_else_at_the_desk_decides(desk: Desk, role: str) -> None:
    visit = await strangers_visit(desk.demo)
    async with desk.signed_in(role) as browser:
        assert (await browser.htmx(f"/visitors/{visit.id}/do/approve")).status == 403
    assert (await reloaded(desk.demo, visit)).status == "requested"


async def test_a_walk_in_to_a_stranger_waits_for_a_decision(desk: Desk) -> None:
    host = await host_of(desk.demo, "stranger")
    async with desk.signed_in("reception") as browser:
        form = {"names": "赵四", "headcount": "1", "host": str(host.id), "until": "12:00"}
        answer = await browser.htmx("/visitors/new", form | {"present": "true"})
        async with desk.demo.sessions() as session:
            visit = (await session.scalars(select(Visit))).one()
        assert answer.headers["HX-Redirect"] == f"/desk/visitors/{visit.id}"
        assert (visit.status, visit.needs_desk) == ("requested", True)
        assert (await browser.htmx(f"/visitors/{visit.id}/do/check_in")).status == 409


async def search(browser: Browser, words: str) -> str:
    answer = await browser.request("GET", "/visitors/hosts", params={"q": words})
    return str(await answer.text())


async def test_the_search_of_hosts_marks_who_only_says_so_and_shows_the_known_first(
    desk: Desk,
) -> None:
    stranger = await host_of(desk.demo, "stranger", name="陈总")
    member = await host_of(desk.demo, "member", name="陈总", checked_name="陈总")
    async with desk.signed_in("reception") as browser:
        page = await search(browser, "陈总")
    known, unknown = page.index(f'value="{member.id}"'), page.index(f'value="{stranger.id}"')
    assert known < unknown
    first, second = page[known:unknown], page[unknown:]
    assert "Starbridge" in first
    assert ("self-given" in first, "self-given" in second) == (False, True)
    assert ("Not known" in first, "Not known" in second) == (False, True)


async def test_who_is_one_with_somebody_else_is_no_host(desk: Desk) -> None:
    host, other = await host_of(desk.demo, "member"), await host_of(desk.demo, "member")
    async with desk.demo.sessions.begin() as session:
        (await session.get_one(Person, (desk.demo.id, host.id))).merged_into_id = other.id
    async with desk.signed_in("reception") as browser:
        page = await search(browser, "陈总")
        assert (f'value="{host.id}"' in page, f'value="{other.id}"' in page) == (False, True)
        form = {"names": "赵四", "headcount": "1", "host": str(host.id), "until": "12:00"}
        assert (await browser.htmx("/visitors/new", form)).status == 422
        assert (await browser.get(f"/visitors/people/{host.id}")).status == 404


async def test_reception_vouches_with_a_reason_and_takes_it_back(desk: Desk) -> None:
    host = await host_of(desk.demo, "stranger", name="小林")
    here = f"/visitors/people/{host.id}"
    async with desk.signed_in("reception") as browser:
        page = await browser.page(here)
        assert "their visits wait for your yes" in page
        assert (await browser.post(f"{here}/vouch", {"reason": " "})).status == 422
        said = {"reason": "物业的人", "checked": "true", "name": "小林"}
        assert (await browser.post(f"{here}/vouch", said)).status == 303
        page = await browser.page(here)
        assert "they may host visitors" in page
        assert "物业的人" in page
        assert "self-given" not in page
        assert "小林" in await browser.page("/visitors/people")
        visit = await registered(desk.demo, host=host)
        assert visit.status == "approved"
        assert (await browser.post(f"{here}/unvouch", {"reason": "离职"})).status == 303
        page = await browser.page(here)
        assert "王小明" in page
        assert (await browser.post(f"{here}/cancel", {"reason": "离职"})).status == 303
        assert "小林" not in await browser.page("/visitors/people")
    assert (await reloaded(desk.demo, visit)).status == "cancelled"
    subject = f"person:{host.id}"
    assert await noted(desk.demo) == [
        ("person.vouch", subject, {"vouched": True}),
        ("person.name", subject, {"checked": True}),
        ("person.unvouch", subject, {"vouched": False}),
        ("person.visits_end", subject, {"visits": [visit.visit_no]}),
    ]


async def test_two_colleagues_vouch_once(desk: Desk) -> None:
    host = await host_of(desk.demo, "vouched")
    async with desk.signed_in("reception") as browser:
        answer = await browser.post(f"/visitors/people/{host.id}/vouch", {"reason": "x"})
    assert answer.status == 409


@pytest.mark.parametrize("role", ["agent", "operator", "engineer", "dispatcher"])
async def test_other_roles_vouch_for_nobody(desk: Desk, role: str) -> None:
    host = await host_of(desk.demo, "stranger")
    async with desk.signed_in(role) as browser:
        for deed in ("vouch", "unvouch", "name", "cancel"):
            answer = await browser.post(f"/visitors/people/{host.id}/{deed}", {"reason": "x"})
            assert answer.status == 403
    async with desk.demo.sessions() as session:
        assert await vouches.vouch_of(session, host) is None


async def test_a_name_that_changed_while_it_was_checked_is_not_checked(desk: Desk) -> None:
    host = await host_of(desk.demo, "member", name="小林")
    async with desk.demo.sessions.begin() as session:
        (await session.get_one(Person, (desk.demo.id, host.id))).name = "陈总"
    here = f"/visitors/people/{host.id}"
    async with desk.signed_in("reception") as browser:
        assert (await browser.post(f"{here}/name", {"name": "小林"})).status == 422
        said = {"reason": "x", "checked": "true", "name": "小林"}
        assert (await browser.post(f"{here}/vouch", said)).status == 422
        assert "陈总 (self-given name)" in await browser.page(here)
        assert (await browser.post(f"{here}/name", {"name": "陈总"})).status == 303
        assert "self-given" not in await browser.page(here)


async def test_what_people_call_themselves_is_never_markup(desk: Desk) -> None:
    host = await host_of(desk.demo, "stranger", name="<script>x")
    await registered(desk.demo, host=host)
    async with desk.signed_in("reception") as browser:
        for path in ("/visitors", f"/visitors/people/{host.id}", "/visitors/people?q=script"):
            page = await browser.page(path)
            assert "<script>x" not in page
            assert "&lt;script&gt;x" in page


async def test_a_host_who_left_the_company_is_shown_as_such(desk: Desk) -> None:
    host = await host_of(desk.demo, "member")
    visit = await registered(desk.demo, host=host)
    async with desk.demo.sessions.begin() as session:
        (await session.get_one(Person, (desk.demo.id, host.id))).company_id = None
    async with desk.signed_in("reception") as browser:
        assert "No longer of this company" in await browser.page(f"/visitors/{visit.id}")
        assert "No longer of this company" in await browser.page("/visitors")


async def test_people_of_another_park_are_not_there(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        stranger = await factories.make_person(session, await factories.make_park(session))
    async with desk.signed_in("reception") as browser:
        assert (await browser.get(f"/visitors/people/{stranger.id}")).status == 404
        for deed in ("vouch", "unvouch", "name", "cancel"):
            said = {"reason": "x", "name": "李雷"}
            answer = await browser.post(f"/visitors/people/{stranger.id}/{deed}", said)
            assert answer.status == 404


# Names elsewhere at the desk, and the park's setting


async def test_every_area_marks_a_name_that_nobody_has_checked(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.placed(session)
        person = await session.get_one(Person, (desk.demo.id, order.person_id))
        person.name = "陈总"
        talk = await conversations.find(session, desk.demo.id, order.conversation_id or 0)
        reply = conversations.Reply("您好")
        await conversations.speak(session, talk, [reply], author="bot", now=NOW)
        ticket = await repair.report(
            session, talk, "空调不制冷", category="hvac", urgency="normal",
            place={"building": "A", "floor": 3, "room": "301"}, now=NOW,
        )  # fmt: skip
    pages = [f"/orders/{order.id}", "/orders", f"/inbox/{talk.id}", f"/tickets/{ticket.ticket.id}"]
    async with desk.signed_in("manager", "agent") as browser:
        for path in pages:
            page = await browser.page(path)
            marked = page.count("陈总 (self-given name)")
            assert (marked > 0, page.count("陈总")) == (True, marked), path


async def test_the_park_is_opened_and_closed_at_the_desk(desk: Desk) -> None:
    await closed(desk.demo)
    host = await host_of(desk.demo, "stranger")
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/visitors")
        seen = hidden(page[page.index('action="/desk/operate/visitors"') :], "version")
        opened = {"anybody_hosts": "true", "version": seen}
        assert (await browser.htmx("/operate/visitors", opened)).status == 200
        assert refused(await browser.htmx("/operate/visitors", opened), 409)["reload"] is True
    assert (await registered(desk.demo, host=host)).status == "approved"
    assert await noted(desk.demo) == [
        ("park.hosts", f"park:{desk.demo.id}", {"anybody_hosts": True})
    ]


async def test_reception_does_not_open_the_park(desk: Desk) -> None:
    async with desk.signed_in("reception", "manager") as browser:
        assert (await browser.htmx("/operate/visitors", {"anybody_hosts": "true"})).status == 403
