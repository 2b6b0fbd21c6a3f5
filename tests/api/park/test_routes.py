"""The park, its menus and goods."""

from models.park import Park
from services.ordering import popular
from tests.api.driver import Api, open_api
from tests.api.people.test_session import WeChat
from tests.given.demo_park import DemoPark


async def test_the_first_page_says_what_can_be_done(api: Api) -> None:
    li = await api.tenant(language="en")
    await li.order()
    home = await li.get("/park")
    assert (home["park"], home["desk_open"], home["meal"]) == (
        "Daybreak Science Park", True, "lunch",
    )  # fmt: skip
    counts = {one["code"]: one["open"] for one in home["shortcuts"]}
    assert counts["my_orders"] == 1
    assert counts["register_visitor"] == 0


async def test_the_first_page_has_each_emergency_number_once_and_says_whom_it_reaches(
    api: Api,
) -> None:
    home = await (await api.tenant()).get("/park")
    assert [(one["phone"], one["who"]) for one in home["emergency_numbers"]] == [
        ("119", "火警"),
        ("120", "急救"),
        ("110", "报警"),
        ("8110", "园区应急"),
        ("12356", "心理援助"),
    ]
    one_line = dict.fromkeys(("fire_phone", "ambulance_phone", "police_phone"), "999")
    async with api.demo.sessions.begin() as session:
        park = await session.get_one(Park, api.demo.id)
        for column, phone in one_line.items():
            setattr(park, column, phone)
    home = await (await api.tenant(language="en")).get("/park")
    assert [(one["phone"], one["who"]) for one in home["emergency_numbers"]] == [
        ("999", "Fire, ambulance, police"),
        ("8110", "The park’s own line"),
        ("12356", "Crisis line"),
    ]


async def test_the_first_page_has_the_mini_programs_templates_by_kind(demo: DemoPark) -> None:
    none = dict.fromkeys(("order", "repair", "visit", "reply"))
    for wechat, known in (
        (None, none),
        (WeChat(), none),
        (
            WeChat(templates={"order": "T-1", "reply": "T-2"}),
            none | {"order": "T-1", "reply": "T-2"},
        ),
    ):
        async with open_api(demo, wechat=wechat) as api:
            home = await (await api.tenant()).get("/park")
            assert home["wechat_templates"] == known


async def test_everybody_is_told_in_their_language_until_it_is_over(api: Api) -> None:
    li, anna = await api.tenant(), await api.tenant(language="en")
    told = (await li.get("/park"))["announcements"]
    assert [(one["level"], one["pinned"]) for one in told][:2] == [
        ("important", True),
        ("ordinary", False),
    ]
    assert "停水" in told[0]["title"]
    first = await anna.get(f"/announcements/{told[0]['id']}")
    assert first == (await anna.get("/announcements"))["announcements"][0]
    assert first["title"] == "No water in building B on Saturday morning"
    assert first["body"].count("\n\n") == 1
    assert first["until"] == "2026-12-08T00:00:00+08:00"
    answer = await li.ask("GET", "/announcements")
    known = {"If-None-Match": answer.headers["ETag"]}
    assert (await li.ask("GET", "/announcements", headers=known)).status == 304
    api.later(days=6)
    again = await api.signed_in(anna.person, anna.conversation)
    await again.get(f"/announcements/{first['id']}", status=404)
    assert first["id"] not in [one["id"] for one in (await again.get("/park"))["announcements"]]


async def test_a_menu_that_is_the_same_is_not_sent_again(api: Api) -> None:
    li = await api.tenant()
    answer = await li.ask("GET", "/menus?meal=lunch")
    etag = answer.headers["ETag"]
    again = await li.ask("GET", "/menus?meal=lunch", headers={"If-None-Match": etag})
    assert (again.status, again.headers["ETag"], await again.read()) == (304, etag, b"")
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", price=2300)
    changed = await li.ask("GET", "/menus?meal=lunch", headers={"If-None-Match": etag})
    assert changed.status == 200
    english = {"If-None-Match": changed.headers["ETag"], "Accept-Language": "en"}
    assert (await li.ask("GET", "/menus?meal=lunch", headers=english)).status == 200


async def test_the_menu_is_the_meals_that_can_be_ordered_next(api: Api) -> None:
    li = await api.tenant()
    shown = await li.get("/menus")
    assert shown["meal"] == "lunch"
    names = {
        item["code"]
        for menu in shown["menus"]
        for category in menu["categories"]
        for item in category["items"]
    }
    assert "beef_noodles" in names
    one = await li.get("/menus?outlet=coffee_bar")
    assert [menu["outlet"]["code"] for menu in one["menus"]] == ["coffee_bar"]


async def test_a_menu_says_what_is_ordered_often(api: Api) -> None:
    li = await api.tenant()
    for _ in range(popular.OFTEN):
        await li.order("mapo_tofu_rice")
    items = (await li.get("/items?limit=100"))["items"]
    assert [one["code"] for one in items if one["bestseller"]] == ["mapo_tofu_rice"]


async def test_the_next_slot_of_a_menu_is_of_its_meal(api: Api) -> None:
    """At half past nine dinner is chosen, and lunch is what comes first."""
    li = await api.tenant()
    for meal, starts in (("lunch", "2026-12-02T11:30"), ("dinner", "2026-12-02T17:30")):
        shown = await li.get(f"/menus?meal={meal}")
        canteen = next(
            one["outlet"] for one in shown["menus"] if one["outlet"]["kind"] == "catering"
        )
        assert canteen["next_slot"]["meal"] == meal
        assert canteen["next_slot"]["start"].startswith(starts)


async def test_a_dish_says_what_people_ask_in_their_language(api: Api) -> None:
    li, anna = await api.tenant(), await api.tenant(language="en")
    path = f"/items/{api.demo.items['kung_pao_chicken_rice']}"
    dish = await li.get(path)
    assert dish["description"].startswith("鸡腿肉丁")
    assert dish["allergens"] == ["gluten", "peanuts", "soybeans", "sesame"]
    assert (dish["diet"], dish["spice"], dish["calories"]) == ("neither", 2, 780)
    assert "the wok is shared" in (await anna.get(path))["allergen_note"]
    greens = await li.get(f"/items/{api.demo.items['stir_fried_greens']}")
    assert (greens["allergens"], greens["diet"]) == ([], "vegan")
    pen = await li.get(f"/items/{api.demo.items['gel_pen']}")
    assert [pen[name] for name in ("allergens", "diet", "spice", "calories")] == [None] * 4


async def test_goods_are_found_by_part_of_a_name_in_either_language(api: Api) -> None:
    li = await api.tenant()
    for said in ("A4", "paper", "打印"):
        found = await li.get("/items", params={"kind": "shopping", "q": said})
        assert "打印纸" in found["items"][0]["name"], said
    assert (await li.get("/items", params={"q": "100%"}))["items"] == []


async def test_goods_come_by_pages_each_once(api: Api) -> None:
    li = await api.tenant()
    whole = (await li.get("/items?kind=shopping&limit=100"))["items"]
    seen, cursor = [], ""
    while True:
        got = await li.get(f"/items?kind=shopping&limit=7{cursor}")
        seen += got["items"]
        if got["next"] is None:
            break
        cursor = f"&cursor={got['next']}"
    assert seen == whole
    assert len(seen) > 30


async def test_what_is_not_sold_any_more_is_not_found(api: Api) -> None:
    li = await api.tenant()
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "cola", active=False)
    assert (await li.get(f"/items/{api.demo.items['cola']}", status=404))["code"] == "not_found"
    wish = {"item_id": api.demo.items["cola"]}
    await li.post("/carts/lines", wish, status=404)


async def test_the_language_is_the_headers_else_ones_own(api: Api) -> None:
    li = await api.tenant(language="en")
    assert (await li.get("/park"))["park"] == "Daybreak Science Park"
    asked = {"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"}
    assert (await li.get("/park", headers=asked))["park"] == "启明科技园"
    await li.patch("/me", {"language": "zh"})
    assert (await li.get("/park"))["park"] == "启明科技园"


async def test_who_i_am_can_be_changed(api: Api) -> None:
    li = await api.tenant(name="李雷", phone=None)
    changed = await li.patch("/me", {"name": "李磊", "phone": "138 0000 1111"})
    assert (changed["name"], changed["phone"], changed["language"]) == (
        "李磊", "138 0000 1111", "zh",
    )  # fmt: skip
    assert (await li.patch("/me", {"phone": None}))["phone"] is None
    await li.patch("/me", {"phone": "call me"}, status=400)


async def test_notices_are_wanted_by_kind(api: Api) -> None:
    li = await api.tenant(language="en")
    changed = await li.put("/me/notices/rating", {"wanted": False})
    assert [one["kind"] for one in changed["kinds"] if not one["wanted"]] == ["rating"]
    kinds = (await li.put("/me/notices/rating", {"wanted": True}))["kinds"]
    assert all(one["wanted"] for one in kinds)
    named = {one["kind"]: one["name"] for one in kinds}
    assert (
        named
        | {
            "order": "Orders",
            "repair": "Repairs and complaints",
            "rating": "Being asked for a rating",
            "visit": "Visitors",
            "stock": "What is back in stock",
        }
        == named
    )
    await li.put("/me/notices/spam", {"wanted": True}, status=404)
