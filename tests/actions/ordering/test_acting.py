"""Acts on carts and orders: what is done, what is said, and what is refused."""

from datetime import timedelta

from services.ordering import orders
from tests.actions.ordering.acting import CONFIRM, Clerk, at, edit, give, line, start
from tests.given.demo_park import NOON, DemoPark

BEEF, COLA = "beef_noodles", "cola"
PICKUP = give(way="pickup", when=at(NOON))


async def cart(demo: DemoPark, language: str = "zh") -> Clerk:
    clerk = await Clerk.new(demo, language)
    await clerk.hears(start(line(BEEF, 2), line(COLA, 1)))
    return clerk


async def placed(demo: DemoPark, language: str = "zh") -> Clerk:
    clerk = await cart(demo, language)
    await clerk.hears(PICKUP)
    await clerk.hears(CONFIRM)
    assert (await clerk.order()).status == "placed", clerk.text
    return clerk


async def test_an_order_from_the_first_word_to_placed(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    said = await clerk.hears(start(line(BEEF, 2, "not_spicy")))
    assert "牛肉面 ×2（不要辣）" in said
    assert clerk.expects == "location"
    said = await clerk.hears(PICKUP)
    assert "今天 12:00" in said
    assert clerk.expects == "confirm"
    said = await clerk.hears(CONFIRM)
    order = await clerk.order()
    assert (order.status, order.slot_start, order.fulfilment) == ("placed", NOON, "pickup")
    assert order.order_no in said


async def test_a_yes_places_nothing_before_it_was_asked_for(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line(BEEF, 2)), PICKUP, CONFIRM)
    assert (await clerk.order()).status == "draft"
    assert clerk.expects == "confirm"


async def test_a_yes_is_to_what_was_shown(demo: DemoPark) -> None:
    clerk = await cart(demo)
    await clerk.hears(PICKUP)
    await clerk.hears(edit("set", on={"item": BEEF}, quantity=3), CONFIRM)
    assert (await clerk.order()).status == "draft"
    assert clerk.expects == "confirm"
    await clerk.hears(CONFIRM)
    assert (await clerk.order()).status == "placed"


async def test_charging_the_company_at_the_confirmation_places_nothing(demo: DemoPark) -> None:
    clerk = await cart(demo)
    await clerk.hears(PICKUP)
    await clerk.hears(give(payment="company_account"))
    assert (await clerk.order()).status == "draft"


async def test_one_of_two_is_done_otherwise_and_back(demo: DemoPark) -> None:
    clerk = await cart(demo)
    beef = (await clerk.order()).lines[0].id
    one = {"on": {"lines": [beef]}, "of": {"thing": f"order:{(await clerk.order()).id}"}}
    said = await clerk.hears(edit("refine", options=["not_spicy"], part=1, **one))
    assert await clerk.rows() == [(BEEF, 1), (COLA, 1), (BEEF, 1, "not_spicy")]
    assert said.count("现在的单子") == 1


async def test_more_than_is_allowed_offers_what_is(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=3)
    clerk = await cart(demo)
    order = await clerk.order()
    on = {"on": {"lines": [order.lines[0].id]}, "of": {"thing": f"order:{order.id}"}}
    said = await clerk.hears(edit("set", quantity=9, **on))
    assert "只剩 3" in said
    assert clerk.expects == "quantity"
    await clerk.presses("3")
    assert await clerk.rows() == [(BEEF, 3), (COLA, 1)]


async def test_what_was_taken_out_comes_back(demo: DemoPark) -> None:
    clerk = await cart(demo)
    order = await clerk.order()
    of = {"of": {"thing": f"order:{order.id}"}}
    await clerk.hears(edit("remove", on={"lines": [order.lines[0].id]}, **of))
    assert await clerk.rows() == [(COLA, 1)]
    said = await clerk.hears({"act": "restore", **of})
    assert await clerk.rows() == [(COLA, 1), (BEEF, 2)]
    assert "加回来了" in said


async def test_a_cart_that_was_given_up_comes_back(demo: DemoPark) -> None:
    clerk = await cart(demo)
    said = await clerk.hears({"act": "give_up"})
    assert (await clerk.order()).status == "cancelled"
    assert "什么都没有下" in said
    said = await clerk.hears({"act": "restore"})
    assert (await clerk.order()).status == "draft"
    assert "找回来了" in said
    assert clerk.expects == "location"


async def test_a_cart_that_was_given_up_long_ago_stays_away(demo: DemoPark) -> None:
    clerk = await cart(demo)
    await clerk.hears({"act": "give_up"})
    clerk.now += timedelta(minutes=31)
    await clerk.hears({"act": "restore"})
    assert (await clerk.order()).status == "cancelled"


async def test_never_mind_after_placing_says_what_stands_and_asks(demo: DemoPark) -> None:
    clerk = await placed(demo)
    number = (await clerk.order()).order_no
    said = await clerk.hears({"act": "give_up"})
    assert said == f"订单 {number}（牛肉面×2、可乐×1）已经下了，也要取消吗？"
    assert (clerk.expects, clerk.settles) == ("confirm", "order_cancel")
    assert await clerk.hears({"act": "deny"}) == f"好的，订单 {number} 照常。"
    assert (await clerk.order()).status == "placed"
    await clerk.hears({"act": "give_up"})
    await clerk.hears({"act": "confirm"})
    assert (await clerk.order()).status == "cancelled"


async def test_a_placed_order_is_changed_where_it_is(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    on = {"on": {"lines": [order.lines[0].id]}, "of": {"thing": f"order:{order.id}"}}
    said = await clerk.hears(edit("more", **on))
    after = await clerk.order()
    assert (after.id, after.status, after.total) == (order.id, "placed", 3 * 2200 + 500)
    assert (order.order_no in said, "今天 12:00" in said) == (True, True)
    said = await clerk.hears(give("correct", when=at(NOON + timedelta(minutes=30))))
    assert "12:30" in said
    assert (await clerk.order()).slot_start == NOON + timedelta(minutes=30)
    async with demo.sessions() as session:
        assert await demo.events(session, f"order:{order.id}") == [
            (1, "order.placed"),
            (2, "order.amended"),
            (3, "order.amended"),
        ]


async def test_a_clock_alone_is_on_the_day_that_stands(demo: DemoPark) -> None:
    clerk = await placed(demo)
    await clerk.hears(give("correct", when={"shift": 30}))
    assert (await clerk.order()).slot_start == NOON + timedelta(minutes=30)


async def test_an_accepted_order_is_not_changed_and_says_what_can_be_had(demo: DemoPark) -> None:
    clerk = await placed(demo, "en")
    order = await clerk.order()
    async with demo.sessions.begin() as session:
        await orders.advance(session, demo.id, order.id, "accept", now=clerk.now)
    on = {"on": {"lines": [order.lines[0].id]}, "of": {"thing": f"order:{order.id}"}}
    said = await clerk.hears(edit("more", **on))
    assert (await clerk.order()).total == 2 * 2200 + 500
    assert f"{order.order_no} can't be changed any more: it is accepted" in said
    assert clerk.titles == ["Cancel the order", "Talk to a person"]
    said = await clerk.presses("Cancel")
    assert "I've asked them to cancel it" in said
    async with demo.sessions() as session:
        told = await demo.events(session, f"order:{order.id}")
        assert told[-1][1] == "order.cancel_requested"


async def test_calling_off_what_was_not_named_asks_first(demo: DemoPark) -> None:
    clerk = await placed(demo)
    clerk.now += timedelta(hours=1)
    await clerk.hears({"act": "cancel"})
    assert (await clerk.order()).status == "placed"
    await clerk.hears(CONFIRM)
    assert (await clerk.order()).status == "cancelled"


async def test_what_was_called_off_is_placed_anew_after_a_yes(demo: DemoPark) -> None:
    clerk = await placed(demo)
    number = (await clerk.order()).order_no
    await clerk.hears({"act": "cancel", "of": {"what": "order"}})
    said = await clerk.hears({"act": "restore"})
    again = await clerk.order()
    assert (again.status, again.slot_start, again.order_no != number) == ("draft", NOON, True)
    assert "重新下单" in said
    assert clerk.expects == "confirm"
    await clerk.hears(CONFIRM)
    assert (await clerk.order()).status == "placed"


async def test_the_same_as_yesterday_and_one_more(demo: DemoPark) -> None:
    clerk = await placed(demo)
    clerk.now += timedelta(days=1)
    await clerk.hears(start(line("latte", 1), again=True, days_ago=1))
    drafts = [one for one in await clerk.orders() if one.status == "draft"]
    assert [[(ln.name_zh, ln.quantity) for ln in one.lines] for one in drafts] == [
        [("牛肉面", 2), ("可乐", 1)],
        [("拿铁", 1)],
    ]


async def test_the_same_as_a_day_on_which_nothing_was_ordered(demo: DemoPark) -> None:
    clerk = await placed(demo)
    said = await clerk.hears(start(again=True, days_ago=3))
    assert "那天没有" in said


async def test_words_that_name_several_dishes_are_asked_back_and_the_rest_is_done(
    demo: DemoPark,
) -> None:
    clerk = await Clerk.new(demo)
    several = [demo.items[code] for code in (BEEF, "tomato_egg_noodles")]
    unclear = {"candidates": several, "words": "面", "quantity": 2}
    said = await clerk.hears(start(line(COLA, 1), unclear))
    assert "您要哪一个" in said
    await clerk.presses("番茄鸡蛋面")
    assert await clerk.rows() == [(COLA, 1), ("tomato_egg_noodles", 2)]


async def test_a_wish_for_the_whole_order_is_shown_with_it(demo: DemoPark) -> None:
    clerk = await cart(demo)
    await clerk.hears(PICKUP)
    said = await clerk.hears(give(note="多给一双筷子"))
    assert (await clerk.order()).note == "多给一双筷子"
    assert "备注：多给一双筷子" in said


async def test_both_languages_say_everything(demo: DemoPark) -> None:
    clerk = await placed(demo, "en")
    order = await clerk.order()
    on = {"on": {"lines": [order.lines[0].id]}, "of": {"thing": f"order:{order.id}"}}
    said = await clerk.hears(edit("fewer", **on))
    assert f"Order {order.order_no} is changed" in said
    assert "today 12:00" in said


async def test_an_act_on_somebody_elses_order_finds_nothing(demo: DemoPark) -> None:
    theirs = await (await placed(demo)).order()
    clerk = await Clerk.new(demo)
    of = {"thing": f"order:{theirs.id}", "number": theirs.order_no, "what": "order"}
    await clerk.hears({"act": "cancel", "of": of})
    await clerk.hears(edit("double", of=of))
    async with demo.sessions() as session:
        after = await orders.load(session, demo.id, theirs.id)
        assert (after.status, after.total) == ("placed", theirs.total)


async def test_a_bare_number_is_of_what_was_just_offered(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=4)
    clerk = await cart(demo)
    order = await clerk.order()
    on = {"on": {"lines": [order.lines[0].id]}, "of": {"thing": f"order:{order.id}"}}
    await clerk.hears(edit("set", quantity=9, **on))
    await clerk.hears(edit("set", quantity=3))
    assert await clerk.rows() == [(BEEF, 3), (COLA, 1)]


async def test_a_bare_number_is_of_what_could_not_be_added(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "tomato_egg_noodles", stock=4)
    clerk = await cart(demo)
    said = await clerk.hears(edit("add", line("tomato_egg_noodles", 9)))
    assert "只剩 4" in said
    await clerk.hears(edit("set", quantity=3))
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1), ("tomato_egg_noodles", 3)]


async def test_what_was_called_off_comes_back_once(demo: DemoPark) -> None:
    clerk = await placed(demo)
    number = (await clerk.order()).order_no
    await clerk.hears({"act": "cancel", "of": {"what": "order"}})
    await clerk.hears({"act": "restore"})
    said = await clerk.hears({"act": "restore", "of": {"number": number}})
    assert number in said
    assert "已经放回过购物车" in said
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]
    assert len(await clerk.orders()) == 2


async def test_what_is_drunk_is_kept_in_the_carts_of_all_outlets(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line("plum_juice", 2), line("dandan_noodles", 1), line(COLA, 1)))
    said = await clerk.hears(edit("keep_only", on={"has": "喝的"}))
    codes = {id_: code for code, id_ in demo.items.items()}
    kept = {codes[one.item_id] for order in await clerk.orders() for one in order.lines}
    assert kept == {"plum_juice", COLA}
    assert "没有改动" not in said


async def test_what_the_menu_has_no_choice_of_is_a_note_for_the_kitchen(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo, "en")
    said = await clerk.hears(start(line("mapo_tofu_rice", 1, "no_coriander", "mild")))
    assert "mapo tofu rice has no choice of “no cilantro”" in said
    [one] = (await clerk.order()).lines
    assert (one.note, [o["code"] for o in one.options]) == ("no cilantro", ["mild"])


async def test_the_others_are_refined_as_far_as_each_can_be(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    coffees = line("americano", 2), line("latte", 2), line("flat_white", 1)
    await clerk.hears(start(*coffees, line("croissant", 1)))
    iced = edit("refine", on={"item": "americano"}, options=["iced"])
    await clerk.hears(iced, edit("refine", on={"among": "other"}, options=["hot"]))
    notes = {one.item_id: one.note for one in (await clerk.order()).lines}
    assert notes[demo.items["flat_white"]] == "热"
    assert notes[demo.items["croissant"]] is None
    assert ("latte", 2, "hot") in await clerk.rows()


async def test_no_drink_is_meant_where_a_dish_can_be_wished_for_so(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line("zhajiang_noodles", 3), line("plum_juice", 3)))
    await clerk.hears(edit("refine", part=1, options=["no_garlic"]))
    lines = [(one.item_id, one.quantity, one.note) for one in (await clerk.order()).lines]
    assert (demo.items["zhajiang_noodles"], 1, "不要蒜") in lines
    assert (demo.items["plum_juice"], 3, None) in lines


async def test_where_it_goes_is_kept_though_nothing_could_be_put_in(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    to = {"place": {"building": "A", "floor": 3, "room": "301"}, "way": "delivery"}
    await clerk.hears(start(line(BEEF, 400), fields=to))
    assert clerk.expects == "quantity"
    await clerk.hears(give(phone="13800138000"))
    await clerk.hears(edit("add", line(BEEF, 2)))
    order = await clerk.order()
    assert (order.building, order.room, order.phone) == ("A", "301", "13800138000")
    assert await clerk.rows() == [(BEEF, 2)]


async def test_an_order_before_it_that_is_said_in_words_is_not_put_in_twice(
    demo: DemoPark,
) -> None:
    clerk = await placed(demo)
    clerk.now += timedelta(minutes=1)
    again = start(line(BEEF, 1, "not_spicy"), line("soy_milk", 1), again=True)
    await clerk.hears(again)
    assert await clerk.rows() == [(BEEF, 1, "not_spicy"), (COLA, 1), ("soy_milk", 1)]


async def test_the_same_place_as_none_is_asked_and_the_answer_is_the_orders(
    demo: DemoPark,
) -> None:
    clerk = await placed(demo)
    number = (await clerk.order()).order_no
    said = await clerk.hears(give("correct", place={"same": True}))
    assert number in said
    assert ("哪个地方" in said, clerk.expects) == (True, "location")
    assert "没有改动" not in said
    to = {"building": "A", "floor": 3, "room": "301"}
    said = await clerk.hears(give(place=to, way="delivery"))
    assert "手机号" in said
    assert (await clerk.order()).fulfilment == "pickup"
    await clerk.hears(give(place=to, way="delivery", phone="13800138000"))
    order = await clerk.order()
    assert (order.status, order.room, order.phone) == ("placed", "301", "13800138000")


async def test_a_cart_that_was_given_up_comes_back_where_one_of_its_lines_is_changed(
    demo: DemoPark,
) -> None:
    clerk = await cart(demo)
    await clerk.hears({"act": "give_up"})
    said = await clerk.hears(edit("fewer", on={"item": BEEF}, quantity=1))
    assert "牛肉面 ×1" in said
    assert "可乐 ×1" in said
    live = [one for one in await clerk.orders() if one.status == "draft"]
    assert [[(one.item_id, one.quantity) for one in each.lines] for each in live] == [
        [(demo.items[BEEF], 1), (demo.items[COLA], 1)]
    ]


async def test_which_line_is_meant_is_asked_once_however_many_edits_leave_it_open(
    demo: DemoPark,
) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line(BEEF, 4), line("kung_pao_chicken_rice", 4)))
    said = await clerk.hears(edit("set", quantity=2), edit("set", quantity=1))
    assert said.count("您指的是哪一个") <= 1
    assert said.count("要改") <= 1
    assert len(clerk.titles) > 1


async def test_what_a_cart_has_no_field_for_is_said_to_be_none_of_it(demo: DemoPark) -> None:
    clerk = await cart(demo)
    said = await clerk.hears({"act": "give", "fields": {"headcount": {"exactly": 9}}})
    assert "单子里不用写" in said
    assert said.count("牛肉面") == 1


async def test_one_each_is_as_many_as_there_are_portions(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line(BEEF, 3), {**line(COLA, 1), "each": True}))
    assert await clerk.rows() == [(BEEF, 3), (COLA, 3)]


async def test_one_each_of_nobody_knows_how_many_is_asked_and_put_in_by_a_number(
    demo: DemoPark,
) -> None:
    clerk = await Clerk.new(demo)
    said = await clerk.hears(start({**line(COLA, 1), "each": True}))
    assert said == "还不知道一共几位。可乐总共要多少？"
    assert len(clerk.titles) == 5
    assert await clerk.orders() == []
    await clerk.hears(edit("set", quantity=4))
    assert await clerk.rows() == [(COLA, 4)]


async def test_half_of_an_uneven_number_changes_nothing_and_says_so(demo: DemoPark) -> None:
    clerk = await Clerk.new(demo)
    await clerk.hears(start(line(BEEF, 3)))
    said = await clerk.hears(edit("refine", options=["not_spicy"], share=0.5))
    assert "这个数没法平分" in said
    assert await clerk.rows() == [(BEEF, 3)]
    await clerk.hears(edit("more", on={"item": BEEF}, quantity=1))
    await clerk.hears(edit("refine", options=["not_spicy"], share=0.5))
    assert await clerk.rows() == [(BEEF, 2), (BEEF, 2, "not_spicy")]
