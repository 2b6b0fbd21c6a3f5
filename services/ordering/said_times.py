"""When an order is wanted, as it was said of one that has a time already."""

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from models.ordering import Order
from services.acts.values import When
from services.catalogue.slots import Wanted


def wanted(when: When, order: Order, *, now: datetime, zone: tzinfo) -> Wanted | None:
    """What is said together with what stands; None if nothing is said that a slot could fit.

    Minutes later or earlier count from the order's slot, or from now where it has none. A day
    without a clock keeps the clock that stands, a clock without a day the day that stands.
    """
    stands = order.slot_start.astimezone(zone) if order.slot_start is not None else None
    if when.shift is not None:
        return _exact((stands or now.astimezone(zone)) + timedelta(minutes=when.shift))
    if when.asap:
        return Wanted(asap=True, meal=when.meal)
    if when.start is not None:
        return _at(when, stands, zone)
    if when.day is not None and stands is not None and when.meal is None:
        return _exact(datetime.combine(when.day, stands.time(), zone))
    if when.day is None and when.meal is None:
        return None
    day = when.day or (stands.date() if stands is not None else None)
    return Wanted(meal=when.meal, day=day)


def _exact(moment: datetime) -> Wanted:
    return Wanted(start=moment, day=moment.date())


def _at(when: When, stands: datetime | None, zone: tzinfo) -> Wanted:
    assert when.start is not None
    start = when.start.astimezone(zone)
    day = when.day or (stands.date() if stands is not None else start.date())
    moved = datetime.combine(day, start.time(), zone)
    end = None if when.end is None else moved + (when.end.astimezone(zone) - start)
    return replace(_exact(moved), end=end, meal=when.meal)
