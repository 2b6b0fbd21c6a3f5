"""How an order gets to its tenant, and what has to be known for that."""

from models import Order

NEEDS: dict[str, tuple[str, ...]] = {
    "pickup": (),
    "delivery": ("location", "phone"),
}
"""What must be known for each way besides the slot. Each name is that of a question."""
ASKED = ("location", "slot", "phone")
"""In this order."""


def missing(order: Order) -> list[str]:
    """What must still be asked before the order can be placed, in the order of asking."""
    needed = {"slot", *(("location",) if order.fulfilment is None else NEEDS[order.fulfilment])}
    return [name for name in ASKED if name in needed and not _known(order, name)]


def _known(order: Order, name: str) -> bool:
    match name:
        case "slot":
            return order.slot_start is not None
        case "phone":
            return order.phone is not None
    return order.fulfilment is not None and can_be_found(order)


def can_be_found(order: Order) -> bool:
    """Whether somebody with a tray finds the tenant: a building alone is not enough."""
    return bool(order.building and (order.room or order.place or order.floor is not None))
