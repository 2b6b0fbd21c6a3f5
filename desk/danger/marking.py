"""Staff say whether there was danger. Each mark is audited, and may be taken back."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from desk.danger import words
from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.routing import Area
from services.danger import marks
from services.danger.kinds import KINDS

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
    sign = await marks.mark(call.session, by(call), call.id("sign"), entered.verdict, entered.kind)
    call.toast(f"dangers-marked-{entered.verdict or 'undone'}")
    return call.fragment(
        "dangers/_verdict.html", sign=sign, marked_by=call.staff.name, **words.of(call)
    )


class Missed(BaseModel):
    seq: int = Field(ge=1, le=2**53)
    kind: Annotated[str, AfterValidator(_known)]


@area.post("/inbox/{conversation}/missed", allows="inbox.read")
async def missed(call: Call) -> web.Response:
    """Of a message that the bot did not hear as danger; answers with its mark."""
    entered = await call.form(Missed)
    sign = await marks.mark_missed(
        call.session, by(call), call.id("conversation"), entered.seq, entered.kind
    )
    call.toast("dangers-marked-missed")
    return call.fragment(
        "dangers/_verdict.html", sign=sign, marked_by=call.staff.name, **words.of(call)
    )
