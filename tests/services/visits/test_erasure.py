"""Nothing that names a visitor is left anywhere, once their park has kept it long enough."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import ActionResult, Conversation, DialogueMemory, Message
from models.danger import DangerSign
from models.events import EventRow
from models.handoffs import ConversationNote
from models.park import Park
from models.people import Company, Person
from models.visits import Visit
from services.conversations import chat_redaction, conversations, receiving
from services.conversations.conversations import Reply
from services.danger import marks
from services.events.follows import following
from services.events.registry import known, parse_event
from services.handoffs import handoffs
from services.kit.errors import Invalid
from services.knowledge import taught
from services.privacy import housekeeping
from services.staff.looks import Looking
from services.visits import erasure, gates, looks, visits
from services.visits.visits import Guests, Period
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import FIVE, NOW, THREE, registered, reloaded

PERSONAL = ("王小明", "13900001234", "139 0000 1234", "粤BD12345", "粤B·D12345", "远航物流")
DUE = FIVE + timedelta(days=30)
SAID = (
    "明天下午三点远航物流的王小明来，车牌粤B·D12345，电话 139 0000 1234",
    "王小明的车是粤bd12345，手机+86 139-0000-1234",
    "王 小明到了吗",
)


async def everywhere(session: AsyncSession, needle: str) -> list[str]:
    """Every table of every schema that has the needle in a row of it, whatever the column."""
    tables = await session.execute(
        text(
            "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
            " from information_schema.tables where table_type = 'BASE TABLE'"
            " and table_schema not in ('pg_catalog', 'information_schema')"
        )
    )
    found = []
    for (table,) in tables.all():
        inside = "position(lower(:n) in lower(t::text)) > 0"
        hit = text(f"select exists (select from {table} t where {inside})")
        if await session.scalar(hit, {"n": needle}):
            found.append(table)
    return found


async def lived_through(demo: DemoPark) -> Visit:
    """A visit that leaves traces wherever one can: in chats, a denial, searches, notes."""
    async with demo.sessions.begin() as session:
        mine, boss = [await demo.conversation(session) for _ in range(2)]
        host = await session.get_one(Person, (demo.id, mine.person_id))
        company = Company(
            park_id=demo.id, name_zh="星桥科技", name_en="Starbridge",
            visits_need_approval=True, approver_id=boss.person_id,
        )  # fmt: skip
        session.add(company)
        await session.flush()
        approver = await session.get_one(Person, (demo.id, boss.person_id))
        host.company_id = approver.company_id = company.id
        for number, said in enumerate(SAID):
            await receiving.receive(session, mine, external_id=f"said-{number}", text=said, now=NOW)
        visit = await visits.register(
            session,
            host,
            Guests(["王小明"], 1, "13900001234", "粤BD12345", "远航物流", "面试"),
            Period(THREE, FIVE),
            place={},
            conversation=mine,
            now=NOW,
        )
        answered = [Reply("已登记：王小明 粤BD12345", [{"title": "王小明", "payload": "/x"}])]
        await conversations.speak(session, mine, answered, author="bot", now=NOW)
        session.add(
            ActionResult(
                park_id=demo.id, conversation_id=mine.id, message_id="1", action="a", position=0,
                events=[{"value": {"names": ["王小明"]}}], responses=[], created_at=NOW,
            )
        )  # fmt: skip
        await handle_all(session, demo.id)
        await receiving.receive(
            session, boss, external_id="no", text="不同意，王小明来过了", now=NOW
        )
        await visits.advance(session, demo.id, visit.id, "deny", now=NOW, reason="王小明来过了")
        await handle_all(session, demo.id)
        await handoffs.hand_off(session, mine, "asked", now=NOW)
        about = {"conversation_id": mine.id, "after_seq": 1, "created_at": NOW}
        session.add(ConversationNote(park_id=demo.id, text="王小明又来", **about))
        staff = await factories.make_staff(session, demo.id, roles=["reception"])
        by = Looking(demo.id, staff.id, NOW)
        await looks.at_visit(session, by, visit.id, visit.visit_no)
        await looks.at_found(session, by, NOW.date(), [visit.visit_no])
    return visit


async def handle_all(session: AsyncSession, park_id: int) -> None:
    rows = await session.execute(
        text("select id from event where handled_at is null and type like 'visit.%' order by id")
    )
    for (event_id,) in rows.all():
        row = await session.get_one(EventRow, (park_id, event_id))
        row.handled_at = NOW
        for one in following(known()[row.type]):
            await one.do(session, row, parse_event(row.type, row.data), NOW)


async def test_no_table_names_a_visitor_after_the_retention_time(demo: DemoPark) -> None:
    visit = await lived_through(demo)
    async with demo.sessions() as session:
        traces = {table for one in PERSONAL for table in await everywhere(session, one)}
    assert traces == {
        "public.visit", "public.message", "public.handoff", "public.conversation_note",
        "public.action_result",
    }  # fmt: skip

    async with demo.sessions.begin() as session:
        await housekeeping.tidy(session, now=DUE)
        assert await everywhere(session, "王小明")
    async with demo.sessions.begin() as session:
        await housekeeping.tidy(session, now=DUE + timedelta(seconds=1))
    async with demo.sessions() as session:
        assert {one: await everywhere(session, one) for one in PERSONAL} == {
            one: [] for one in PERSONAL
        }
        said = await session.scalars(
            select(Message.text).where(Message.direction == "in").order_by(Message.id).limit(3)
        )
        assert said.all() == [
            "明天下午三点***的***来，车牌***，电话 ***",
            "***的车是***，手机***",
            "***到了吗",
        ]
    kept = await reloaded(demo, visit)
    assert (kept.status, kept.headcount, kept.visit_no) == ("denied", 1, visit.visit_no)
    assert (kept.reason, kept.status_reason) == (None, None)


async def test_it_is_done_once(demo: DemoPark) -> None:
    await registered(demo)
    async with demo.sessions.begin() as session:
        assert await erasure.erase(session, now=DUE + timedelta(days=1)) == 1
        assert await erasure.erase(session, now=DUE + timedelta(days=1)) == 0


async def test_each_park_keeps_as_long_as_it_says(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        (await session.get_one(Park, demo.id)).visit_retention_days = 7
        await session.flush()
        assert await erasure.erase(session, now=FIVE + timedelta(days=7, seconds=1)) == 1
    assert (await reloaded(demo, visit)).names == []


async def chatted(demo: DemoPark, *said: str) -> tuple[Conversation, Person]:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        for number, words in enumerate(said):
            await receiving.receive(
                session,
                conversation,
                external_id=f"c{conversation.id}-{number}",
                text=words,
                now=NOW,
            )
        return conversation, await session.get_one(Person, (demo.id, conversation.person_id))


async def texts(demo: DemoPark, conversation: Conversation) -> list[str]:
    async with demo.sessions() as session:
        return [one.text for one in await conversations.since(session, conversation, 0)]


async def erased(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await erasure.erase(session, now=DUE + timedelta(seconds=1))


async def test_only_what_was_said_with_the_host_is_touched(demo: DemoPark) -> None:
    mine, host = await chatted(demo, "王小明下午来")
    others, _ = await chatted(demo, "王小明是我同事")
    await registered(demo, host=host)
    await erased(demo)
    assert await texts(demo, mine) == ["***下午来"]
    assert await texts(demo, others) == ["王小明是我同事"]


async def test_who_comes_again_is_forgotten_after_the_last_time(demo: DemoPark) -> None:
    mine, host = await chatted(demo, "王小明下午来，下个月也来")
    await registered(demo, host=host)
    await registered(demo, host=host, starts=THREE + timedelta(days=31))
    await erased(demo)
    assert await texts(demo, mine) == ["王小明下午来，下个月也来"]
    async with demo.sessions.begin() as session:
        await erasure.erase(session, now=DUE + timedelta(days=32))
    assert await texts(demo, mine) == ["***下午来，下个月也来"]


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("An", "Any day is fine, An comes", "Any day is fine, *** comes"),
        ("Bob (IT)", "bob (it) comes", "*** comes"),
        ("John Smith", "JOHN  SMITH's badge", "***'s badge"),
        ("访客", "我的访客来了", "我的访客来了"),
        ("张三", "張\u200b三来了", "***来了"),
        ("Lee", "ＬＥＥ comes", "*** comes"),
        ("王", "王来了，国王没来", "王来了，国王没来"),
    ],
)
async def test_names_are_found_as_people_write_them(
    demo: DemoPark, name: str, said: str, left: str
) -> None:
    mine, host = await chatted(demo, said)
    await registered(demo, host=host, names=[name], phone=None, plate=None)
    await erased(demo)
    assert await texts(demo, mine) == [left]


async def test_the_bot_forgets_what_it_heard_days_ago(demo: DemoPark) -> None:
    for hours in (49, 47):
        mine, _ = await chatted(demo, "你好")
        async with demo.sessions.begin() as session:
            at = NOW - timedelta(hours=hours)
            session.add(
                DialogueMemory(
                    park_id=demo.id, conversation_id=mine.id, memory="王小明", updated_at=at
                )
            )
    async with demo.sessions.begin() as session:
        await housekeeping.tidy(session, now=NOW)
        assert await session.scalar(select(func.count()).select_from(DialogueMemory)) == 1
        await housekeeping.tidy(session, now=NOW + timedelta(days=1))
        assert await everywhere(session, "王小明") == []


async def test_passages_and_passes_say_nothing_personal(demo: DemoPark) -> None:
    visit = await registered(demo, company="远航物流")
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id, roles=["reception"])
        await gates.check_in(session, demo.id, visit.id, staff_id=staff.id, now=THREE)
        found = {table for one in PERSONAL for table in await everywhere(session, one)}
        assert found == {"public.visit"}
        assert await session.scalar(select(func.count()).select_from(Visit)) == 1


@pytest.mark.timeout(60)
async def test_a_name_that_makes_a_pattern_try_for_ever_stops_nobody(demo: DemoPark) -> None:
    mine, host = await chatted(demo, "." * 400 + "a", "(a+)+b " * 40, "王小明下午来")
    visit = await registered(demo, host=host)
    async with demo.sessions.begin() as session:
        stored = await session.get_one(Visit, (demo.id, visit.id))
        stored.names = ["." * 200, "(a+)+b", "王小明"]
    await erased(demo)
    assert await texts(demo, mine) == ["." * 400 + "a", "*** " * 40, "***下午来"]
    assert (await reloaded(demo, visit)).names == []


async def test_nobody_is_called_by_signs_that_are_no_letters(demo: DemoPark) -> None:
    for name in ("." * 200, "\u200b\u2060", "！！"):
        with pytest.raises(Invalid):
            await registered(demo, names=[name])
    assert (await registered(demo, names=["。", "\u202e张三"])).names == ["张三"]


async def test_what_a_step_cannot_finish_the_next_one_goes_on_with(demo: DemoPark) -> None:
    mine, host = await chatted(demo)
    said = [Reply(f"{number}：王小明") for number in range(2 * chat_redaction.BATCH + 1)]
    async with demo.sessions.begin() as session:
        chat = await session.get_one(Conversation, (demo.id, mine.id))
        await conversations.speak(session, chat, said, author="bot", now=NOW)
    visit = await registered(demo, host=host)
    other = await registered(demo, names=["李四"])
    found = []
    for _ in range(5):
        async with demo.sessions.begin() as session:
            now = DUE + timedelta(seconds=1)
            done = await erasure.erase(session, now=now, seconds=0)
        async with demo.sessions() as session:
            struck = await session.scalar(
                select(func.count()).where(
                    Message.conversation_id == mine.id, Message.text.contains("***")
                )
            )
        found.append((done, struck, (await reloaded(demo, visit)).names))
    batch = chat_redaction.BATCH
    assert found[:3] == [
        (0, batch, ["王小明"]),
        (0, 2 * batch, ["王小明"]),
        (0, 2 * batch + 1, ["王小明"]),
    ]
    assert [done for done, _, _ in found[3:]] == [1, 1]
    assert (await reloaded(demo, visit)).names == (await reloaded(demo, other)).names == []


async def test_sentences_that_the_bot_was_taught_of_a_visitor_go(demo: DemoPark) -> None:
    mine, host = await chatted(demo, "王小明的车位在哪")
    others, _ = await chatted(demo, "王小明是我同事")
    intents, now = frozenset({"ask_faq"}), NOW
    async with demo.sessions.begin() as session:
        for of, sentence in (
            (mine.id, "王小明的车位在哪"),
            (mine.id, "车位在哪"),
            (others.id, "王小明是我同事"),
            (None, "王小明"),
        ):
            await taught.add_sentence(
                session, demo.id, sentence, "ask_faq",
                intents=intents, conversation_id=of, now=now,
            )  # fmt: skip
    await registered(demo, host=host)
    await erased(demo)
    async with demo.sessions() as session:
        assert await taught.sentences(session) == {
            "ask_faq": ["车位在哪", "王小明是我同事", "王小明"]
        }


async def test_what_the_bot_learns_of_a_danger_goes_where_it_names_the_visitor(
    demo: DemoPark,
) -> None:
    mine, host = await chatted(demo, "王小明晕倒了")
    async with demo.sessions.begin() as session:
        for words in ("王小明晕倒了", "有人晕倒了"):
            session.add(DangerSign(
                park_id=demo.id, conversation_id=mine.id, zone="alarm", kind="medical", p=0.9,
                created_at=NOW, verdict="right", verdict_at=NOW, lesson=words,
            ))  # fmt: skip
    await registered(demo, host=host)
    await erased(demo)
    async with demo.sessions() as session:
        assert [one.text for one in await marks.lessons(session)] == ["有人晕倒了"]
