"""Staff mark what the bot heard of danger; the detector learns the words, and nobody's name."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.components.danger.zones import KINDS as DETECTED
from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.people import Person
from models.staff import AuditEntry, Staff
from services.conversations import conversations, receiving
from services.danger import marks
from services.danger.kinds import KINDS
from services.danger.marks import Lesson, Verdict
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.privacy import erasure
from services.staff import staff
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark


async def member(demo: DemoPark, name: str = "林晓") -> Staff:
    async with demo.sessions.begin() as session:
        return await staff.add(
            session, demo.id, roles=("agent",), login=f"login{len(name)}", name=name,
            password_hash="x", language="zh", now=NOW,
        )  # fmt: skip


async def said(
    demo: DemoPark, text: str, who: Conversation | None = None, **person: Any
) -> Message:
    async with demo.sessions.begin() as session:
        talk = who or await demo.conversation(session)
        found = await session.get_one(Person, (demo.id, talk.person_id))
        for column, value in person.items():
            setattr(found, column, value)
        talk = await conversations.find(session, demo.id, talk.id)
        received = await receiving.receive(
            session, talk, external_id=f"m-{text}", text=text, now=NOW
        )
        return received.message


async def heard(demo: DemoPark, text: str, zone: str = "alarm", **about: Any) -> int:
    """A message with a sign; the sign's id."""
    message = await said(demo, text, **about)
    async with demo.sessions.begin() as session:
        sign = DangerSign(
            park_id=demo.id, conversation_id=message.conversation_id, message_id=message.id,
            zone=zone, kind="fire", p=0.8, created_at=NOW,
        )  # fmt: skip
        session.add(sign)
        await session.flush()
        return sign.id


async def mark(
    demo: DemoPark, sign: int, verdict: Verdict | None, *, minutes: int = 1, **how: Any
) -> None:
    async with demo.sessions.begin() as session:
        by = By(demo.id, how.pop("staff_id", None), NOW + timedelta(minutes=minutes))
        await marks.mark(session, by, sign, verdict, **how)


async def lessons(demo: DemoPark) -> list[Lesson]:
    async with demo.sessions() as session:
        return await marks.lessons(session)


async def one(demo: DemoPark, sign: int) -> DangerSign:
    async with demo.sessions() as session:
        return await session.get_one(DangerSign, (demo.id, sign))


def test_the_kinds_are_the_detector_s() -> None:
    assert set(KINDS) == set(DETECTED)


async def test_a_right_alarm_is_a_lesson_of_its_kind_and_a_wrong_one_of_what_looks_alike(
    demo: DemoPark,
) -> None:
    await mark(demo, await heard(demo, "配电房在冒蓝光"), "right", kind="electric")
    await mark(demo, await heard(demo, "This noodle is fire", zone="ask"), "wrong", minutes=2)
    assert [line.as_json() for line in await lessons(demo)] == [
        {
            "text": "配电房在冒蓝光", "lang": "zh", "critical": True, "kind": "electric",
            "writer": "park", "date": "2026-12-02",
        },
        {
            "text": "This noodle is fire", "lang": "en", "critical": False, "kind": "lookalike",
            "writer": "park", "date": "2026-12-02",
        },
    ]  # fmt: skip


async def test_a_mark_is_audited_with_who_made_it_and_can_be_taken_back(demo: DemoPark) -> None:
    who = await member(demo)
    sign = await heard(demo, "着火了")
    await mark(demo, sign, "wrong", staff_id=who.id)
    marked = await one(demo, sign)
    assert (marked.verdict, marked.verdict_by, marked.lesson) == ("wrong", who.id, "着火了")
    await mark(demo, sign, "wrong", staff_id=who.id, minutes=2)
    await mark(demo, sign, None, staff_id=who.id, minutes=3)
    undone = await one(demo, sign)
    assert (undone.verdict, undone.verdict_by, undone.verdict_at, undone.lesson) == (None,) * 4
    assert await lessons(demo) == []
    async with demo.sessions() as session:
        kept = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(one.staff_id, one.action, one.subject, one.before, one.after) for one in kept] == [
        (who.id, "danger.mark", f"danger:{sign}", {"verdict": None}, {"verdict": "wrong"}),
        (who.id, "danger.mark", f"danger:{sign}", {"verdict": "wrong"}, {"verdict": None}),
    ]


async def test_the_last_mark_of_the_same_words_holds(demo: DemoPark) -> None:
    await mark(demo, await heard(demo, "冒烟了"), "right")
    await mark(demo, await heard(demo, " 冒烟了 "), "wrong", minutes=2)
    assert [(line.text, line.critical) for line in await lessons(demo)] == [("冒烟了", False)]


async def test_danger_that_nobody_heard_is_marked_by_its_message_and_once(demo: DemoPark) -> None:
    message = await said(demo, "我同事倒在地上叫不醒")
    by = By(demo.id, None, NOW)
    for kind in ("violence", "medical"):
        async with demo.sessions.begin() as session:
            sign = await marks.mark_missed(session, by, message.conversation_id, message.seq, kind)
    assert (sign.zone, sign.kind, sign.verdict) == ("none", "medical", "right")
    assert [(line.text, line.kind) for line in await lessons(demo)] == [
        ("我同事倒在地上叫不醒", "medical")
    ]
    await mark(demo, sign.id, None)
    assert await lessons(demo) == []


async def test_a_message_that_was_heard_after_all_is_marked_right(demo: DemoPark) -> None:
    sign = await heard(demo, "着火了")
    async with demo.sessions.begin() as session:
        found = await session.get_one(DangerSign, (demo.id, sign))
        message = await session.get_one(Message, (demo.id, found.message_id))
        marked = await marks.mark_missed(
            session, By(demo.id, None, NOW), message.conversation_id, message.seq, "smoke"
        )
    assert (marked.id, marked.zone, marked.kind, marked.verdict) == (
        sign,
        "alarm",
        "smoke",
        "right",
    )


async def test_what_is_not_there_is_not_marked(demo: DemoPark) -> None:
    message = await said(demo, "你好")
    by = By(demo.id, None, NOW)
    async with demo.sessions.begin() as session:
        with pytest.raises(NotFound):
            await marks.mark(session, by, 1, "right")
        with pytest.raises(NotFound):
            await marks.mark_missed(session, by, message.conversation_id, 99, "fire")
        with pytest.raises(Invalid):
            await marks.mark_missed(session, by, message.conversation_id, message.seq, "boredom")


async def test_a_lesson_names_nobody_and_holds_no_number(demo: DemoPark) -> None:
    await member(demo, "赵铁柱")
    await said(demo, "在吗", name="Lin Xiaoming")
    text = (
        "我叫欧阳小月，lin xiaoming 和赵铁柱被困在货梯，王经理也在，打 138 0013 8000，"
        "车粤B·D1234，mail a.b@c.example，B座3楼302"
    )
    await mark(demo, await heard(demo, text, name="阿月"), "right")
    [line] = await lessons(demo)
    assert line.text == (
        "我叫***，*** 和***被困在货梯，***经理也在，打 ***，车***，mail ***，B座3楼302"
    )


async def test_a_lesson_is_forgotten_with_the_person(demo: DemoPark) -> None:
    sign = await heard(demo, "机房有烧焦味")
    await mark(demo, sign, "right")
    async with demo.sessions.begin() as session:
        found = await session.get_one(DangerSign, (demo.id, sign))
        talk = await conversations.find(session, demo.id, found.conversation_id)
        person = await session.get_one(Person, (demo.id, talk.person_id))
        await erasure.erase(session, person, now=NOW)
    assert await lessons(demo) == []
