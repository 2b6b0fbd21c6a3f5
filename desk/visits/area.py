"""The one area that the visitors' modules share."""

from desk.frame.call import Call
from desk.frame.routing import Area
from services.kit.audit import By

area = Area("visitors")


def by(call: Call) -> By:
    return By(call.park.id, call.staff.id, call.now)
