"""From a request to who looks: which roles they have, and from which page they came."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from desk.frame.call import PREFIX, Call
from desk.frame.navigation import TABS
from models import Person
from services.staff import looks
from services.staff.looks import Looking

AREAS = frozenset(tab.key for tab in TABS)


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


async def note_people(call: Call, found: Sequence[Person]) -> None:
    """Note that a search showed these people's names. What was searched for is not kept."""
    if found:
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
        seen = sorted(person.id for person in found)
        await note(call, "person.search", f"people:{day.isoformat()}", people=seen)


def _from_page(call: Call) -> str | None:
    """The area that the browser names as where the request came from. None: none of the desk's."""
    try:
        path = urlsplit(call.request.headers.get("Referer", "")).path
    except ValueError:
        return None
    area = path.removeprefix(f"{PREFIX}/").partition("/")[0]
    return area if path.startswith(f"{PREFIX}/") and area in AREAS else None
