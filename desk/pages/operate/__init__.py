"""What operators keep: the catalogue, the calendar, standing answers, vendors, staff, promises."""

from collections.abc import Sequence

from desk.pages.operate import (
    audit,
    calendar,
    catalogue,
    endpoints,
    faq,
    items,
    lockers,
    sla,
    staff,
    start,
    vendors,
    windows,
)
from desk.routing import Area

areas: Sequence[Area] = (
    start.area,
    catalogue.area,
    calendar.area,
    faq.area,
    lockers.area,
    vendors.area,
    staff.area,
    sla.area,
    audit.area,
)

__all__ = ["areas", "endpoints", "items", "windows"]
