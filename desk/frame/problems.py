"""What goes wrong, told as a page, as words in passing, or as RFC 9457 problem details."""

import json
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import IntegrityError

from desk.frame import texts, toasts
from desk.frame.call import SignInNeeded, guest_language
from desk.frame.templating import template
from edge.outages import is_outage, sqlstate
from edge.problems import HTTP_CODES, Unavailable
from edge.problems import problem as as_json
from services.kit.errors import Conflict, Invalid, NotFound, ParkError, Refused
from services.tickets.rules import NotYours

UNIQUE_VIOLATION = "23505"
"""SQLSTATE."""

log = structlog.get_logger(__name__)


class Forbidden(ParkError):
    """The role does not allow it."""

    code = "forbidden"


class BadToken(ParkError):
    """The request does not come from a page of ours."""

    code = "bad_token"


class TooMany(ParkError):
    """Too many tries; `details`: `seconds` to wait."""

    code = "too_many"


def _is_taken(error: IntegrityError) -> bool:
    return sqlstate(error) == UNIQUE_VIOLATION


STATUS: dict[type[ParkError], int] = {
    Forbidden: 403,
    BadToken: 403,
    NotYours: 403,
    TooMany: 429,
    NotFound: 404,
    Invalid: 422,
    Conflict: 409,
    Refused: 422,
    Unavailable: 503,
}
"""By the error's own class, else by its nearest base."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`words` are in the language of who reads them."""

    status: int
    code: str
    words: str
    details: dict[str, Any] = field(default_factory=dict)


def told(
    request: web.Request, error: Exception, *, area: str = "shell", language: str | None = None
) -> web.StreamResponse:
    """The answer to whatever was raised; what nobody expected is logged, and shows nothing."""
    language = language or guest_language(request)
    if isinstance(error, web.HTTPException) and error.status < 400:  # noqa: PLR2004 - HTTP
        raise error
    if isinstance(error, SignInNeeded):
        return _sign_in(request, language)
    if isinstance(error, IntegrityError) and _is_taken(error):
        error = Conflict("somebody entered the same at the same moment")
    elif is_outage(error):
        log.warning("desk.unavailable", path=request.path, error=repr(error))
        error = Unavailable("ask again in a moment")
    return _show(request, _problem(request, error, area, language), language)


def _problem(request: web.Request, error: Exception, area: str, language: str) -> Problem:
    match error:
        case ParkError():
            code, details = error.code, error.details
            status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
        case web.HTTPException():
            status, details = error.status, {}
            code = HTTP_CODES.get(status, "bad_request")
        case _:
            log.error("desk.failed", method=request.method, path=request.path, exc_info=error)
            status, code, details = 500, "internal", {}
    return Problem(status, code, _words(area, language, code, status), details)


def _words(area: str, language: str, code: str, status: int) -> str:
    """The area's own words for it, else the shell's, else some for the status."""
    end = code.replace("_", "-")
    keys = (f"{area}-error-{end}", f"shell-error-{end}", f"shell-error-{status}")
    found = next((key for key in keys if texts.has(key)), "shell-error-other")
    return texts.say(language, found)


def _sign_in(request: web.Request, language: str) -> web.StreamResponse:
    """Pages lead to the sign-in and back; whatever a script asks is answered with 401."""
    target = "/desk/sign-in"
    if request.method == "GET" and "text/html" in request.headers.get("Accept", "text/html"):
        here = request.path_qs.removeprefix("/desk")
        if here not in {"", "/"}:
            target = str(request.url.with_path(target).with_query(next=here).relative())
        return web.Response(status=303, headers={"Location": target})
    problem = Problem(401, "sign_in", texts.say(language, "shell-error-sign-in"))
    answer = _show(request, problem, language)
    answer.headers["HX-Redirect"] = target
    return answer


def _show(request: web.Request, problem: Problem, language: str) -> web.Response:
    if _wants_json(request):
        return _as_json(problem)
    if _is_htmx(request):
        return _in_passing(problem)
    page = template("problem.html").render(
        problem=problem, language=language, home=texts.say(language, "shell-home")
    )
    return web.Response(
        text=page,
        status=problem.status,
        content_type="text/html",
        headers={"Cache-Control": "no-store"},
    )


def _as_json(problem: Problem) -> web.Response:
    answer = as_json(problem.status, problem.code, problem.words, problem.details)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _in_passing(problem: Problem) -> web.Response:
    """The page stays as it is, and says what happened: of what cannot be done beside the form that
    asked for it (static/operate/forms.js), of what broke in passing."""
    headers = {
        "HX-Trigger": json.dumps(_event(problem)),
        "HX-Reswap": "none",
        "Cache-Control": "no-store",
    }
    return web.Response(status=problem.status, text=problem.words, headers=headers)


def _event(problem: Problem) -> dict[str, Any]:
    if problem.status not in STATUS.values() or problem.status == STATUS[Unavailable]:
        return {"desk:toast": [toasts.Toast(problem.words, "bad").plain()]}
    fields = dict(problem.details.get("fields", {}))
    if (name := problem.details.get("field")) and isinstance(name, str):
        fields.setdefault(name, problem.words)
    return {"operate:refused": {"words": problem.words, "fields": fields}}


def _is_htmx(request: web.Request) -> bool:
    return request.headers.get("HX-Request") == "true"


def _wants_json(request: web.Request) -> bool:
    return (
        "application/json" in request.headers.get("Accept", "")
        or request.content_type == "application/json"
    )
