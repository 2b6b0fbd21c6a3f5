"""Who pays: a company's account, and its manager above the limit."""

from tests.api.driver import Api, Tenant
from tests.api.examples import charged, employ


async def company_of(api: Api, limit: int) -> tuple[Tenant, Tenant]:
    """Somebody of a company with an account, and its manager."""
    li, boss = await api.tenant(name="李雷"), await api.tenant(name="韩梅梅")
    await employ(boss, li, limit=limit)
    return li, boss


async def test_an_order_is_charged_to_the_company(api: Api) -> None:
    li, _ = await company_of(api, 10_000)
    order = await li.place(await charged(li))
    assert (order["status"], order["payment"]) == ("placed", "company_account")
    account = await li.get("/account")
    assert (account["spent"]["minor"], account["left"]["minor"]) == (4400, 5600)


async def test_who_has_no_account_charges_nothing(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    refused = await li.patch(f"/carts/{cart}", {"payment": "company_account"}, status=422)
    assert refused["code"] == "not_entitled"
    await li.get("/account", status=404)


async def test_above_the_limit_the_manager_is_asked(api: Api) -> None:
    li, boss = await company_of(api, 3_000)
    cart = await charged(li)
    refused = await li.place(cart, status=422)
    assert (refused["code"], refused["details"]) == ("limit_reached", {"left": 3000, "over": 1400})
    asked = {"cart": cart, "ask_manager": True}
    held = await li.post("/orders", asked, headers={"Idempotency-Key": "ask"}, status=201)
    assert (held["status"], held["held"]) == ("draft", True)
    assert (await li.get("/carts"))["carts"] == []
    assert (await li.post(f"/orders/{cart}/cancel", status=409))["code"] == "order_held"
    waiting = (await boss.get("/approvals"))["approvals"]
    assert [(one["who"], one["over"]["text"]) for one in waiting] == [("李雷（自称）", "¥14")]
    await li.post(f"/approvals/{waiting[0]['id']}/approve", status=404)
    yes = await boss.post(f"/approvals/{waiting[0]['id']}/approve")
    assert (yes["status"], yes["failure"]) == ("approved", None)
    assert (await li.get(f"/orders/{cart}"))["status"] == "placed"


async def test_one_may_stop_waiting(api: Api) -> None:
    li, boss = await company_of(api, 3_000)
    cart = await charged(li)
    asked = {"cart": cart, "ask_manager": True}
    await li.post("/orders", asked, headers={"Idempotency-Key": "ask"}, status=201)
    again = await li.post(f"/orders/{cart}/withdraw")
    assert [one["order_no"] for one in again["carts"]] == [cart]
    assert (await boss.get("/approvals"))["approvals"] == []
    await li.post(f"/orders/{cart}/withdraw", status=404)


async def test_what_is_sold_out_is_waited_for(api: Api) -> None:
    li = await api.tenant()
    umbrella = api.demo.items["umbrella"]
    watched = await li.put(f"/items/{umbrella}/watch", None)
    assert [one["id"] for one in watched["items"]] == [umbrella]
    assert (await li.delete(f"/items/{umbrella}/watch"))["items"] == []


async def test_an_invoice_is_wanted_afterwards_too(api: Api) -> None:
    li = await api.tenant()
    order = await li.order()
    shown = await li.post(f"/orders/{order['order_no']}/invoice", {"title": "个人"})
    assert shown["invoice"] == {"title": "个人", "tax_no": None}
    wrong = {"title": "星桥科技", "tax_no": "123"}
    refused = await li.post(f"/orders/{order['order_no']}/invoice", wrong, status=400)
    assert refused["code"] == "tax_number_invalid"
