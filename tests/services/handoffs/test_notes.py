"""Private notes: they stand among the messages, and are no messages."""

import pytest

from services.conversations import receiving
from services.handoffs import notes
from services.kit.errors import Invalid, NotFound
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def test_a_note_stands_after_what_had_been_said(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        staff = await factories.make_staff(session, demo.id)
        for name in ("a", "b"):
            await receiving.receive(session, conversation, external_id=name, text="在吗", now=NOW)
        note = await notes.add(session, demo.id, conversation.id, staff, "  先打电话 ", now=NOW)
        assert (note.after_seq, note.text, note.staff_id) == (2, "先打电话", staff.id)
        assert conversation.last_seq == 2

        async def texts(first: int, before: int | None) -> list[str]:
            found = await notes.between(
                session, demo.id, conversation.id, first_seq=first, before_seq=before
            )
            return [one.text for one in found]

        assert await texts(0, 2) == []
        assert await texts(2, 3) == await texts(0, None) == ["先打电话"]


@pytest.mark.parametrize("text", [" \n", "啊" * 2_001])
async def test_a_note_has_words_but_not_too_many(demo: DemoPark, text: str) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        staff = await factories.make_staff(session, demo.id)
        with pytest.raises(Invalid):
            await notes.add(session, demo.id, conversation.id, staff, text, now=NOW)


async def test_there_are_no_notes_in_another_park(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        other = await factories.make_park(session)
        stranger = await factories.make_staff(session, other.id)
        with pytest.raises(NotFound):
            await notes.add(session, other.id, conversation.id, stranger, "hi", now=NOW)
