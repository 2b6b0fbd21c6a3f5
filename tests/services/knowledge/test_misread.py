"""Messages that the bot misread: masked, marked, reviewed, and lines that the reader can learn."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.components.reading.annotated import annotated
from models.conversations import Conversation
from models.staff import Staff
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.knowledge import misread, misread_effect
from services.knowledge.misread import AlreadyReviewed, Marked
from services.knowledge.misread_marks import Words
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff

SAID = "给我叫李雷 电话13812345678 牛肉面去掉，可乐要两罐，牛肉面不要"


@pytest.fixture
async def session(demo: DemoPark) -> AsyncIterator[AsyncSession]:
    async with demo.sessions() as session:
        yield session


@pytest.fixture
async def agent(session: AsyncSession, demo: DemoPark) -> Staff:
    return await make_staff(session, demo.id, name="林晓", roles=["agent"])


@pytest.fixture
async def talk(session: AsyncSession, demo: DemoPark) -> Conversation:
    conversation = await demo.conversation(session)
    await conversations.speak(session, conversation, [Reply("送到哪里？")], author="bot", now=NOW)
    await receiving.receive(session, conversation, external_id="x1", text=SAID, now=NOW)
    return conversation


def at(text: str, words: str, label: str, role: str = "", nth: int = 1) -> Words:
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Words(start, start + len(words), label, role)


async def test_a_reviewed_message_is_a_line_that_the_reader_learns_from(
    session: AsyncSession, talk: Conversation, agent: Staff, tmp_path: Path
) -> None:
    park_id, seq = talk.park_id, talk.last_seq
    text, before = await misread.shown(session, park_id, talk.id, seq)
    assert "13812345678" not in text
    assert before == "送到哪里？"
    words = [
        at(text, "牛肉面", "item", "remove"),
        at(text, "可乐", "item", "set"),
        at(text, "两罐", "quantity", "set"),
        at(text, "牛肉面", "item", "mention", nth=2),
    ]
    marked = Marked(["edit:set", "edit:remove"], words)
    row = await misread.mark(session, park_id, talk.id, seq, marked, staff=agent, now=NOW)
    assert await misread.lines(session, park_id) == []  # Nobody has looked at it yet.
    by = By(park_id, agent.id, NOW)
    await misread.accept(session, by, row.id, row.text, marked)
    [line] = await misread.lines(session, park_id)
    assert line["acts"] == [{"act": "edit", "op": "set"}, {"act": "edit", "op": "remove"}]
    assert [(one["text"], one.get("nth"), one["line"]) for one in line["spans"]] == [
        ("牛肉面", None, 1), ("可乐", None, 2), ("两罐", None, 2), ("牛肉面", 2, 3),
    ]  # fmt: skip
    file = tmp_path / "desk.jsonl"
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    [learned] = annotated(file)
    assert learned.acts == {"edit:set", "edit:remove"}
    assert [text[one.start : one.end] for one in learned.spans] == [
        "牛肉面", "可乐", "两罐", "牛肉面",
    ]  # fmt: skip
    with pytest.raises(AlreadyReviewed):
        await misread.reject(session, by, row.id)


async def test_whoever_reviews_cannot_let_a_number_through(
    session: AsyncSession, talk: Conversation, agent: Staff
) -> None:
    marked = Marked(["give"], [])
    row = await misread.mark(
        session, talk.park_id, talk.id, talk.last_seq, marked, staff=agent, now=NOW
    )
    by = By(talk.park_id, agent.id, NOW)
    with pytest.raises(Invalid):
        await misread.accept(session, by, row.id, "打13900000001", marked)
    await misread.reject(session, by, row.id)
    assert (row.text, row.spans, row.status) == ("", [], "rejected")


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        ([], []),
        (["edit:eat"], []),
        (["give"], [Words(0, 3, "item", "add"), Words(2, 4, "quantity", "add")]),
        (["give"], [Words(0, 3, "item", "old")]),
        (["give"], [Words(0, 3, "weather")]),
        (["give"], [Words(0, 9999, "place")]),
    ],
)
async def test_marks_that_nothing_could_learn_from_are_refused(
    session: AsyncSession,
    talk: Conversation,
    agent: Staff,
    acts: list[str],
    words: list[Words],
) -> None:
    with pytest.raises(Invalid):
        await misread.mark(
            session, talk.park_id, talk.id, talk.last_seq, Marked(acts, words), staff=agent, now=NOW
        )


async def test_only_words_of_the_tenant_are_marked(
    session: AsyncSession, talk: Conversation
) -> None:
    with pytest.raises(NotFound):
        await misread.shown(session, talk.park_id, talk.id, 1)


def effect_of(talk: Conversation, seq: int, **more: object) -> dict[str, object]:
    before = {"acts": ["ask:menu"], "words": []}
    after = {"acts": ["edit:remove"], "words": [[0, 2, "op", "remove"]]}
    told = [{"conversation": talk.id, "seq": seq, "before": before, "after": after}]
    about = {"marks": 1, "messages": 1, "changed": 1, "sentences": 3, "sentences_changed": 0}
    return {**about, "told": told, **more}


async def test_what_learning_would_change_is_shown_until_it_is_reviewed(
    session: AsyncSession, talk: Conversation, agent: Staff
) -> None:
    park_id, seq = talk.park_id, talk.last_seq
    marked = Marked(["edit:remove"], [])
    row = await misread.mark(session, park_id, talk.id, seq, marked, staff=agent, now=NOW)
    asked = await misread_effect.asked(session, park_id, now=NOW)
    assert asked.rows == [row.id]
    assert [line["text"] for line in asked.lines] == [row.text]
    assert [(one["conversation"], one["seq"]) for one in asked.messages] == [(talk.id, seq)]
    assert "13812345678" not in str(asked)
    assert await misread_effect.shown(session, park_id) is None

    found = effect_of(talk, seq)
    await misread_effect.keep(session, park_id, asked.rows, found, now=NOW)
    await session.refresh(row)
    shown = await misread_effect.shown(session, park_id)
    assert shown is not None
    [(words, told)] = shown.told
    assert words.startswith("给我")
    assert "13812345678" not in words
    assert told.after.known == ["edit:remove"]
    assert "给我" not in json.dumps(row.effect, ensure_ascii=False)

    await misread.accept(session, By(park_id, agent.id, NOW), row.id, "牛肉面去掉", marked)
    assert row.effect is None
    assert await misread_effect.shown(session, park_id) is None


async def test_a_mark_that_is_changed_has_to_be_weighed_anew(
    session: AsyncSession, talk: Conversation, agent: Staff
) -> None:
    park_id, seq = talk.park_id, talk.last_seq
    marked = Marked(["edit:remove"], [])
    row = await misread.mark(session, park_id, talk.id, seq, marked, staff=agent, now=NOW)
    await misread_effect.keep(session, park_id, [row.id], effect_of(talk, seq), now=NOW)
    await misread.mark(session, park_id, talk.id, seq, marked, staff=agent, now=NOW)
    assert await misread_effect.shown(session, park_id) is None


async def test_an_effect_of_another_kind_is_not_kept(
    session: AsyncSession, talk: Conversation
) -> None:
    with pytest.raises(Invalid):
        await misread_effect.keep(session, talk.park_id, [1], {"told": "all"}, now=NOW)
