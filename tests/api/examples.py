"""One of everything that a tenant may own, and well-formed requests about it."""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from tests.api.driver import Tenant

_keys = itertools.count(1)


@dataclass(slots=True)
class Examples:
    """`names` are what stands in addresses, `bodies` what each operation is told, by its name."""

    names: dict[str, str]
    secrets: list[str]
    bodies: dict[str, Any]
    carts: dict[str, str]

    @staticmethod
    def owned(path: str) -> bool:
        """Whether an address names something that belongs to somebody."""
        return re.search(r"{(order_no|ticket_no|visit_no|line)}", path) is not None

    def path(self, path: str) -> str:
        names = self.names | (self.carts if path.startswith("/carts") else {})
        return re.sub(r"{(\w+)}", lambda found: names[found[1]], path)

    def request(self, operation: Any) -> dict[str, Any]:
        how: dict[str, Any] = {}
        if any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", ())):
            how["headers"] = {"Idempotency-Key": f"walk-{next(_keys)}"}
        if "requestBody" in operation:
            how["json"] = self.bodies[operation["operationId"]]
        return how

    async def state(self, owner: Tenant) -> Any:
        """All that the owner has, as they see it."""
        return [await owner.get(path) for path in ("/me", "/carts", "/orders")]


async def examples_of(owner: Tenant) -> Examples:
    order = await owner.order()
    cart = await owner.cart("americano")
    line = (await owner.get("/carts"))["carts"][0]["lines"][0]["id"]
    items = owner.api.demo.items
    return Examples(
        names={"order_no": order["order_no"], "id": str(items["cola"]), "kind": "order"},
        carts={"order_no": cart, "line": str(line)},
        secrets=[order["order_no"], cart, "韩梅梅", "13812345678"],
        bodies={
            "change_me": {"language": "en"},
            "want_notices": {"wanted": True},
            "add_line": {"item_id": items["cola"]},
            "change_line": {"quantity": 2},
            "change_cart": {"note": "不要辣"},
            "place_order": {"cart": cart},
        },
    )
