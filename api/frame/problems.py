"""What goes wrong, in the words of whoever reads it."""

from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp import web
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from api.frame import fields, texts
from api.frame.call import Call
from api.frame.language import accepted
from edge.fields import Source, of_rule
from edge.outages import is_outage, sqlstate
from edge.problems import HTTP_CODES, Unavailable, problem, status_of
from services.catalogue.slots import Slot
from services.kit.errors import Conflict, Invalid, ParkError, Refused
from services.ordering.cart_lines import QuantityRefused
from services.ordering.placing import Incomplete, OutOfStock, SlotRefused
from services.park.places import FloorUnknown

UNIQUE_VIOLATION = "23505"
"""SQLSTATE."""

log = structlog.get_logger(__name__)


class NotConfigured(Conflict):
    """This installation has not been given what it takes."""

    code = "not_configured"


class PayerUnknown(Refused):
    """WeChat Pay has to know who pays: only people of the mini-program can."""

    code = "payer_unknown"


def of_fields(error: ValidationError, source: Source) -> Invalid:
    """`details`: `fields`, as api.frame.fields has them."""
    return Invalid(f"{source} does not fit", fields=fields.of_validation(error, source))


def told(request: web.Request, error: Exception, call: Call | None = None) -> web.Response:
    """The answer to whatever was raised; what nobody expected is logged, and shows nothing."""
    language = call.language if call else language_of(request)
    match error:
        case web.HTTPException():
            return _refused(error, language)
        case IntegrityError() if sqlstate(error) == UNIQUE_VIOLATION:
            error = Conflict("somebody entered the same at the same moment")
        case _ if is_outage(error):
            log.warning("api.unavailable", path=request.path, error=repr(error))
            error = Unavailable("ask again in a moment")
    if isinstance(error, ParkError):
        details = details_of(error, call)
        words = texts.words(language, error.code, details)
        if error.code == Invalid.code:
            refused = fields.in_words(of_rule(details), language)
            details = {"fields": refused} if refused else {}
        return problem(status_of(type(error)), error.code, words, details)
    log.error("api.failed", method=request.method, path=request.path, exc_info=error)
    return problem(500, "internal", texts.words(language, "internal", {}))


def _refused(error: web.HTTPException, language: str) -> web.Response:
    code = HTTP_CODES.get(error.status, "bad_request")
    answer = problem(error.status, code, texts.words(language, code, {}))
    if allow := error.headers.get("allow"):
        answer.headers["allow"] = allow
    return answer


def language_of(request: web.Request) -> str:
    """Of somebody whom we do not know yet."""
    return accepted(request.headers.get("Accept-Language", "")) or "zh"


def details_of(error: ParkError, call: Call | None) -> Mapping[str, Any]:
    """What a program needs to offer something better, in plain JSON."""
    match error:
        case QuantityRefused():
            item = {"item_id": error.item.id, "name": _name(error.item, call)}
            return item | {"wanted": error.wanted, "allowed": error.allowed, "why": error.why}
        case OutOfStock():
            item = {"item_id": error.item.id, "name": _name(error.item, call)}
            return item | {"left": error.left}
        case SlotRefused():
            return {"why": error.why, "instead": [_slot(slot) for slot in error.instead]}
        case Incomplete():
            return {"missing": error.missing}
        case FloorUnknown():
            building = error.details["building"]
            return {"building": building.code, "floor": error.details["floor"]}
    return error.details


def _name(row: Any, call: Call | None) -> str:
    return call.named(row) if call else str(row.name_zh)


def _slot(slot: Slot) -> dict[str, str]:
    return {"start": slot.start.isoformat(), "end": slot.end.isoformat()}
