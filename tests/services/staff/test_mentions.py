"""Colleagues named in a note: by the whole name, by the longer one, and only who may read it."""

from typing import Any

import pytest

from models.staff import Staff
from services.handoffs import notes
from services.staff import mentions
from services.tickets import noting
from tests.given.alerts import NOW, Alerted, one_of_each, report
from tests.given.demo_park import DemoPark


@pytest.fixture
async def park(demo: DemoPark) -> Alerted:
    return await one_of_each(demo)


def staff(*names: str) -> list[Staff]:
    return [Staff(id=id_, name=name) for id_, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@林晓 看一下", {"林晓"}),
        ("请@林晓看一下，@王强 也来", {"林晓", "王强"}),
        ("@林晓峰 看一下", {"林晓峰"}),
        ("林晓 看一下", set()),
        ("mail to a@b.example", set()),
        ("@ 林晓", set()),
        ("@Ann Lee, please", {"Ann Lee"}),
    ],
)
def test_a_name_after_the_sign_is_whom_it_is_for(text: str, found: set[str]) -> None:
    people = staff("林晓", "林晓峰", "王强", "Ann", "Ann Lee")
    assert {one.name for one in mentions.named(text, people)} == found


def test_two_of_one_name_are_both_named() -> None:
    assert [one.id for one in mentions.named("@林晓", staff("林晓", "林晓"))] == [1, 2]


async def of_notes(park: Alerted, words: str, by: str = "agent") -> dict[str, list[str]]:
    """Who is alerted after a note on a conversation and on a ticket."""
    ticket = await report(park, urgency="normal")
    writer = park.hired[by]
    async with park.demo.sessions.begin() as session:
        await notes.add(session, park.demo.id, _chat(ticket), writer, words, now=NOW)
        await noting.note(session, park.demo.id, ticket.id, writer, words, now=NOW)
    for subject in (f"conversation:{ticket.conversation_id}", f"ticket:{ticket.id}"):
        await park.happens(subject)
    return await park.unseen()


def _chat(ticket: Any) -> int:
    assert ticket.conversation_id is not None
    return int(ticket.conversation_id)


async def test_who_is_named_is_alerted_where_they_may_read_it(park: Alerted) -> None:
    found = await of_notes(park, "@engineer @dispatcher @agent 看一下")
    assert found["dispatcher"].count("mentioned") == 2
    assert found["engineer"] == ["mentioned"]  # Engineers do not read conversations.
    assert "mentioned" not in found.get("agent", [])


async def test_a_note_that_names_nobody_alerts_nobody(park: Alerted) -> None:
    assert "mentioned" not in str(await of_notes(park, "等客户回电话"))


async def test_who_has_left_is_not_alerted(park: Alerted) -> None:
    async with park.demo.sessions.begin() as session:
        (await session.get_one(Staff, (park.demo.id, park.hired["manager"].id))).active = False
    assert "manager" not in await of_notes(park, "@manager")
