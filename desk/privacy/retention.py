"""How long what the park holds of people is kept, and what a period would remove today."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import by, change
from desk.frame.routing import Area
from models import RetentionPass
from services.privacy import retention, retention_sweep
from services.privacy.retention_kinds import KINDS, LONGEST_DAYS
from services.privacy.retention_rules import RULES

area = Area("retention")

HERE, MAY = "/operate/retention", "operate.retention"


class Entered(BaseModel):
    """Without days: no limit. `seen` is what the form showed; without it there was no limit."""

    days: int | None = Field(None, ge=1, le=LONGEST_DAYS)
    seen: int | None = None


class Asked(BaseModel):
    days: int | None = Field(None, ge=1, le=LONGEST_DAYS)


@area.get(HERE, allows=MAY)
async def overview(visit: Visit) -> web.Response:
    passes = await retention_sweep.passes(visit.session, visit.park.id)
    return visit.render(
        "retention/overview.html",
        periods=await retention.periods(visit.session, visit.park.id),
        kinds=KINDS,
        last={code: _last(code, passes) for code in KINDS},
    )


@area.get(HERE + "/{period}/due", allows=MAY)
async def due(visit: Visit) -> web.Response:
    """What a period would remove if it held today. Nothing is changed."""
    code, days = visit.request.match_info["period"], visit.query(Asked).days
    retention.check(code, days)
    before = retention.limit(days, visit.now)
    found: retention_sweep.Count | None = retention_sweep.Count(0)
    if before is not None:
        found = await retention_sweep.count(visit.session, visit.park.id, code, before)
    return visit.fragment("retention/_due.html", found=found, days=days)


@change(area, HERE + "/{period}", allows=MAY)
async def save(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    code = visit.request.match_info["period"]
    await retention.save(visit.session, by(visit), code, entered.days, seen=entered.seen)
    visit.toast("retention-saved")
    return visit.redirect(HERE)


def _last(code: str, passes: dict[str, RetentionPass]) -> Any:
    """When the slowest of the kind's passes last came to its end. None: one never has."""
    ends = [
        passes[name].finished_at if name in passes else None
        for name, rule in RULES.items()
        if rule.kind == code
    ]
    return None if None in ends else min(end for end in ends if end is not None)
