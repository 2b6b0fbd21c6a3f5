"""How long what the park holds of people is kept, and what a period would remove today."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from models.privacy import RetentionPass
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
async def overview(call: Call) -> web.Response:
    passes = await retention_sweep.passes(call.session, call.park.id)
    return call.render(
        "retention/overview.html",
        periods=await retention.periods(call.session, call.park.id),
        kinds=KINDS,
        last={code: _last(code, passes) for code in KINDS},
    )


@area.get(HERE + "/{period}/due", allows=MAY)
async def due(call: Call) -> web.Response:
    """What a period would remove if it held today. Nothing is changed."""
    code, days = call.request.match_info["period"], call.query(Asked).days
    retention.check(code, days)
    before = retention.limit(days, call.now)
    found: retention_sweep.Count | None = retention_sweep.Count(0)
    if before is not None:
        found = await retention_sweep.count(call.session, call.park.id, code, before)
    return call.fragment("retention/_due.html", found=found, days=days)


@change(area, HERE + "/{period}", allows=MAY)
async def save(call: Call) -> web.Response:
    entered = await call.form(Entered)
    code = call.request.match_info["period"]
    await retention.save(call.session, by(call), code, entered.days, seen=entered.seen)
    call.toast("retention-saved")
    return call.redirect(HERE)


def _last(code: str, passes: dict[str, RetentionPass]) -> Any:
    """When the slowest of the kind's passes last came to its end. None: one never has."""
    ends = [
        passes[name].finished_at if name in passes else None
        for name, rule in RULES.items()
        if rule.kind == code
    ]
    return None if None in ends else min(end for end in ends if end is not None)
