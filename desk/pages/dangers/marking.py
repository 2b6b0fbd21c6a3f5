"""Staff say whether there was danger. Each mark is audited, and may be taken back."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel

from desk.pages.dangers.area import area
from desk.visit import Visit
from services import danger_marks
from services.audit import By


class Mark(BaseModel):
    """Without a verdict the mark is taken back."""

    verdict: Literal["right", "wrong"] | None = None


@area.post("/dangers/{sign}/mark", allows="dangers.mark")
async def mark(visit: Visit) -> web.Response:
    """Answers with the mark as it stands now, in place of what was pressed."""
    entered = await visit.form(Mark)
    by = By(visit.park.id, visit.staff.id, visit.now)
    sign = await danger_marks.mark(visit.session, by, visit.id("sign"), entered.verdict)
    visit.toast(f"dangers-marked-{entered.verdict or 'undone'}")
    return visit.fragment("dangers/_verdict.html", sign=sign, marked_by=visit.staff.name)
