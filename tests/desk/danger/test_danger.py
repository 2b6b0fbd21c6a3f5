"""Danger at the desk: what was heard, marks of it, and the banner until somebody takes it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.danger import DangerSign
from models.park import Park
from models.staff import AuditEntry
from models.tickets import Ticket
from services.conversations import conversations
from services.staff.permissions import ROLES
from tests.desk.driver import Browser, Desk
from tests.desk.inbox import talks as inbox
from tests.desk.operating import hidden, refused
from tests.desk.tickets.ticket_desk import NOW, PROMISE, load, report

NUMBERS = {
    "emergency_phone": "010-5555-0119", "fire_phone": "119", "ambulance_phone": "120",
    "police_phone": "110", "crisis_phone": "12356",
}  # fmt: skip


async def heard(
    desk: Desk, text: str = "着火了", *, ticket: int | None = None, **values: Any
) -> DangerSign:
    """A tenant's message that was heard as danger, and answered."""
    talk = await inbox.talk(desk, text)
    _, [message, *_] = await inbox.read(desk, talk)
    how = {"zone": "alarm", "kind": "fire", "p": 0.83, "created_at": desk.clock()} | values
    async with desk.demo.sessions.begin() as session:
        sign = DangerSign(
            park_id=desk.demo.id, conversation_id=talk.id, message_id=message.id,
            ticket_id=ticket, **how,
        )  # fmt: skip
        session.add(sign)
    return sign


async def fire(desk: Desk, **values: Any) -> int:
    return await report(
        desk,
        "三楼冒烟",
        urgency="critical",
        category="fire_safety",
        building="A",
        floor=3,
        **values,
    )


async def read(desk: Desk, sign: int) -> DangerSign:
    async with desk.demo.sessions() as session:
        return await session.get_one(DangerSign, (desk.demo.id, sign))


async def banner(browser: Browser) -> str:
    answer = await browser.htmx("/dangers/banner", method="GET")
    assert answer.status == 200
    return await answer.text()


def count(page: str) -> int:
    return int(re.findall(r'data-count="(\d+)"', page)[0])


async def test_what_was_heard_stands_on_its_ticket_with_how_sure_the_bot_was(desk: Desk) -> None:
    ticket = await fire(desk)
    await heard(desk, "打印机在冒烟", ticket=ticket, kind="smoke")
    await heard(desk, "着火啦", ticket=ticket, p=1.0)
    await heard(desk, "楼道一股味", ticket=ticket, zone="ask", p=0.4, answer="silence")
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{ticket}")
    for words in (
        "打印机在冒烟", "heard by what was learned, quite sure (0.83)",
        "heard by a rule, in plain words", "no answer within a minute, taken as danger",
        "and nobody has taken it", "What the tenant was told", "好的",
    ):  # fmt: skip
        assert words in page, words


async def test_an_ordinary_ticket_says_nothing_of_danger(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{ticket}")
    assert 'aria-labelledby="danger-title" hidden>' in page
    assert "nobody has taken it" not in page


async def test_what_the_tenant_said_when_they_took_it_back_stands_on_the_ticket(
    desk: Desk,
) -> None:
    ticket = await fire(desk)
    sign = await heard(desk, "着火了", ticket=ticket)
    async with desk.demo.sessions.begin() as session:
        talk = await conversations.find(session, desk.demo.id, sign.conversation_id)
        await inbox.say(session, talk, "没事，是饺子的蒸汽", desk.clock())
        found = await session.get_one(DangerSign, (desk.demo.id, sign.id))
        found.withdrawn_at = desk.clock()
    async with desk.signed_in("engineer") as browser:
        page = await browser.page(f"/tickets/{ticket}")
    assert "The tenant called it a false alarm" in page
    assert "“没事，是饺子的蒸汽”" in page


async def test_the_board_says_which_danger_it_is(desk: Desk) -> None:
    await heard(desk, ticket=await fire(desk), kind="smoke")
    async with desk.signed_in("dispatcher") as browser:
        assert "Smoke</span>" in await browser.page("/tickets?view=board")
        assert "Smoke</span>" not in await browser.page("/tickets?view=board&urgency=low")


@pytest.mark.parametrize("verdict", ["right", "wrong"])
async def test_one_click_marks_and_another_takes_it_back(desk: Desk, verdict: str) -> None:
    sign = await heard(desk)
    async with desk.signed_in("engineer", name="王强") as browser:
        answer = await browser.htmx(f"/dangers/{sign.id}/mark", {"verdict": verdict})
        assert answer.status == 200
        assert "Undo" in await answer.text()
        marked = await read(desk, sign.id)
        assert (marked.verdict, marked.verdict_by) == (verdict, browser.staff.id)
        again = await browser.htmx(f"/dangers/{sign.id}/mark", {})
        assert 'data-mark="right"' in await again.text()
    assert (await read(desk, sign.id)).verdict is None
    async with desk.demo.sessions() as session:
        actions = await session.scalars(
            select(AuditEntry.action).where(~AuditEntry.is_look).order_by(AuditEntry.id)
        )
        assert list(actions) == ["danger.mark", "danger.mark"]


async def test_a_mark_says_nothing_else_than_right_or_wrong(desk: Desk) -> None:
    sign = await heard(desk)
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx(f"/dangers/{sign.id}/mark", {"verdict": "maybe"})
        assert answer.status == 422
        assert (await browser.htmx("/dangers/999/mark", {"verdict": "right"})).status == 404
    assert (await read(desk, sign.id)).verdict is None


async def test_reception_neither_reads_the_list_nor_marks(desk: Desk) -> None:
    sign = await heard(desk)
    async with desk.signed_in("reception") as browser:
        assert (await browser.get("/dangers")).status == 403
        assert (await browser.htmx(f"/dangers/{sign.id}/mark", {"verdict": "right"})).status == 403


async def test_the_list_begins_with_what_nobody_marked_and_narrows(desk: Desk) -> None:
    old = await heard(desk, "机房有烧焦味", kind="smoke")
    await heard(desk, "这面太火了", zone="ask", p=0.3, answer="no")
    new = await heard(desk, "有人触电了", kind="electric")
    async with desk.signed_in("manager") as browser:
        await browser.htmx(f"/dangers/{new.id}/mark", {"verdict": "right"})
        page = await browser.page("/dangers")
        asked = await browser.page("/dangers?zone=ask")
        marked = await browser.page("/dangers?mark=right&kind=electric")
    found = [page.index(words) for words in ("这面太火了", "机房有烧焦味", "有人触电了")]
    assert found == sorted(found)
    assert ("这面太火了" in asked, "机房有烧焦味" in asked) == (True, False)
    assert ("有人触电了" in marked, "机房有烧焦味" in marked) == (True, False)
    async with desk.demo.sessions() as session:
        looks = list(await session.scalars(select(AuditEntry).where(AuditEntry.is_look)))
    assert looks[0].action == "danger.list"
    assert old.conversation_id in looks[0].after["conversations"]


async def test_figures_count_alarms_questions_and_what_was_missed_by_month(desk: Desk) -> None:
    for zone, verdict in (
        ("alarm", "right"), ("alarm", "wrong"), ("alarm", None), ("ask", "wrong"),
        ("none", "right"), ("none", None),
    ):  # fmt: skip
        await heard(desk, zone=zone, verdict=verdict)
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/dangers")
    row = re.findall(r"<tr><td>2026-12</td>(.*?)</tr>", page)[0]
    assert re.findall(r">(\d+)<", row) == ["3", "1", "1", "1", "0", "1", "1"]


async def test_a_conversation_shows_what_was_heard_and_danger_that_was_missed_is_marked(
    desk: Desk,
) -> None:
    sign = await heard(desk, "配电房冒蓝光", kind="electric", p=0.72)
    talk = await inbox.talk(desk, "我同事叫不醒")
    _, [message, *_] = await inbox.read(desk, talk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page(f"/inbox/{sign.conversation_id}")
        assert "Electric shock" in page
        assert f'data-verdict="{sign.id}"' in page
        assert "data-missed=" in await browser.page(f"/inbox/{talk.id}")
        what = {"seq": message.seq, "kind": "medical"}
        answer = await browser.json(f"/inbox/{talk.id}/missed", what)
        assert answer.status == 200
        assert "Danger that was missed" in await answer.text()
        assert "data-missed=" not in await browser.page(f"/inbox/{talk.id}")
        for wrong in ({"seq": message.seq, "kind": "boredom"}, {"seq": 0, "kind": "fire"}):
            assert (await browser.json(f"/inbox/{talk.id}/missed", wrong)).status == 422
        what["seq"] = message.seq + 1  # The bot's.
        assert (await browser.json(f"/inbox/{talk.id}/missed", what)).status == 404
    async with desk.demo.sessions() as session:
        [missed] = await session.scalars(select(DangerSign).where(DangerSign.zone == "none"))
    assert (missed.kind, missed.verdict, missed.lesson) == ("medical", "right", "我同事叫不醒")


@pytest.mark.parametrize("role", ROLES)
async def test_danger_that_nobody_has_taken_stands_on_the_page_of_who_may_act(
    desk: Desk, role: str
) -> None:
    await fire(desk)
    await report(desk, "灯不亮")
    async with desk.signed_in(role) as browser:
        page = await banner(browser)
        assert 'id="danger-banner"' in await browser.page("/account")
    is_called = role in {"agent", "dispatcher", "engineer"}
    assert count(page) == int(is_called)
    assert ("A3" in page or "Building A" in page) == is_called
    assert ("data-take-danger" in page) == (role in {"dispatcher", "engineer"})


async def test_it_goes_on_to_the_next_role_after_the_park_s_time(desk: Desk) -> None:
    ticket = await fire(desk)
    async with desk.demo.sessions.begin() as session:
        found = await session.get_one(Ticket, (desk.demo.id, ticket))
        found.data = {**found.data, "sla": PROMISE | {"escalate_to": "operator"}}
        found.respond_by = NOW + timedelta(minutes=30)
    async with desk.signed_in("operator") as operator, desk.signed_in("manager") as manager:
        seen = []
        for minutes in (0, 29, 30, 59, 60):
            desk.clock.moment = NOW + timedelta(minutes=minutes)
            seen.append((count(await banner(operator)), count(await banner(manager))))
    assert seen == [(0, 0), (0, 0), (1, 0), (1, 0), (1, 1)]


async def test_taking_it_ends_the_banner_for_everybody(desk: Desk) -> None:
    ticket = await fire(desk)
    async with desk.signed_in("engineer") as browser, desk.signed_in("dispatcher") as other:
        answer = await browser.htmx(f"/dangers/tickets/{ticket}/take")
        assert answer.headers["HX-Redirect"] == f"/desk/tickets/{ticket}"
        assert count(await banner(other)) == 0
        late = await other.htmx(f"/dangers/tickets/{ticket}/take")
        assert late.status == 403
    taken = await load(desk, ticket)
    assert (taken.status, taken.assignee_id) == ("accepted", browser.staff.id)


async def test_who_was_given_it_has_not_taken_it_yet(desk: Desk) -> None:
    async with desk.signed_in("engineer", name="王强", phone="13800138000") as browser:
        ticket = await fire(desk, status="assigned", assignee=browser.staff.id)
        async with desk.signed_in("dispatcher") as other:
            page = await banner(other)
        assert "given to 王强, who has not accepted it" in page
        assert "tel:13800138000" in page
        assert (await browser.htmx(f"/dangers/tickets/{ticket}/take")).status == 200
    assert (await load(desk, ticket)).status == "accepted"


async def test_an_agent_does_not_take_a_repair(desk: Desk) -> None:
    ticket = await fire(desk)
    async with desk.signed_in("agent") as browser:
        assert (await browser.htmx(f"/dangers/tickets/{ticket}/take")).status == 403


async def park(desk: Desk) -> Park:
    async with desk.demo.sessions() as session:
        return await session.get_one(Park, desk.demo.id)


async def test_numbers_and_thresholds_are_the_operator_s_to_change(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/danger")
        seen = {"version": hidden(page[page.index('action="/desk/operate/danger"') :], "version")}
        chosen = NUMBERS | seen | {"danger_alarm_from": "0.7", "danger_ask_from": "0.3"}
        assert (await browser.htmx("/operate/danger", chosen)).status == 200
        assert refused(await browser.htmx("/operate/danger", chosen), 409)["reload"] is True
    changed = await park(desk)
    assert (changed.emergency_phone, changed.danger_alarm_from) == ("010-5555-0119", 0.7)
    async with desk.demo.sessions() as session:
        [entry] = await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))
    assert (entry.action, entry.before["emergency_phone"]) == ("park.danger", "8110")


@pytest.mark.parametrize(
    ("field", "entered"),
    [
        ("emergency_phone", {"emergency_phone": "call me"}),
        ("fire_phone", {"fire_phone": "11"}),
        ("crisis_phone", {"crisis_phone": ""}),
        ("danger_ask_from", {"danger_alarm_from": "0.3", "danger_ask_from": "0.5"}),
        ("danger_ask_from", {"danger_alarm_from": "0.3"}),
        ("danger_alarm_from", {"danger_ask_from": "0.3"}),
        ("danger_alarm_from", {"danger_alarm_from": "1.1", "danger_ask_from": "0.3"}),
        ("danger_ask_from", {"danger_alarm_from": "0.5", "danger_ask_from": "0"}),
    ],
)
async def test_what_makes_no_sense_is_told_beside_its_field(
    desk: Desk, field: str, entered: dict[str, str]
) -> None:
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx("/operate/danger", NUMBERS | entered)
        assert field in refused(answer, 422)["fields"]
    assert (await park(desk)).emergency_phone == "8110"


async def test_thresholds_are_tried_on_the_park_s_own_marks(desk: Desk) -> None:
    for p, verdict in ((0.35, "right"), (0.62, "right"), (0.62, "wrong"), (1.0, "right")):
        await heard(desk, p=p, verdict=verdict)
    await heard(desk, p=0.9, verdict=None)
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/danger")
    rows = re.findall(r"<tr><td>(0\.\d\d)</td><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>", page)
    assert rows[:6] == [
        ("0.20", "2", "1"), ("0.30", "2", "1"), ("0.40", "1", "1"), ("0.50", "1", "1"),
        ("0.60", "1", "1"), ("0.70", "0", "0"),
    ]  # fmt: skip


async def test_words_that_have_served_their_time_are_said_to_be_gone(desk: Desk) -> None:
    sign = await heard(desk, "着火了")
    async with desk.demo.sessions.begin() as session:
        found = await session.get_one(DangerSign, (desk.demo.id, sign.id))
        message = await session.get_one(Message, (desk.demo.id, found.message_id))
        found.message_id = None
        await session.flush()
        await session.delete(message)
    async with desk.signed_in("manager") as browser:
        assert "The words have served their time." in await browser.page("/dangers")
        assert (await browser.htmx(f"/dangers/{sign.id}/mark", {"verdict": "right"})).status == 200


async def test_of_a_cry_for_help_staff_say_which_danger_it_was(desk: Desk) -> None:
    sign = await heard(desk, "救命", kind="other")
    async with desk.signed_in("agent") as browser:
        answer = await browser.htmx(f"/dangers/{sign.id}/mark", {"verdict": "right"})
        assert "Which kind?" in await answer.text()
        what = {"verdict": "right", "kind": "violence"}
        assert (
            "Which kind?" not in await (await browser.htmx(f"/dangers/{sign.id}/mark", what)).text()
        )
        what["kind"] = "boredom"
        assert (await browser.htmx(f"/dangers/{sign.id}/mark", what)).status == 422
    marked = await read(desk, sign.id)
    assert (marked.kind, marked.verdict) == ("violence", "right")


async def test_the_curve_that_is_shown_is_the_one_of_the_docs(desk: Desk) -> None:
    drawn = Path(__file__).parents[3] / "docs" / "images" / "danger-curve.svg"
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/danger")
        shown = await browser.get(re.findall(r'src="/desk(/static/dangers/curve[^"]+)"', page)[0])
        assert await shown.read() == drawn.read_bytes()
