"""An order that is looked at while its money comes in."""

from typing import Any

import pytest

from services.ordering import payments
from tests.given.wechat_shop import Shop, shop

__all__ = ["shop"]


async def test_money_that_comes_while_an_order_is_read_is_shown_with_what_it_leads_to(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await shop.tenant()
    order = await shop.to_pay(alice)
    read = payments.of_orders

    async def late(*asked: Any) -> Any:
        await shop.pays(order)
        assert await shop.told() == [204]
        return await read(*asked)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(payments, "of_orders", late)
        shown = await alice.get(f"/orders/{order}")
    told = (shown["status"], shown["status_text"], shown["payment_status"])
    assert told == ("draft", "等您付款", "waiting")

    shown = await alice.get(f"/orders/{order}")
    assert (shown["status"], shown["payment_status"]) == ("placed", "succeeded")
