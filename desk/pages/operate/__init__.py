"""What operators keep: catalogue, calendar, answers, announcements, vendors, staff, promises."""

from collections.abc import Sequence

from desk.pages.operate import (
    announcements,
    audit,
    calendar,
    catalogue,
    danger,
    endpoints,
    faq,
    items,
    lockers,
    pictures,
    retention,
    sla,
    staff,
    start,
    vendors,
    visitors,
    windows,
)
from desk.routing import Area

areas: Sequence[Area] = (
    start.area,
    catalogue.area,
    calendar.area,
    faq.area,
    announcements.area,
    lockers.area,
    vendors.area,
    staff.area,
    sla.area,
    retention.area,
    visitors.area,
    danger.area,
    audit.area,
)

__all__ = ["areas", "endpoints", "items", "pictures", "windows"]
