"""All that is checked of a history. Each check is pure, and names what it found wrong."""

from collections.abc import Callable

from bench.storm import orders, talk, webhooks
from bench.storm.history import History

Check = Callable[[History], list[str]]

CHECKS: dict[str, Check] = {
    "every acknowledged message is answered or handed over": talk.answered,
    "every page saw the conversation whole and in order": talk.seen_in_order,
    "every acknowledged order exists once": orders.orders_once,
    "every acknowledged ticket exists once": orders.tickets_once,
    "an order's log leads to its state": orders.logs_lead,
    "stock adds up": orders.stock,
    "no slot holds more than it may": orders.slots,
    "money adds up": orders.money,
    "every event is delivered at least once": webhooks.delivered,
    "an order's events come in order": webhooks.in_order,
    "a vendor that dedupes by webhook-id has each once": webhooks.deduped,
    "vendors and we say the same of every order": webhooks.same_story,
    "a vendor that catches up misses nothing": webhooks.pulled,
    "nothing is stuck": lambda history: list(history.stuck),
}


def check(history: History) -> dict[str, list[str]]:
    """What each check found: nothing where all is well."""
    return {name: one(history) for name, one in CHECKS.items()}
