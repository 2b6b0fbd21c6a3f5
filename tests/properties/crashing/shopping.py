"""Carts and orders: by tenants and by the vendor, through their APIs."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.properties.crashing import model
from tests.properties.crashing.draws import HOW, ONCE, PICK, WHICH, amending, call
from tests.properties.crashing.gateway import VENDOR, Answer
from tests.properties.crashing.machine import Crashing, Expected, How, Request, Send
from tests.properties.crashing.model import Cart, Subject
from tests.properties.crashing.process import Fate

DISH, COUNT = st.sampled_from(sorted(model.STOCK)), st.integers(1, 3)
VENDOR_DOES = st.sampled_from(["accept", "accept", "preparing", "ready", "complete", "reject"])


class Shopping(Crashing):
    @rule(who=WHICH, code=DISH, count=COUNT, how=HOW)
    def fill_a_cart(self, who: int, code: str, count: int, how: How) -> None:
        cart, tenant, key = self.carts[who], self.world.eaters[who], self.key()
        if cart.busy:
            return
        body = {"item_id": self.world.demo.items[code], "quantity": count}
        before = cart.lines

        send = call(lambda: tenant.token, "/carts/lines", body, key)

        def expected() -> Expected:
            done = cart.lines != before
            ok = done or cart.lines.get(code, 0) + count <= self.left()[code]
            more = {code: count} if ok and not done else {}

            def may(answered: bool) -> None:
                cart.allowed = [more] if answered else [{}, more]

            return Expected(ok, may)

        def heard(answer: Answer) -> None:
            if answer.status < 400:
                cart.name = answer.body["carts"][-1]["order_no"]

        self.ask(Request([cart], send, expected, heard), how)

    def left(self) -> dict[str, int]:
        left = dict(model.STOCK)
        for one in model.held(self.of("order", free=False)):
            for code, count in one.about["lines"].items():
                left[code] -= count
        return left

    @initialize(who=WHICH, count=st.integers(1, 3), fate=ONCE)
    def the_first_orders(self, who: int, count: int, fate: Fate) -> None:
        """So that there is always something to go on with."""
        self.fill_a_cart(who, "beef_noodles", count, How(0, fate, True))
        self.look()
        self.place(who, False, How(0, fate, True))

    @precondition(lambda self: any(cart.name and not cart.busy for cart in self.carts))
    @rule(who=WHICH, late=st.booleans(), how=HOW)
    def place(self, who: int, late: bool, how: How) -> None:
        who = next(n for n in (who, 1 - who) if self.carts[n].name and not self.carts[n].busy)
        cart, tenant, key = self.carts[who], self.world.eaters[who], self.key()
        hours = [hour for hour, until in model.SLOTS.items() if self.world.now < until]
        if not hours:
            return
        hour = hours[-1] if late else hours[0]
        slot = {"fulfilment": "pickup", "slot": model.DAY.replace(hour=hour).isoformat()}
        gateway = self.world.gateways[how.gateway]
        chosen = self.world.run(
            gateway.ask(tenant.token, f"/carts/{cart.name}", slot, method="PATCH")
        )
        assert chosen.status == 200, chosen
        assert cart.name is not None
        order = next((one for one in self.subjects if one.name == cart.name), None)
        if order is None:
            order = model.order(cart.name, who=who)
            self.subjects.append(order)
        model.fix(order, hour, cart.lines)

        send = call(lambda: tenant.token, "/orders", {"cart": order.name}, key)
        self.ask(self._placing(order, cart, who, send), how)

    def _placing(self, order: Subject, cart: Cart, who: int, send: Send) -> Request:
        step = self.step(order, "place", send, keyed=True)

        def expected() -> Expected:
            cart.placing = True
            if order.log or self._can_be_placed(order):
                return step.expected()

            def may(_answered: bool) -> None:
                order.allowed = [[]]

            return Expected(False, may)

        def heard(answer: Answer) -> None:
            cart.placing = False
            if answer.status < 400:
                self.carts[who] = Cart()

        return Request([cart, order], send, expected, heard)

    def _can_be_placed(self, order: Subject) -> bool:
        left = self.left()
        enough = all(left[code] >= count for code, count in order.about["lines"].items())
        return enough and self.world.now < model.SLOTS[order.about["hour"]]

    @precondition(lambda self: self.placed())
    @rule(pick=PICK, action=VENDOR_DOES, late=st.booleans(), how=HOW)
    def vendor_acts(self, pick: int, action: str, late: bool, how: How) -> None:
        """`late`: the vendor has only heard that the order was placed."""
        order, key = self.placed()[pick % len(self.placed())], self.key()
        body: dict[str, Any] = {"reason": "卖完了"} if action == "reject" else {}
        if action == "accept":
            body = {"sequence": 1 if late else len(order.log)}

        path = f"{VENDOR}/orders/{order.name}/{action}"
        send = call(lambda: self.world.vendor_key, path, body, key)
        step = self.step(order, action, send, keyed=True)
        is_old = action == "accept" and late and model.AMENDED in order.log

        def expected() -> Expected:
            if not (is_old and order.status == "placed"):
                return step.expected()

            def may(_answered: bool) -> None:
                order.allowed = [[]]

            return Expected(False, may)

        self.ask(Request([order], send, expected), how)

    @precondition(lambda self: self.placed())
    @rule(pick=PICK, code=DISH, count=COUNT, how=HOW)
    def amend(self, pick: int, code: str, count: int, how: How) -> None:
        """So many of a dish, whatever the order had of it."""
        order = self.placed()[pick % len(self.placed())]

        def expected() -> Expected:
            lines: dict[str, int] = order.about["lines"]
            wanted = {**lines, code: count}
            ok = order.status == "placed" and self._can_be_amended(order, code, count)
            grown = [model.AMENDED] if ok and wanted != lines else []

            def may(answered: bool) -> None:
                order.about["amended_to"] = wanted
                order.allowed = [grown] if answered else [[], grown]

            return Expected(ok, may)

        send = amending(self.world.demo, order.name, code, count)
        self.ask(Request([order], send, expected), how)

    def _can_be_amended(self, order: Subject, code: str, count: int) -> bool:
        more = count - order.about["lines"].get(code, 0)
        in_time = self.world.now < model.SLOTS[order.about["hour"]]
        return more <= 0 or (more <= self.left()[code] and in_time)

    @precondition(lambda self: self.placed())
    @rule(pick=PICK, how=HOW)
    def cancel(self, pick: int, how: How) -> None:
        order = self.placed()[pick % len(self.placed())]
        tenant = self.world.eaters[order.about["who"]]

        send = call(lambda: tenant.token, f"/orders/{order.name}/cancel")
        self.ask(self.step(order, "cancel", send, keyed=False), how)

    def placed(self) -> list[Subject]:
        return [one for one in self.of("order") if one.log]
