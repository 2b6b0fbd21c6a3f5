"""Stars, complaints and receipts through the API: by who ordered, once, with what came of them."""

from tests.api.driver import Api, Tenant
from tests.api.examples import photo_form
from tests.miniapp.filled import COURSE, advance


async def eaten(api: Api, li: Tenant, quantity: int = 2) -> str:
    order = await li.order("beef_noodles", quantity)
    for action in COURSE:
        await advance(api, order["order_no"], action)
    number: str = order["order_no"]
    return number


async def test_stars_are_given_once_and_become_a_mean_from_three_on(api: Api) -> None:
    noodles = api.demo.items["beef_noodles"]
    for stars in (5, 4, 4):
        assert (await (await api.tenant()).get(f"/items/{noodles}"))["rating"] is None
        li = await api.tenant()
        number = await eaten(api, li)
        assert (await li.get(f"/orders/{number}"))["can_rate"] is True
        body = {"stars": stars, "items": [{"item_id": noodles, "stars": stars}], "words": "好吃"}
        shown = await li.post(f"/orders/{number}/rating", body)
        assert shown["rating"] == {"stars": stars, "words": "好吃"}
        assert shown["can_rate"] is False
        assert shown["status"] == "completed"
    refused = await li.post(f"/orders/{number}/rating", {"stars": 1}, status=409)
    assert refused["code"] == "already_rated"
    mean = {"stars": 4.3, "count": 3}
    assert (await li.get(f"/items/{noodles}"))["rating"] == mean
    outlets = {one["code"]: one["rating"] for one in (await li.get("/outlets"))["outlets"]}
    assert mean in outlets.values()


async def test_a_missing_bowl_becomes_a_ticket_with_its_photo(api: Api) -> None:
    li = await api.tenant()
    number = await eaten(api, li)
    line = (await li.get(f"/orders/{number}"))["lines"][0]["id"]
    photos = await (await li.ask("POST", "/photos", data=photo_form())).json()
    body = {
        "what": "missing",
        "lines": [{"line": line, "quantity": 1}],
        "words": "袋子里只有一碗",
        "photos": [photos["photos"][0]["id"]],
    }
    shown = await li.post(f"/orders/{number}/complaint", body, status=201)
    assert (shown["complaint"]["what"], shown["can_complain"]) == ("missing", False)
    ticket = await li.get(f"/repairs/{shown['complaint']['ticket_no']}")
    assert (ticket["kind"], len(ticket["photos"])) == ("complaint", 1)
    again = await li.post(f"/orders/{number}/complaint", body, status=409)
    assert again["details"]["ticket_no"] == ticket["ticket_no"]


async def test_nobody_else_rates_complains_or_reads_the_receipt(api: Api) -> None:
    number = await eaten(api, await api.tenant())
    stranger = await api.tenant()
    await stranger.post(f"/orders/{number}/rating", {"stars": 1}, status=404)
    await stranger.post(f"/orders/{number}/complaint", {"what": "late", "words": "晚"}, status=404)
    await stranger.get(f"/orders/{number}/receipt", status=404)


async def test_a_receipt_says_what_was_paid_at_the_counter(api: Api) -> None:
    li = await api.tenant()
    number = await eaten(api, li)
    receipt = await li.get(f"/orders/{number}/receipt")
    assert (receipt["paid"]["text"], receipt["left"]["text"], receipt["refunds"]) == (
        "¥44",
        "¥44",
        [],
    )
    assert receipt["order"]["order_no"] == number
