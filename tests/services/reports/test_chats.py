"""The chats behind the figures: the same ones that were counted."""

from services.reports import chats, containment, responses
from tests.given.factories import make_staff
from tests.given.reports import days, hand_off, talk
from tests.given.sla_desk import SlaDesk


async def test_each_figure_has_as_many_chats_behind_it_as_it_counts(
    desk: SlaDesk,
) -> None:
    session, park, day = desk.session, desk.park, days("12-01")
    anna = await make_staff(session, park.id, name="Anna")
    held = await talk(session, park, "12-01 10:00")
    asked = await talk(session, park, "12-01 11:00")
    unheard = await talk(session, park, "12-01 15:00")
    await hand_off(
        session, park, "12-01 11:00", "12-01 11:12", conversation=asked, assignee_id=anna.id,
        rating=2, rated_at="12-01 12:00",
    )  # fmt: skip
    await hand_off(session, park, "12-01 15:00", None, conversation=unheard)

    async def ids(which: chats.Which, **narrowed: int) -> list[int]:
        found = await chats.behind(session, park, day, which, **narrowed)
        return [one.conversation_id for one in found]

    assert await ids("queued") == [unheard.id, asked.id]
    assert await ids("answered") == [asked.id]
    assert await ids("queued", hour=15) == [unheard.id]
    assert await ids("handoffs", staff_id=anna.id) == [asked.id]
    assert await ids("rated", stars=2) == [asked.id]
    assert await ids("rated", stars=3) == []
    assert await ids("needed") == [unheard.id, asked.id]
    assert await ids("contained") == [held.id]
    whole = await containment.containment(session, park.id, day)
    assert (whole.contained, whole.conversations) == (1, 3)
    assert len(responses.queued(await responses.responses(session, park, day))) == 2
    [first] = await chats.behind(session, park, day, "answered")
    assert (first.staff, first.waited is not None) == ("Anna", True)
