"""From a request to who looks: which roles they have, and from which page they came."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import desk
from desk.frame.areas import Tab
from desk.frame.call import PREFIX, Call
from models.people import Person
from services.kit.plugins import found
from services.staff import looks
from services.staff.looks import Looking


def looking(call: Call) -> Looking:
    return Looking(
        call.park.id,
        call.staff.id,
        call.now,
        roles=tuple(sorted(call.staff.roles)),
        page=_from_page(call),
    )


async def note(call: Call, action: str, subject: str, **seen: object) -> None:
    """Note that this request shows personal data (services.staff.looks)."""
    await looks.note(call.session, looking(call), action, subject, seen)


async def note_people(call: Call, people: Sequence[Person]) -> None:
    """Note that a search showed these people's names. What was searched for is not kept."""
    if people:
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
        seen = sorted(person.id for person in people)
        await note(call, "person.search", f"people:{day.isoformat()}", people=seen)


def _from_page(call: Call) -> str | None:
    """The area that the browser names as where the request came from. None: none of the desk's."""
    try:
        path = urlsplit(call.request.headers.get("Referer", "")).path
    except ValueError:
        return None
    area = path.removeprefix(f"{PREFIX}/").partition("/")[0]
    return area if path.startswith(f"{PREFIX}/") and area in _areas() else None


def _areas() -> frozenset[str]:
    return frozenset(tab.key for tab in found(desk, Tab))
