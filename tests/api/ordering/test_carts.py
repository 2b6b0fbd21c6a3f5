"""The cart that chat and app share."""

from models.conversations import Conversation
from services.ordering import carts
from services.ordering.cart_lines import Wish
from tests.api.driver import Api


async def test_app_and_chat_see_one_cart(api: Api) -> None:
    li = await api.tenant()
    noodles = api.demo.items["beef_noodles"]
    shown = await li.post("/carts/lines", {"item_id": noodles, "quantity": 2})
    async with api.demo.sessions.begin() as session:
        conversation = await session.get_one(Conversation, (api.demo.id, li.conversation.id))
        order = await carts.at_hand(session, conversation)
        assert order is not None
        assert (order.order_no, order.lines[0].quantity) == (shown["carts"][0]["order_no"], 2)
        wish = Wish(noodles, 1)
        await carts.add(session, conversation, [wish], now=api.clock())
    assert (await li.get("/carts"))["carts"][0]["lines"][0]["quantity"] == 3


async def test_options_and_notes_are_chosen_and_changed(api: Api) -> None:
    li = await api.tenant(language="en")
    noodles = api.demo.items["beef_noodles"]
    item = await li.get(f"/items/{noodles}")
    codes = [option["code"] for option in item["options"]]
    assert "not_spicy" in codes
    wish = {"item_id": noodles, "options": ["not_spicy"], "note": "extra hot water"}
    line = (await li.post("/carts/lines", wish))["carts"][0]["lines"][0]
    assert [option["code"] for option in line["options"]] == ["not_spicy"]
    cart = (await li.get("/carts"))["carts"][0]["order_no"]
    change = {"options": [], "note": None, "quantity": 3}
    changed = await li.patch(f"/carts/{cart}/lines/{line['id']}", change)
    line = changed["carts"][0]["lines"][0]
    assert (line["options"], line["note"], line["quantity"]) == ([], None, 3)


async def test_too_many_is_refused_and_says_how_many_there_may_be(api: Api) -> None:
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", stock=3)
    wish = {"item_id": api.demo.items["beef_noodles"], "quantity": 4}
    refused = await li.post("/carts/lines", wish, status=422)
    assert refused["detail"] == "牛肉面只剩 3 份了。"
    assert refused["details"] == {
        "item_id": api.demo.items["beef_noodles"],
        "name": "牛肉面",
        "wanted": 4,
        "allowed": 3,
        "why": "stock",
    }
    assert (await li.get("/carts"))["carts"] == []


async def test_a_place_makes_it_a_delivery(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    there = {"building": "A", "floor": 3, "room": "301"}
    changed = await li.patch(f"/carts/{cart}", {"location": there})
    assert changed["carts"][0]["fulfilment"] == "delivery"
    assert changed["carts"][0]["where"]["text"] == "A座3楼301"
    refused = await li.patch(
        f"/carts/{cart}", {"location": {"building": "A", "floor": 99}}, status=400
    )
    assert (refused["code"], refused["details"]) == (
        "floor_unknown", {"building": "A", "floor": 99},
    )  # fmt: skip


async def test_what_is_fetched_shows_where_the_outlet_is_and_forgets_where_it_was_to_be_brought(
    api: Api,
) -> None:
    li = await api.tenant()
    cart = await li.cart()
    await li.patch(f"/carts/{cart}", {"location": {"building": "C", "floor": 1}})
    fetched = (await li.patch(f"/carts/{cart}", {"fulfilment": "pickup"}))["carts"][0]
    assert fetched["where"] == {
        "building": None,
        "floor": None,
        "room": None,
        "place": None,
        "text": "B座1楼（第一食堂）",
    }
    brought = (await li.patch(f"/carts/{cart}", {"fulfilment": "delivery"}))["carts"][0]
    assert (brought["where"]["building"], brought["missing"]) == (None, ["location", "phone"])


async def test_what_one_does_not_know_is_told_by_its_place(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    refused = await li.patch(f"/carts/{cart}", {"slto": "x", "phone": 7}, status=400)
    fields = [(one["field"], one["code"]) for one in refused["details"]["fields"]]
    assert fields == [("slto", "unknown"), ("phone", "wrong_type")]


async def test_lines_and_carts_are_thrown_away(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    line = (await li.get("/carts"))["carts"][0]["lines"][0]["id"]
    assert (await li.delete(f"/carts/{cart}/lines/{line}"))["carts"] == []
    other = await li.cart("americano")
    assert (await li.delete(f"/carts/{other}"))["carts"] == []


async def test_slots_are_those_that_can_take_it(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    slots = (await li.get(f"/carts/{cart}/slots"))["slots"]
    assert slots[0]["start"] == "2026-12-02T11:30:00+08:00"
    assert slots[0]["closes"] == "2026-12-02T10:45:00+08:00"
