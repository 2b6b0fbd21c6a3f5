"""What is told of a visit, to its host and to who may allow it, and what to neither."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from models.conversations import Message
from models.people import Company, Person
from models.visits import Visit
from services.conversations import conversations, receiving
from services.visits import visits
from services.visits.notices import BY_HOST
from services.visits.visits import Guests, Period
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.notices import Notifier

NOW = WEDNESDAY_MORNING
NIGHT = NOW.replace(hour=23, minute=0)
AT_THREE = NOW.replace(hour=15, minute=0)


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


@dataclass(frozen=True, slots=True)
class Case:
    visit: Visit
    host: int
    approver: int
    """Conversations."""


async def registered(
    demo: DemoPark,
    *moves: str,
    asks: bool = True,
    language: str = "zh",
    reason: str | None = None,
    start: datetime = AT_THREE,
) -> Case:
    """王总 comes with two others; `moves` is what became of it."""
    async with demo.sessions.begin() as session:
        host = await demo.conversation(session, language=language)
        approver = await demo.conversation(session, language=language)
        company = Company(
            park_id=demo.id, name_zh="星图科技", name_en="Starmap",
            visits_need_approval=asks, approver_id=approver.person_id,
        )  # fmt: skip
        session.add(company)
        await session.flush()
        person = await session.get_one(Person, (demo.id, host.person_id))
        person.company_id, person.name, person.checked_name = company.id, "小林", "小林"
        boss = await session.get_one(Person, (demo.id, approver.person_id))
        boss.company_id = company.id
        visit = await visits.register(
            session,
            person,
            Guests(["王总"], headcount=3),
            Period(start, start + timedelta(hours=2)),
            place={},
            conversation=host,
            now=NOW,
        )
        for move in moves:
            await visits.advance(session, demo.id, visit.id, move, reason=reason, now=NOW)
        return Case(visit, host.id, approver.id)


async def told(notifier: Notifier, case: Case, now: datetime = NOW) -> list[Message]:
    """What its last event alone makes be said."""
    await notifier.handle_last(f"visit:{case.visit.id}", now=now)
    return await notifier.messages()


async def test_the_approver_is_asked(demo: DemoPark, notifier: Notifier) -> None:
    case = await registered(demo)
    [message] = await told(notifier, case)
    no = case.visit.visit_no
    assert message.conversation_id == case.approver
    assert message.text == f"小林登记了访客，请您审批：{no}\n王总等 3 人 · 今天 15:00–17:00"
    assert [(b["title"], b["payload"]) for b in message.buttons] == [
        ("同意", f'/approve_visit{{"visit_no": "{no}"}}'),
        ("拒绝", f'/deny_visit{{"visit_no": "{no}"}}'),
    ]
    asks = {"expects": "confirm", "settles": "visit_approval"}
    assert message.data == {"visit_no": no, "status": "requested"} | asks


@pytest.mark.parametrize(
    ("language", "moves", "text"),
    [
        ("zh", "approve", "您的来访登记 {no} 已获批：王总等 3 人，今天 15:00–17:00。"),
        ("en", "approve",
         "Your visit {no} is approved: 王总 (party of 3), today 15:00–17:00."),
        ("zh", "deny",
         "很抱歉，来访登记 {no}（王总等 3 人，今天 15:00–17:00）没有获批。\n说明：有审计"),
        ("zh", "expire",
         "来访登记 {no}（王总等 3 人，今天 15:00–17:00）一直没有等到审批，已失效。"),
        ("zh", "approve no_show",
         "王总等 3 人没有来（今天 15:00–17:00），来访 {no} 已结束。改期的话，再登记一次就行。"),
        ("zh", "approve check_in", "王总等 3 人到了（{no}）。"),
        ("en", "approve check_in", "王总 (party of 3) has arrived ({no})."),
        ("zh", "approve cancel",
         "来访 {no}（王总等 3 人，今天 15:00–17:00）已取消，通行证已作废。有疑问请打服务台 8001。"),
    ],
)  # fmt: skip
async def test_the_host_is_told(
    demo: DemoPark, notifier: Notifier, language: str, moves: str, text: str
) -> None:
    case = await registered(demo, *moves.split(), language=language, reason="有审计")
    [message] = await told(notifier, case)
    assert message.conversation_id == case.host
    assert message.text == text.format(no=case.visit.visit_no)


async def test_the_approver_may_type_the_answer(demo: DemoPark, notifier: Notifier) -> None:
    case = await registered(demo)
    await told(notifier, case)
    async with demo.sessions.begin() as session:
        approver = await conversations.find(session, demo.id, case.approver)
        received = await receiving.receive(
            session, approver, external_id="m1", text="拒绝，当天有审计", now=NOW
        )
    assert received.message.payload == (
        f'/deny_visit{{"visit_no": "{case.visit.visit_no}", "comment": "当天有审计"}}'
    )


async def test_an_approved_visit_shows_the_way_to_its_pass(
    demo: DemoPark, notifier: Notifier
) -> None:
    case = await registered(demo, "approve")
    [message] = await told(notifier, case)
    payload = f'/track_visit{{"visit_no": "{case.visit.visit_no}"}}'
    assert message.buttons == [{"title": "查看通行证", "payload": payload}]


async def test_what_was_answered_in_the_chat_is_not_told_again(
    demo: DemoPark, notifier: Notifier
) -> None:
    case = await registered(demo, asks=False)
    await notifier.handle_all(f"visit:{case.visit.id}")
    cancelled = await registered(demo, "cancel", asks=False, reason=BY_HOST)
    assert await told(notifier, cancelled) == []


async def test_only_the_first_arrival_is_told(demo: DemoPark, notifier: Notifier) -> None:
    case = await registered(demo, "check_in", "check_out", asks=False)
    later = NOW + timedelta(hours=1)
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, case.visit.id, "check_in", now=later)
    assert await told(notifier, case, later) == []


async def test_an_arrival_is_told_at_night(demo: DemoPark, notifier: Notifier) -> None:
    case = await registered(demo, "check_in", asks=False)
    assert len(await told(notifier, case, NIGHT)) == 1


@pytest.mark.parametrize(
    ("starts", "at_night"),
    [(NIGHT + timedelta(hours=8, minutes=30), True), (NIGHT + timedelta(hours=12), False)],
)
async def test_at_night_the_approver_is_asked_only_if_morning_is_too_late(
    demo: DemoPark, notifier: Notifier, starts: datetime, at_night: bool
) -> None:
    case = await registered(demo, start=starts)
    assert len(await told(notifier, case, NIGHT)) == at_night
    assert len(await notifier.held()) == (not at_night)


async def test_a_question_that_was_settled_overnight_is_not_asked_any_more(
    demo: DemoPark, notifier: Notifier
) -> None:
    case = await registered(demo, start=NIGHT + timedelta(hours=12))
    await told(notifier, case, NIGHT)
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, case.visit.id, "cancel", now=NIGHT)
    await notifier.run_held(now=NIGHT + timedelta(hours=9))
    assert await notifier.texts() == []


async def test_the_approver_is_asked_again_by_a_question_that_tells_which_it_is(
    demo: DemoPark, notifier: Notifier
) -> None:
    case = await registered(demo)
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, case.visit.id, "ask_again", now=NOW)
    [message] = await told(notifier, case)
    no = case.visit.visit_no
    assert message.text == f"小林改了这次来访，要请您重新审批：{no}\n王总等 3 人 · 今天 15:00–17:00"
    assert message.buttons[0]["payload"] == f'/approve_visit{{"visit_no": "{no}", "asked": 2}}'
    async with demo.sessions.begin() as session:
        approver = await conversations.find(session, demo.id, case.approver)
        received = await receiving.receive(
            session, approver, external_id="m1", text="同意", now=NOW
        )
    assert received.message.payload == f'/approve_visit{{"visit_no": "{no}", "asked": 2}}'
