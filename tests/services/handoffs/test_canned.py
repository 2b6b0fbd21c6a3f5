"""Replies kept ready: what is filled in, what is left open, and how they are kept."""

import pytest

from models.handoffs import CannedReply
from models.park import Park
from models.people import Person
from services.handoffs import canned
from services.handoffs.canned import CodeTaken, Filled
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.ordering import placing
from services.tickets import tickets
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
REPLY = CannedReply(
    code="late",
    text_zh="{name}您好，{agent}为您查了订单{order_no}，还要{minutes}分钟。",
    text_en="Hello {name}, {staff} here: {order_no} takes {minutes} minutes.",
)


def by(demo: DemoPark) -> By:
    return By(demo.id, None, NOW)


def test_what_is_known_is_filled_in_and_the_rest_stays_to_be_seen() -> None:
    values = {"name": "李雷", "agent": "林晓", "order_no": None}
    assert canned.fill(REPLY, "zh", values) == Filled(
        "late", "李雷您好，林晓为您查了订单{order_no}，还要{minutes}分钟。", ("order_no", "minutes")
    )
    known = values | {"order_no": "O-7K3M9Q"}
    assert canned.fill(REPLY, "en", known) == Filled(
        "late", "Hello 李雷, 林晓 here: O-7K3M9Q takes {minutes} minutes.", ("minutes",)
    )


def test_a_value_that_looks_like_a_variable_is_only_text() -> None:
    filled = canned.fill(
        REPLY, "en", {"name": "{park}", "agent": "A", "order_no": "O", "park": "P"}
    )
    assert filled.text == "Hello {park}, A here: O takes {minutes} minutes."


async def test_the_values_are_of_the_tenant_their_newest_ticket_and_order(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session, language="en")
        person = await session.get_one(Person, (demo.id, conversation.person_id))
        person.name = "Mei"
        park = await session.get_one(Park, demo.id)
        staff = await factories.make_staff(session, demo.id, name="林晓")
        cart = await demo.draft(session, conversation=conversation)
        nothing = await canned.values_for(session, conversation, staff, park)
        known = {"name": "Mei", "agent": "林晓", "park": "Daybreak Science Park"}
        assert {name: value for name, value in nothing.items() if value is not None} == known
        assert {"ticket_no", "order_no"} <= nothing.keys() - known.keys()
        order = await placing.place(session, cart, now=NOW)
        ticket = await tickets.open_ticket(
            session,
            demo.id,
            kind="question",
            urgency="normal",
            description="?",
            person_id=conversation.person_id,
            now=NOW,
        )
        found = await canned.values_for(session, conversation, staff, park)
        assert (found["ticket_no"], found["order_no"]) == (ticket.ticket_no, order.order_no)


async def test_a_code_is_kept_without_its_slash_and_only_once(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        texts = {"text_zh": "好的", "text_en": "Fine"}
        kept = await canned.add(session, by(demo), code=" /Fine ", **texts)
        assert kept.code == "fine"
        with pytest.raises(CodeTaken):
            await canned.add(session, by(demo), code="fine", **texts)
        await canned.edit(session, by(demo), kept, code="fine", text_zh="可以", text_en="Fine")
        assert kept.text_zh == "可以"
        await canned.remove(session, by(demo), kept)
        assert "fine" not in [one.code for one in await canned.all_of(session, demo.id)]


@pytest.mark.parametrize(
    ("code", "text"),
    [("", "好"), ("两 个", "好"), ("a b", "好"), ("ok", " "), ("ok", "好" * 1_001)],
)
async def test_bad_codes_and_texts_are_refused(demo: DemoPark, code: str, text: str) -> None:
    async with demo.sessions.begin() as session:
        with pytest.raises(Invalid):
            await canned.add(session, by(demo), code=code, text_zh=text, text_en="ok")


async def test_replies_of_another_park_are_not_there(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        [first, *_] = await canned.all_of(session, demo.id)
        other = await factories.make_park(session)
        assert await canned.all_of(session, other.id) == []
        with pytest.raises(NotFound):
            await canned.find(session, other.id, first.id)
