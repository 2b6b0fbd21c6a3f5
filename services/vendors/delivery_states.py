"""The state machines of webhooks: of a delivery, and of the endpoint that it goes to."""

from models.vendors import Delivery
from services.events.states import Move, move, transition
from services.vendors.events import EndpointDisabled

DELIVERY: dict[str, Move] = {
    "deliver": move("pending", "delivered"),
    "fail": move("pending", "failed"),
    "cancel": move("pending", "cancelled"),
    "replay": move("pending delivered failed cancelled", "pending"),
}
"""A delivery is born pending (`services.vendors.deliveries.plan`). Its attempts are its history;
events are not told of it, since it is one that is told."""

ENDPOINT: dict[str, Move] = {
    "disable": transition("active", "disabled", EndpointDisabled),
    "enable": move("active disabled", "active"),
}
"""The circuit breaker is no state but a count of failures: see `services.vendors.retries`."""


def advance(delivery: Delivery, action: str) -> None:
    """The caller holds the delivery's lock. Raises IllegalTransition."""
    rule = DELIVERY[action]
    rule.check(f"delivery {delivery.id}", delivery.status, action)
    delivery.status = rule.target
    if rule.target != "pending":
        delivery.next_attempt_at = None
