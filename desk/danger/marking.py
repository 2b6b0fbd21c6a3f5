"""Staff say whether there was danger. Each mark is audited, and may be taken back."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel

from desk.danger import words
from desk.frame.call import Call
from desk.frame.routing import Area
from services.danger import marks
from services.danger.kinds import KINDS
from services.kit.audit import By

area = Area("dangers")


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError("shell-invalid-choice")
    return kind


class Mark(BaseModel):
    """Without a verdict the mark is taken back. `kind` says which danger it was."""

    verdict: Literal["right", "wrong"] | None = None
    kind: Annotated[str, AfterValidator(_known)] | None = None


@area.post("/dangers/{sign}/mark", allows="dangers.mark")
async def mark(call: Call) -> web.Response:
    """Answers with the mark as it stands now, in place of what was pressed."""
    entered = await call.form(Mark)
    by = By(call.park.id, call.staff.id, call.now)
    sign = await marks.mark(call.session, by, call.id("sign"), entered.verdict, entered.kind)
    call.toast(f"dangers-marked-{entered.verdict or 'undone'}")
    return call.fragment(
        "dangers/_verdict.html", sign=sign, marked_by=call.staff.name, **words.of(call)
    )
