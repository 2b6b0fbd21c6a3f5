"""What every view needs."""

from collections.abc import Mapping
from datetime import datetime

from api.frame.call import Call
from api.frame.shapes import Money, Where
from models import Building
from services.kit.money import format_money
from services.park import places
from services.park.places import Located


def money(call: Call, minor: int, currency: str | None = None) -> Money:
    unit = currency or call.park.currency
    return Money(minor=minor, currency=unit, text=format_money(minor, unit, call.language))


async def building_names(call: Call) -> dict[str, str]:
    found: dict[str, Building] = await places.buildings(call.session, call.park.id)
    return {code: call.named(building) for code, building in found.items()}


def where(call: Call, there: Located, names: Mapping[str, str]) -> Where:
    return Where(
        building=there.building,
        floor=there.floor,
        room=there.room,
        place=there.place,
        text=places.describe(there, names, call.language),
    )


def moment(call: Call, at: datetime | None) -> datetime | None:
    return None if at is None else call.local(at)
