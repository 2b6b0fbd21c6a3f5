"""Staff say whether there was danger. Each mark is audited, and may be taken back."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel

from desk.danger import words
from desk.danger.area import area
from desk.frame.call import Visit
from services.danger import marks
from services.danger.kinds import KINDS
from services.kit.audit import By


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError("shell-invalid-choice")
    return kind


class Mark(BaseModel):
    """Without a verdict the mark is taken back. `kind` says which danger it was."""

    verdict: Literal["right", "wrong"] | None = None
    kind: Annotated[str, AfterValidator(_known)] | None = None


@area.post("/dangers/{sign}/mark", allows="dangers.mark")
async def mark(visit: Visit) -> web.Response:
    """Answers with the mark as it stands now, in place of what was pressed."""
    entered = await visit.form(Mark)
    by = By(visit.park.id, visit.staff.id, visit.now)
    sign = await marks.mark(visit.session, by, visit.id("sign"), entered.verdict, entered.kind)
    visit.toast(f"dangers-marked-{entered.verdict or 'undone'}")
    return visit.fragment(
        "dangers/_verdict.html", sign=sign, marked_by=visit.staff.name, **words.of(visit)
    )
