"""The one area that the visitors' modules share."""

from desk.routing import Area
from desk.visit import Visit
from services.kit.audit import By

area = Area("visitors")


def by(visit: Visit) -> By:
    return By(visit.park.id, visit.staff.id, visit.now)
