"""From a request to who looks: which roles they have, and from which page they came."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from desk.frame.call import PREFIX, Visit
from desk.frame.navigation import TABS
from models import Person
from services.staff import looks
from services.staff.looks import Looking

AREAS = frozenset(tab.key for tab in TABS)


def looking(visit: Visit) -> Looking:
    return Looking(
        visit.park.id,
        visit.staff.id,
        visit.now,
        roles=tuple(sorted(visit.staff.roles)),
        page=_from_page(visit),
    )


async def note(visit: Visit, action: str, subject: str, **seen: object) -> None:
    """Note that this request shows personal data (services.staff.looks)."""
    await looks.note(visit.session, looking(visit), action, subject, seen)


async def note_people(visit: Visit, found: Sequence[Person]) -> None:
    """Note that a search showed these people's names. What was searched for is not kept."""
    if found:
        day = visit.now.astimezone(ZoneInfo(visit.park.timezone)).date()
        seen = sorted(person.id for person in found)
        await note(visit, "person.search", f"people:{day.isoformat()}", people=seen)


def _from_page(visit: Visit) -> str | None:
    """The area that the browser names as where the request came from. None: none of the desk's."""
    try:
        path = urlsplit(visit.request.headers.get("Referer", "")).path
    except ValueError:
        return None
    area = path.removeprefix(f"{PREFIX}/").partition("/")[0]
    return area if path.startswith(f"{PREFIX}/") and area in AREAS else None
