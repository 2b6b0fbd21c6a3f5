"""The question whether a danger is happening, wherever in an app its answer is given."""

from typing import Any

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.danger import DangerSign
from models.tickets import Ticket
from tests.api.driver import Api, Tenant
from tests.api.examples import REPAIR, VISIT
from tests.given.heard import heard

NOTE = "麻烦叫保安陪着上来"


async def ordered(tenant: Tenant) -> None:
    cart = await tenant.cart()
    there = {"building": "C", "floor": 3}
    await tenant.patch(f"/carts/{cart}", {"note": NOTE, "location": there, "phone": "13800000000"})
    await tenant.place(cart)


async def invited(tenant: Tenant) -> None:
    await tenant.post("/visits", {**VISIT, "reason": NOTE}, status=201)


async def reported(tenant: Tenant) -> None:
    await tenant.post("/repairs", {**REPAIR, "description": NOTE}, status=201)


@pytest.mark.parametrize("written", [ordered, invited, reported])
async def test_what_was_written_anywhere_is_asked_about_with_its_words(
    api: Api, written: Any
) -> None:
    li, han = await api.tenant(), await api.tenant()
    await written(li)
    assert (await li.get("/conversation/danger")) == {"danger": None}
    await heard(api.demo, now=api.clock())
    asked = (await li.get("/conversation/danger"))["danger"]
    assert (asked["words"], asked["text"]) == (NOTE, "是现在有人动手或者威胁人吗？")
    assert (asked["yes"], asked["no"]) == ("正在发生，需要人来", "只是问问")
    assert (await han.get("/conversation/danger")) == {"danger": None}
    await han.post("/conversation/danger", {"happening": False}, status=409)


async def test_a_yes_to_a_note_calls_staff_to_where_the_order_goes(api: Api) -> None:
    li = await api.tenant()
    await ordered(li)
    await heard(api.demo, now=api.clock())
    told = (await li.post("/conversation/danger", {"happening": True}))["danger"]
    assert told["asked_until"] is None
    assert "110" in told["text"]
    assert (await li.get("/conversation/danger")) == {"danger": None}
    async with api.demo.sessions() as session:
        ticket = await session.scalar(select(Ticket))
        assert ticket is not None
        assert (ticket.urgency, ticket.building, ticket.floor) == ("critical", "C", 3)


async def test_a_no_calls_nobody_and_is_asked_no_more(api: Api) -> None:
    li = await api.tenant()
    await invited(li)
    await heard(api.demo, now=api.clock())
    assert await li.post("/conversation/danger", {"happening": False}) == {"danger": None}
    assert await li.get("/conversation/danger") == {"danger": None}
    async with api.demo.sessions() as session:
        assert await session.scalar(select(Ticket)) is None
        sign = await session.scalar(select(DangerSign))
        assert sign is not None
        assert sign.answer == "no"
    again = await li.post("/conversation/danger", {"happening": True}, status=409)
    assert again["code"] == "nothing_asked"


async def test_what_the_chat_asks_about_its_own_message_is_answered_there(api: Api) -> None:
    """The bot waits for that answer, and says what follows from it."""
    li = await api.tenant()
    await ordered(li)
    await heard(api.demo, now=api.clock())
    async with api.demo.sessions.begin() as session:
        sign = await session.scalar(select(DangerSign))
        assert sign is not None
        message = await session.get_one(Message, (api.demo.id, sign.message_id))
        message.external_id = "web:0b1c"
    assert await li.get("/conversation/danger") == {"danger": None}
