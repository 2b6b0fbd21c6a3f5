"""Errors as RFC 9457 problem details: one shape, one stable `code` for each."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from aiohttp import web

from edge.fields import of_rule
from edge.outages import is_outage
from services.conversations.receiving import TooManyWaiting
from services.kit.errors import Conflict, Invalid, NotFound, ParkError, Refused, Unauthorized
from services.kit.file_checking import FileTooLarge, FileType
from services.kit.photo_cleaning import PhotoTooLarge, PhotoType
from services.kit.rest import ParkAtRest, ParkGone
from services.people.guest_limits import GuestLimit
from services.people.phone_codes import TooManyCodes
from services.vendors.vendor_orders import Busy
from services.visits.pass_tokens import PassRefused

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TooLarge(ParkError):
    """The body is bigger than this API reads."""

    code = "too_large"


class UnsupportedMedia(ParkError):
    """The body is of a type that this API does not read. `details`: `wanted`."""

    code = "unsupported_media_type"


class ScopeMissing(ParkError):
    """The token is not good for that. `details`: `needs`, a scope, or None where a session has to
    ask."""

    code = "scope_missing"


class Unavailable(ParkError):
    """What we depend on does not answer just now; ask again in a moment."""

    code = "unavailable"


class TooManyRequests(ParkError):
    """Somebody asks too often. `details`: `retry_after`, in whole seconds."""

    code = "too_many_requests"

    def __init__(self, wait: float) -> None:
        """`wait` in seconds."""
        seconds = int(wait) + 1
        super().__init__(f"too many requests: wait {seconds} s", retry_after=seconds)


STATUS: dict[type[ParkError], int] = {
    Unauthorized: 401,
    NotFound: 404,
    Invalid: 400,
    Conflict: 409,
    PassRefused: 403,
    ScopeMissing: 403,
    Refused: 422,
    TooLarge: 413,
    PhotoTooLarge: 413,
    FileTooLarge: 413,
    UnsupportedMedia: 415,
    PhotoType: 415,
    FileType: 415,
    TooManyRequests: 429,
    TooManyCodes: 429,
    TooManyWaiting: 429,
    GuestLimit: 429,
    Busy: 503,
    Unavailable: 503,
    ParkAtRest: 503,
    ParkGone: 410,
}
"""By the error's own class, else by its nearest base."""

HEADERS = {401: {"www-authenticate": "Bearer"}, 503: {"retry-after": "1"}}
"""That go with a status."""
HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
"""Of what aiohttp itself refuses; another status is a bad_request."""

_log = structlog.get_logger()


def problem(
    status: int, code: str, detail: str, details: Mapping[str, Any] | None = None
) -> web.Response:
    """An answer of application/problem+json; `details` stand in a member of that name."""
    body: dict[str, Any] = {
        "type": f"urn:parkline:problem:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": detail,
    }
    if details:
        body["details"] = details
    answer = web.Response(
        status=status,
        text=json.dumps(body, ensure_ascii=False, default=str),
        content_type="application/problem+json",
        headers=HEADERS.get(status),
    )
    if details and "retry_after" in details:
        answer.headers["retry-after"] = str(details["retry_after"])
    return answer


def of_error(error: ParkError) -> web.Response:
    details = error.details
    if error.code == Invalid.code and (refused := of_rule(details)):
        told = [{**field, "detail": str(error)} for field in refused]
        details = details | {"fields": told}
    return problem(status_of(type(error)), error.code, str(error), details)


def status_of(kind: type[ParkError]) -> int:
    return next((STATUS[base] for base in kind.__mro__ if base in STATUS), 422)


def problems(prefixes: Sequence[str]) -> Any:
    """An aiohttp middleware for the JSON APIs under `prefixes`: whatever goes wrong is a problem.

    Elsewhere (pages, static files) only ParkErrors are translated.
    """

    @web.middleware
    async def translate(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_api = request.path.startswith(tuple(prefixes))
        try:
            return await handler(request)
        except ParkError as error:
            return of_error(error)
        except web.HTTPException as error:
            if not is_api or error.status < 400:  # noqa: PLR2004 - HTTP
                raise
            code = HTTP_CODES.get(error.status, "bad_request")
            answer = problem(error.status, code, error.reason)
            if allow := error.headers.get("allow"):
                answer.headers["allow"] = allow
            return answer
        except Exception as error:
            if not is_api:
                raise
            if is_outage(error):
                _log.warning("request.unavailable", path=request.path, error=repr(error))
                return of_error(Unavailable("ask again in a moment"))
            _log.exception("request.failed", method=request.method, path=request.path)
            return problem(500, "internal", "something went wrong on our side")

    return translate
