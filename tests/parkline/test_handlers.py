from parkline.handlers import HANDLERS, tell_people, watch_acceptance, webhook
from services import order_notices, ticket_notices
from services.endpoints import VENDOR_EVENTS
from services.events import EVENTS

ORDERS = {event: run for event, run in HANDLERS.items() if event.type.startswith("order.")}


def test_every_event_says_what_follows_from_it() -> None:
    assert set(HANDLERS) == set(EVENTS.values())


def test_every_event_that_a_vendor_can_be_told_is_sent() -> None:
    assert {event.type for event, run in HANDLERS.items() if webhook in run} == VENDOR_EVENTS


def test_every_event_with_a_notice_is_told() -> None:
    told = {event.type for event, run in HANDLERS.items() if tell_people in run}
    assert told == set(order_notices.NOTICES) | set(ticket_notices.NOTICES)


def test_a_placed_order_and_no_other_event_is_watched_until_somebody_accepts_it() -> None:
    assert {event.type for event, run in ORDERS.items() if watch_acceptance in run} == {
        "order.placed"
    }
