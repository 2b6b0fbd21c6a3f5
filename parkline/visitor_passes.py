"""Passes of visitors as the bot hands them out: the address of a page that shows one."""

from actions.links import Links
from models import Visit, VisitPass
from parkline.secrets import passes_key
from parkline.settings import Settings
from services import passes


def links(settings: Settings) -> Links:
    """Addresses of this installation, signed with its park's key."""
    key = passes_key(settings, settings.park)

    def pass_url(visit: Visit, held: VisitPass) -> str:
        claims = passes.Claims(
            park=settings.park,
            serial=held.serial,
            visit_no=visit.visit_no,
            valid_from=held.valid_from,
            valid_until=held.valid_until,
            max_entries=held.max_entries,
        )
        return f"{settings.base_url}/pass/{passes.issue(claims, key)}"

    return Links(pass_url)
