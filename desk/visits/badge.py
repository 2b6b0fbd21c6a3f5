"""A badge to print: name, host, until when, and the pass as a QR code."""

import segno
from aiohttp import web

from desk.frame.call import Call
from desk.frame.looking import looking
from desk.frame.routing import Area
from desk.visits import queries, words
from desk.visits.queries import Details
from services.kit.errors import NotFound
from services.visits import looks, pass_tokens

area = Area("visitors")


@area.get("/visitors/{visit}/badge", allows="visitors.read")
async def badge(call: Call) -> web.Response:
    """One for everybody who is named."""
    details = await queries.details(call.session, call.park.id, call.id("visit"))
    guest = None if details is None else details.row.visit
    if details is None or guest is None or guest.erased_at is not None:
        raise NotFound("no such visit")
    if details.held is None:  # Nobody has said yes, and people with a badge are not asked.
        raise NotFound("no badge for it")
    await looks.at_visit(call.session, looking(call), guest.id, guest.visit_no)
    return call.render(
        "visitors/badge.html",
        details=details,
        guest=guest,
        qr=_qr(call, details),
        language=call.language,
        **await words.of(call),
    )


def _qr(call: Call, details: Details) -> str | None:
    """Of the pass as it was issued; None where nothing opens."""
    held, key = details.held, call.deps.passes_key
    if held is None or held.revoked_at is not None or key is None:
        return None
    name = call.deps.passes_name or call.park.slug
    token = pass_tokens.issue(pass_tokens.claims_of(name, details.row.visit, held), key)
    # Fewer squares rather than spare ones: a badge is small, and new each time.
    return segno.make(token, error="l", boost_error=False, micro=False).svg_data_uri(
        border=2, light="#fff"
    )
