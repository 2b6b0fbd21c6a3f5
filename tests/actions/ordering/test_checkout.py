"""The checkout form: what it takes, and when it steps aside."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.people import Person
from services.ordering import orders, placing
from tests.actions.driver import Bot, Entity, Ran, entity, location, time, times_of
from tests.actions.ordering.carts import KNOWN, ordering, ready
from tests.given.demo_park import NOON, SHANGHAI, WEDNESDAY_MORNING, DemoPark

# Answers


def asked_for(ran: Ran) -> dict[str, Any]:
    """The form's own slots, without what an answer has changed."""
    return {name: value for name, value in ran.slots.items() if name in KNOWN}


async def test_all_answers_of_one_message_are_taken(demo: DemoPark) -> None:
    order = await (await ready(demo)).draft()
    assert (order.fulfilment, order.building, order.floor, order.room) == (
        "delivery", "A", 3, "301",
    )  # fmt: skip
    assert (order.slot_start, order.meal, order.phone) == (NOON, "lunch", "13800000000")


async def test_a_phone_is_kept_for_the_next_time(demo: DemoPark) -> None:
    order = await (await ready(demo)).draft()
    async with demo.sessions() as session:
        person = await session.get_one(Person, (demo.id, order.person_id))
        assert person.phone == "13800000000"


async def test_a_building_alone_is_asked_for_the_room_and_the_room_completes_it(
    demo: DemoPark,
) -> None:
    bot = await ordering(demo)
    bot.hear("B座", "checkout", location("B"))
    assert (await bot.validate()).slots["location"] is None
    assert (await bot.run("action_ask_checkout_form_location")).text == "送到B座的几楼、哪个房间？"
    bot.hear("1502", "checkout", location(room="1502"))
    assert (await bot.validate()).slots["location"] == "known"
    order = await bot.draft()
    assert (order.building, order.room) == ("B", "1502")


@pytest.mark.parametrize(
    ("place", "asked", "kept"),
    [
        (location(floor=3, room="301"), "3楼301在哪栋楼？", (3, "301", None)),
        (location(place="前台"), "前台在哪栋楼？", (None, None, "前台")),
    ],
)
async def test_a_room_alone_is_asked_for_the_building_and_the_building_completes_it(
    demo: DemoPark, place: Entity, asked: str, kept: tuple[object, ...]
) -> None:
    bot = await ordering(demo)
    bot.hear("301", "checkout", place)
    assert (await bot.validate()).slots["location"] is None
    ran = await bot.run("action_ask_checkout_form_location")
    assert ran.text == asked
    assert ran.buttons[1] == ("B座", '/checkout{"location": {"building": "B"}}')
    bot.hear("B座", "checkout", location("B"))
    assert (await bot.validate()).slots["location"] == "known"
    order = await bot.draft()
    assert (order.building, order.floor, order.room, order.place) == ("B", *kept)


async def test_a_corrected_building_keeps_the_room(demo: DemoPark) -> None:
    bot = await ready(demo)
    bot.hear("不对，是B座", "deny", location("B"))
    ran = await bot.validate()
    assert (ran.stepped_aside, asked_for(ran)) == (False, KNOWN)
    order = await bot.draft()
    assert (order.building, order.floor, order.room) == ("B", 3, "301")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (location("E", 1), "园区里没有找到这个地方：E。我们的楼有 A座、B座、C座、D座。"),
        (location("D", 11), "D座没有 11 楼。送到几楼、哪个房间？"),
        (location("D", -3), "D座没有 B3 楼。送到几楼、哪个房间？"),
    ],
)
async def test_a_place_that_is_not_there_is_said_and_not_taken(
    demo: DemoPark, place: Entity, said: str
) -> None:
    bot = await ordering(demo)
    bot.hear("送到那里", "checkout", place)
    ran = await bot.validate()
    assert (ran.text, ran.slots["location"]) == (said, None)


async def test_moving_to_a_building_without_that_floor_says_which(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.hear("B座15楼1502", "checkout", location("B", 15, "1502"))
    await bot.validate()
    bot.hear("改送D座", "checkout", location("D"))
    assert (await bot.validate()).text == "D座没有 15 楼。送到几楼、哪个房间？"


async def test_a_closed_time_is_refused_and_the_open_ones_asked(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    late = datetime(2026, 12, 2, 10, 46, tzinfo=SHANGHAI)
    bot.hear("12点", "checkout", time(NOON), now=late)
    ran = await bot.validate()
    assert ran.text == "今天 12:00–12:15 已经过了下单时间（10:45 截止）。"
    assert ran.slots["slot"] is None
    offered = (await bot.run("action_ask_checkout_form_slot")).buttons
    assert offered[0] == ("今天 17:30–17:45", '/checkout{"time": "2026-12-02T17:30:00+08:00"}')
    # A plain yes takes the first of them.
    bot.asked("slot")
    bot.hear("行", "affirm", now=late)
    await bot.validate()
    assert (await bot.draft()).slot_start == datetime(2026, 12, 2, 17, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize("given_up", [True, False])
async def test_times_that_were_offered_for_an_order_do_not_bend_the_next_ones(
    demo: DemoPark, given_up: bool
) -> None:
    """On Wednesday night Thursday was offered; on Friday "12点" is Friday's."""
    bot = await ordering(demo, "slot")
    night = datetime(2026, 12, 2, 20, 0, tzinfo=SHANGHAI)
    bot.hear("什么时候能送", "checkout", now=night)
    assert "明天" in (await bot.run("action_ask_checkout_form_slot")).buttons[0][0]
    if given_up:
        bot.hear("算了，不要了", "deny", now=night)
        await bot.run("action_deny")

    friday = datetime(2026, 12, 4, 9, 30, tzinfo=SHANGHAI)
    bot.hear("一份牛肉面12点", "order_food", bot.item("beef_noodles"), now=friday)
    await bot.run("action_act")
    bot.asked("slot")
    bot.hear("12点", "checkout", time(NOON + timedelta(days=2)), now=friday)
    ran = await bot.validate()
    assert (ran.text, (await bot.draft()).slot_start) == ("", NOON + timedelta(days=2))


async def test_a_bare_time_is_one_of_those_just_offered(demo: DemoPark) -> None:
    bot = await ordering(demo, "slot")
    night = datetime(2026, 12, 2, 20, 0, tzinfo=SHANGHAI)
    bot.hear("什么时候能送", "checkout", now=night)
    await bot.run("action_ask_checkout_form_slot")
    bot.hear("12点", "checkout", time(NOON, day_named=False), now=night)
    await bot.validate()
    assert (await bot.draft()).slot_start == NOON + timedelta(days=1)


async def test_a_number_that_is_no_phone_is_asked_again(demo: DemoPark) -> None:
    bot = await ordering(demo)
    bot.hear("A座301", "checkout", location("A", 3, "301"))
    await bot.validate()
    bot.asked("phone")
    bot.hear("13800", "out_of_scope")
    ran = await bot.validate()
    assert (ran.stepped_aside, ran.slots["phone"]) == (False, None)
    assert ran.text.startswith("这个号码好像不对")


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        (["6123 4567"], "61234567"),
        (["9876543"], "9876543"),
        (["139000011112"], None),
        (["139000011112", "13900001112"], None),
        (["1390000111", "139 000 0111"], "1390000111"),
        (["139000011112", "139000011112 I said"], None),
        (["1234567890123456", "1234567890123456"], None),
    ],
)
async def test_a_number_without_the_form_of_a_phone_is_taken_if_it_can_be_one_or_is_told_twice(
    demo: DemoPark, told: list[str], noted: str | None
) -> None:
    bot = await ordering(demo)
    bot.hear("A座301", "checkout", location("A", 3, "301"))
    await bot.validate()
    for number in told:
        bot.asked("phone")
        bot.hear(number, "out_of_scope")
        ran = await bot.validate()
    assert (await bot.draft()).phone == noted
    assert ("没错" in ran.text) is (noted is None)


@pytest.mark.parametrize(
    ("text", "number", "acts", "placed"),
    [
        ("对，两份", 2, {"confirm": 0.9, "edit:set": 0.9}, True),
        ("yes, both", 2, {"confirm": 0.9, "edit:set": 0.6}, True),
        ("对，三份", 3, {"confirm": 0.9, "edit:set": 0.9}, False),
        ("对，一份", 1, {"confirm": 0.9, "edit:set": 0.9}, False),
        ("两份", 2, {"confirm": 0.1, "edit:set": 0.9}, False),
    ],
)
async def test_a_yes_with_the_number_of_all_that_stands_is_one(
    demo: DemoPark, *, text: str, number: int, acts: dict[str, float], placed: bool
) -> None:
    bot = await ready(demo)
    bot.hear(
        text, "affirm", entity("quantity", number, start=len(text) - 2, end=len(text)), acts=acts
    )
    ran = await bot.validate()
    assert ran.slots["confirm"] is (True if placed else None)


# Stepping aside


@pytest.mark.parametrize(
    ("requested", "text", "intent", "found", "aside"),
    [
        ("location", "Wi-Fi密码多少", "ask_faq", [], True),
        ("slot", "再加一瓶可乐", "order_food", ["cola"], True),
        ("confirm", "不要辣", "modify_order", [entity("option", "not_spicy")], True),
        ("confirm", "算了", "deny", [], True),
        ("confirm", "取消吧", "cancel_order", [], True),
        ("phone", "你好", "greet", [], True),
        ("slot", "食堂12点开门吗", "ask_faq", [time(NOON, start=2, end=5)], True),
        ("slot", "12点", "ask_faq", [time(NOON, start=0, end=3)], False),
        ("confirm", "送到B座", "track_order", [location("B", start=2, end=4)], False),
        ("location", "自取", "checkout", [entity("fulfilment", "pickup")], False),
        ("confirm", "好的", "affirm", [], False),
        ("confirm", "下单", "checkout", [], False),
        ("confirm", "👍", "chitchat", [], False),
        ("slot", "可以", "affirm", [], False),
        ("phone", "1380000", "out_of_scope", [], False),
    ],
)
async def test_what_is_an_answer_and_what_is_something_else(
    demo: DemoPark,
    *,
    requested: str,
    text: str,
    intent: str,
    found: list[Entity | str],
    aside: bool,
) -> None:
    bot = await ordering(demo, requested)
    entities = [bot.item(one) if isinstance(one, str) else one for one in found]
    bot.hear(text, intent, *entities)
    ran = await bot.validate()
    assert ran.stepped_aside is aside
    if aside:  # The rule of the intent runs, and the form comes back to the same message.
        again = await bot.validate()
        assert (again.stepped_aside, again.text) == (False, "")


async def test_an_edit_with_an_answer_in_it_is_both(demo: DemoPark) -> None:
    bot = await ordering(demo, "location")
    bot.hear("再加一瓶可乐，送到A座3楼301", "order_food", bot.item("cola"), location("A", 3, "301"))
    assert (await bot.validate()).stepped_aside
    await bot.run("action_act")
    assert (await bot.validate()).slots["location"] == "known"


async def test_a_yes_to_an_order_that_it_changes_is_no_yes(demo: DemoPark) -> None:
    """It is shown once more as it has become."""
    bot = await ready(demo)
    bot.hear("好，送到B座", "affirm", location("B"))
    assert asked_for(await bot.validate()) == KNOWN
    bot.hear("好", "affirm")
    assert (await bot.validate()).slots["confirm"] is True


async def test_with_no_cart_the_form_has_nothing_to_ask(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("下单", "checkout")
    assert (await bot.validate()).slots == dict.fromkeys(KNOWN, "none")


async def placed_by_the_app(bot: Bot) -> str:
    """The order's number. What the form asked for is given there, too."""
    order = await bot.draft()
    async with bot.demo.sessions.begin() as session:
        kept = await orders.load(session, bot.demo.id, order.id)
        await placing.place(session, kept, now=WEDNESDAY_MORNING)
    return order.order_no


async def test_a_question_is_answered_where_the_cart_was_placed_elsewhere_meanwhile(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    await placed_by_the_app(bot)
    bot.hear("园区的猫叫什么名字", "ask_faq")
    assert (await bot.validate()).stepped_aside
    await bot.run("action_faq")
    assert asked_for(await bot.validate()) == dict.fromkeys(KNOWN, "none")
    ran = await bot.run("action_place_order")
    assert (ran.text, ran.slots["cart"]) == ("", False)


async def test_an_answer_is_told_that_the_order_was_placed_elsewhere_meanwhile(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    order_no = await placed_by_the_app(bot)
    bot.hear("确认", "affirm")
    assert not (await bot.validate()).stepped_aside
    ran = await bot.run("action_place_order")
    assert ran.text == f"这一单您已经在别处下好了，订单号 {order_no}，不用再选。"


# Half a yes


@pytest.mark.parametrize(
    ("text", "intent", "ranking"),
    [
        ("好像可以吧", "affirm", {"affirm": 0.98}),
        ("行吧，不过先别下单", "checkout", {"checkout": 0.88}),
        ("应该没问题，等我问下同事", "affirm", {"affirm": 0.53}),
        ("嗯？", "affirm", {"affirm": 0.95}),
        ("嗯……我想想", "chitchat", {"chitchat": 0.6}),
        ("差不多了，再看看", "out_of_scope", {"deny": 0.3}),
        ("ok but don't place it yet", "checkout", {"checkout": 0.83}),
        ("looks alright to the eye", "affirm", {"affirm": 0.5, "checkout": 0.2}),
    ],
)
async def test_half_a_yes_orders_nothing_and_says_so(
    demo: DemoPark, text: str, intent: str, ranking: dict[str, float]
) -> None:
    bot = await ready(demo)
    bot.hear(text, intent, ranking=ranking)
    ran = await bot.validate()
    assert (ran.stepped_aside, ran.slots["confirm"]) == (False, None)
    assert ran.text.startswith("好，先不下单")


async def test_who_says_again_what_stands_is_asked_again_and_puts_nothing_off(
    demo: DemoPark,
) -> None:
    bot = await ready(demo)
    bot.hear("送到A座301", "out_of_scope", location("A", 3, "301"))
    ran = await bot.validate()
    assert (ran.stepped_aside, ran.slots["confirm"], ran.text) == (False, None, "")


@pytest.mark.parametrize("text", ["looks good, give me a minute", "好的，等我五分钟"])
async def test_who_asks_for_a_minute_has_named_no_time(demo: DemoPark, text: str) -> None:
    bot = await ready(demo)
    bot.hear(text, "affirm", *times_of(text), ranking={"affirm": 0.95})
    ran = await bot.validate()
    assert ran.text.startswith("好，先不下单")
    assert (await bot.draft()).slot_start == NOON


async def test_what_was_asked_besides_and_cannot_be_had_is_no_yes(demo: DemoPark) -> None:
    bot = await ready(demo)
    bot.hear("charge it to the company", "checkout", entity("payment", "company_account"))
    ran = await bot.validate()
    assert ran.slots["confirm"] is None
    assert "公司" in ran.text
    bot.hear("right, and an invoice", "checkout")
    assert (await bot.validate()).slots["confirm"] is None
    assert (await bot.draft()).invoice_wanted


@pytest.mark.parametrize("requested", ["confirm", "slot"])
async def test_a_yes_to_what_another_has_asked_places_no_order(
    demo: DemoPark, requested: str
) -> None:
    bot = await ready(demo)
    bot.asked(requested)
    await bot.told("确定取消这张工单吗？", expects="confirm", settles="repair_cancel")
    bot.hear("对", "affirm")
    ran = await bot.validate()
    assert ran.slots.get("confirm") is None
    assert [one["event"] for one in ran.events][-1] == "action_execution_rejected"
