"""What operators keep: the catalogue, the calendar, standing answers, vendors, staff, promises."""

from collections.abc import Sequence

from desk.pages.operate import calendar, catalogue, faq, items, sla, staff, start, windows
from desk.routing import Area

areas: Sequence[Area] = (
    start.area,
    catalogue.area,
    calendar.area,
    faq.area,
    staff.area,
    sla.area,
)

__all__ = ["areas", "items", "windows"]
