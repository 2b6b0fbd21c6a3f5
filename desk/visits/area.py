"""The one area that the visitors' modules share."""

from desk.frame.call import Visit
from desk.frame.routing import Area
from services.kit.audit import By

area = Area("visitors")


def by(visit: Visit) -> By:
    return By(visit.park.id, visit.staff.id, visit.now)
