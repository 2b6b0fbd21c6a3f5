"""The first action of a turn does not read again what was read with its message."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from actions.kit.base import as_taken
from models.catalogue import Outlet
from models.ordering import Order, OrderLine
from models.people import Person
from services.conversations import conversations
from services.conversations.under_way import Taken
from services.ordering import cart_edits, carts
from services.ordering.cart_lines import NoCart
from services.park import last_places
from services.park.places import Spot
from tests.actions.driver import WEDNESDAY_MORNING, Bot
from tests.actions.kit.taking import asked, with_a_cart
from tests.given.demo_park import DemoPark
from tests.kit.statements import counted

LATER = WEDNESDAY_MORNING.replace(microsecond=1)


async def test_an_action_says_and_does_the_same_with_three_statements_less(demo: DemoPark) -> None:
    first = await Bot.new(demo)  # Reads what is kept by the park's version.
    await asked(first)
    await first.run("action_act")
    reads = await Bot.new(demo)
    reads.messages = 100  # Its message is another one.
    await asked(reads)
    with counted(demo.sessions) as read:
        said = await reads.run("action_act")
    bot = await Bot.new(demo)
    bot.messages = 200
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken), counted(demo.sessions) as seen:
        assert (await bot.run("action_act")).text == said.text
    assert (await bot.cart(), len(read) - len(seen)) == (await reads.cart(), 3)


async def test_where_there_was_no_cart_none_is_looked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        with counted(demo.sessions) as seen:
            needed = as_taken(session, taken)
            assert await carts.drafts(session, needed.conversation) == []
    assert seen == []


async def test_who_writes_and_where_they_were_seen_are_not_looked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        person_id = conversation.person_id
        await last_places.seen(session, demo.id, person_id, Spot("A", 3), now=WEDNESDAY_MORNING)
    _, later = await asked(bot)
    for handed_over, spot in ((taken, None), (later, Spot("A", 3))):
        async with demo.sessions.begin() as session:
            with counted(demo.sessions) as seen:
                as_taken(session, handed_over)
                assert (await session.get_one(Person, (demo.id, person_id))).language == "zh"
                now = WEDNESDAY_MORNING
                assert await last_places.current(session, demo.id, person_id, now=now) == spot
        assert seen == []


async def test_carts_come_as_they_are_read(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await with_a_cart(bot)
    read = await bot.draft()
    async with demo.sessions.begin() as session:
        with counted(demo.sessions) as seen:
            needed = as_taken(session, taken)
            (cart,) = await carts.drafts(session, needed.conversation)
            (item,) = (await carts.items_of(session, cart)).values()
        assert seen == []
    for here, there in ((cart, read), (cart.lines[0], read.lines[0]), (cart.outlet, read.outlet)):
        assert _columns(here) == _columns(there)
    assert (len(cart.lines), item.code, item.price) == (1, "beef_noodles", 2200)


def _columns(row: Order | OrderLine | Outlet) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


async def test_what_is_changed_in_a_cart_is_written(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    _, taken = await with_a_cart(bot)
    async with demo.sessions.begin() as session:
        needed = as_taken(session, taken)
        (cart,) = await carts.drafts(session, needed.conversation)
        cart.note, cart.updated_at = "少放盐", LATER
        await session.flush()
        await cart_edits.set_quantity(session, cart, cart.lines[0], 3, now=LATER)
    assert (await bot.cart(), (await bot.draft()).note) == (
        [("beef_noodles", 3, [], None)],
        "少放盐",
    )


@pytest.mark.parametrize(
    "meanwhile", [{"status": "placed"}, {"held": True}, {"updated_at": WEDNESDAY_MORNING}]
)
async def test_a_cart_that_somebody_else_has_changed_since_is_not_changed(
    demo: DemoPark, meanwhile: dict[str, Any]
) -> None:
    bot = await Bot.new(demo)
    _, taken = await with_a_cart(bot)
    later = {name: LATER if name == "updated_at" else value for name, value in meanwhile.items()}
    async with demo.sessions.begin() as session:
        await session.execute(update(Order).values(**later))
    async with demo.sessions() as session:
        needed = as_taken(session, taken)
        (cart,) = await carts.drafts(session, needed.conversation)
        with pytest.raises(NoCart):
            await cart_edits.remove(session, cart, cart.lines[0], now=LATER)


async def test_what_was_read_holds_where_an_action_wrote_none_of_it(demo: DemoPark) -> None:
    """But for whether orders stand; of carts it is known what it made of them."""
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    assert taken.brought["stands_order"] is False
    with bot.under_way.turn(message, taken):
        await bot.run("action_act")
        going = bot.under_way.of(demo.id, str(message.id))
        assert going is not None
        assert going.taken is not None
        assert going.taken.conversation == taken.conversation
        assert set(going.taken.brought) == {"stands_repair", "stands_visit", "carts"}
        [cart] = going.taken.brought["carts"]
        assert [(line["item_id"], line["quantity"]) for line in cart.lines] == [
            (demo.items["beef_noodles"], 2)
        ]
        with counted(demo.sessions) as seen:
            await bot.run("action_ask_checkout_form_location")
    assert not [one for one in seen if "knowledge_version" in one or 'FROM "order"' in one]


def test_a_row_that_an_action_wrote_is_read_again() -> None:
    taken = Taken({}, {}, {}, 1, ({}, []), None, {"carts": [], "stands_visit": True})
    for table in ("park", "conversation", "person", "last_place", "message"):
        assert taken.after({"event", table}, {}) is None
    for table in ("order", "order_line", "item", "outlet"):
        after = taken.after({"event", table}, {})
        assert after == replace(taken, brought={"stands_visit": True})
    assert taken.after({"visit"}, {}) == replace(taken, brought={"carts": []})
    assert taken.after({"order"}, {"carts": [1]}) == replace(
        taken, brought={"stands_visit": True, "carts": [1]}
    )


async def test_asked_again_it_gives_its_answer_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    with bot.under_way.turn(message, taken):
        first = await bot.call("action_act")
        assert await bot.call("action_act") == first
    assert len((await bot.draft()).lines) == 1


async def test_where_another_process_has_acted_meanwhile_nothing_is_done_twice(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    await bot.call("action_act")  # It was not taken here, so it has read for itself.
    with bot.under_way.turn(message, taken), pytest.raises(IntegrityError):
        await bot.call("action_act")
    assert await bot.cart() == [("beef_noodles", 2, [], None)]
