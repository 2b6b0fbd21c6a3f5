"""How a setting is changed: by whom, and what a form is told when it cannot be."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, StringConstraints

from desk.frame import texts
from desk.frame.call import Call
from desk.frame.forms import InvalidForm
from desk.frame.routing import BODY_LIMIT, Area, Handler
from services.kit import audit
from services.kit.audit import By
from services.kit.errors import Conflict, Invalid, ParkError, Refused
from services.kit.snapshots import ChangedMeanwhile

UNFIT, TAKEN = 422, 409
_NOT_WORDS = {"field", "anyway"}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""One line of text that has to be there."""
Version = Annotated[str, StringConstraints(max_length=16)]
"""Of what the form showed; see services.kit.snapshots."""


def plain_lines(text: str) -> str:
    """Browsers send a line's end as CR LF."""
    return text.replace("\r\n", "\n")


Lines = Annotated[str, AfterValidator(plain_lines), StringConstraints(max_length=20_000)]


def by(call: Call) -> By:
    return By(call.park.id, call.staff.id, call.now)


def change(
    area: Area, path: str, *, allows: str, body_limit: int = BODY_LIMIT
) -> Callable[[Handler], Handler]:
    """A POST of a form that stays as it is when something is wrong, and is told what.

    The form gets a DOM event `operate:refused` (static/operate/forms.js): `words`, and `fields` by
    name; `anyway` where it may insist, `reload` where somebody else was faster.
    """

    def register(handler: Handler) -> Handler:
        @wraps(handler)
        async def told(call: Call) -> web.StreamResponse:
            try:
                return await handler(call)
            except (Invalid, Conflict, Refused) as wrong:
                if not call.is_htmx:
                    raise
                return await _refused(call, area, wrong)

        return area.post(path, allows=allows, body_limit=body_limit)(told)

    return register


def shown_once(call: Call, title: str, secret: str, onward: str) -> web.Response:
    """A secret that nobody can look up later, in place of the form that made it."""
    show = call.fragment if call.is_htmx else call.render
    template = "operate/_once.html" if call.is_htmx else "operate/once.html"
    return show(template, title=title, secret=secret, onward=onward)


async def _refused(call: Call, area: Area, wrong: ParkError) -> web.Response:
    detail = await _detail(call, area, wrong)
    status = TAKEN if isinstance(wrong, Conflict) else UNFIT
    response = web.Response(status=status, text=detail["words"])
    response.headers["HX-Reswap"] = "none"
    call.trigger(response, "operate:refused", detail)
    return response


async def _detail(call: Call, area: Area, wrong: ParkError) -> dict[str, Any]:
    if isinstance(wrong, InvalidForm):
        return {"words": call.text("shell-error-invalid-form"), "fields": wrong.fields}
    if isinstance(wrong, ChangedMeanwhile):
        return {"words": await _changed_by(call, wrong.details["subject"]), "reload": True}
    words = _words(call, area, wrong)
    field = wrong.details.get("field")
    detail = {"words": words, "fields": {field: words} if field else {}}
    return detail | {"anyway": bool(wrong.details.get("anyway"))}


async def _changed_by(call: Call, subject: str) -> str:
    last = await audit.latest(call.session, call.park.id, subject)
    if last is None or last.name is None:
        return call.text("operate-changed")
    return call.text("operate-changed-by", name=last.name)


def _words(call: Call, area: Area, wrong: ParkError) -> str:
    """The area's words for a field, for an error, or the shell's for its kind."""
    ends = [wrong.code.replace("_", "-")]
    if field := wrong.details.get("field"):
        ends.insert(0, f"{field.replace('_', '-')}")
    keys = [f"{area.name}-error-{end}" for end in ends]
    kind = "shell-error-409" if isinstance(wrong, Conflict) else "shell-error-422"
    key = next((key for key in keys if texts.has(key)), kind)
    return call.text(key, **_said(wrong))


def _said(wrong: ParkError) -> dict[str, str]:
    """Details that words may name."""
    return {
        key: str(value) for key, value in wrong.details.items() if key not in {"field", "anyway"}
    }
