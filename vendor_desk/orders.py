"""The orders board of a vendor without a program of its own, and the slip that it prints."""

from datetime import timedelta
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field, model_validator

from desk.frame.edge import CONTENT_SECURITY_POLICY
from desk.frame.forms import Id
from models.ordering import Order
from services.kit.errors import Conflict, Invalid, NotFound, ParkError
from services.ordering import orders, reducing, vendor_board
from services.vendors import vendor_orders
from vendor_desk.call import Call
from vendor_desk.edge import words_of
from vendor_desk.routing import Room

room = Room()

MAY = "orders.work"
HERE, ORDER = "/orders", "/orders/{order}"
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)
"""In how many minutes something may be said to be ready."""
LONGEST_REASON = 500
PAPERS = (58, 80)
"""Widths of rolls in millimetres."""
FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The board prints a slip from a frame."""


class Step(BaseModel):
    sequence: int = Field(0, ge=0, le=2**31 - 1)
    """Of the last event that the page showed."""
    minutes: int | None = Field(None, ge=1, le=7 * 24 * 60)
    reason: str | None = Field(None, max_length=LONGEST_REASON)


class Estimate(BaseModel):
    minutes: int = Field(ge=1, le=7 * 24 * 60)


class Left(BaseModel):
    """What can be served: for each `line` how many of it are `left`."""

    line: list[Id] = Field(default_factory=list)
    left: list[int] = Field(default_factory=list)
    reason: str = Field(max_length=LONGEST_REASON)
    sequence: int = Field(0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _pairs(self) -> "Left":
        if len(self.line) != len(self.left) or any(count < 0 for count in self.left):
            raise ValueError("lines and what is left of them go in pairs")
        return self


class Paper(BaseModel):
    paper: Literal["58", "80"] = "58"
    auto: bool = False


class NoReason(Invalid):
    """The tenant reads why."""

    code = "no_reason"


@room.get(HERE, allows=MAY)
async def board(call: Call) -> web.Response:
    return call.render("orders.html", papers=PAPERS, **await _board(call))


@room.get(HERE + "/board", allows=MAY)
async def piece(call: Call) -> web.Response:
    """The board alone, for the page to look at every few seconds."""
    return call.render("_board.html", **await _board(call))


async def _board(call: Call) -> dict[str, Any]:
    found = await vendor_board.under_way(call.session, call.park.id, call.vendor.id)
    return {
        "fresh": [one for one in found if one.order.status == "placed"],
        "doing": [one for one in found if one.order.status in {"accepted", "preparing"}],
        "done": [one for one in found if one.order.status in {"ready", "delivering"}],
        "ended": await vendor_board.ended(call.session, call.park.id, call.vendor.id, now=call.now),
        "minutes": MINUTES,
    }


@room.get(ORDER, allows=MAY)
async def show(call: Call) -> web.Response:
    shown = await vendor_board.of_order(call.session, await _order(call))
    may_say = shown.order.status in orders.EXPECTED_IN
    return call.render("order.html", shown=shown, minutes=MINUTES, may_say=may_say)


@room.get(ORDER + "/slip", allows=MAY)
async def slip(call: Call) -> web.Response:
    """For a roll of paper; with `auto` it prints by itself."""
    wanted = call.query(Paper)
    shown = await vendor_board.of_order(call.session, await _order(call))
    page = call.render("slip.html", shown=shown, paper=wanted.paper, auto=wanted.auto)
    page.headers["Content-Security-Policy"] = FRAMED
    return page


@room.post(ORDER + "/do/{action}", allows=MAY)
async def act(call: Call) -> web.Response:
    """One step of the order. What it no longer allows is told on the board."""
    step, order = await call.form(Step), await _order(call)
    action = call.request.match_info["action"]
    if action not in orders.VENDOR_ACTIONS:
        raise NotFound(f"no action {action}")
    reason = (step.reason or "").strip()
    if action == "reject" and not reason:
        raise NoReason("a rejection needs a reason")
    expected = call.now + timedelta(minutes=step.minutes) if step.minutes else None
    with _Told(call) as told:
        await orders.advance(
            call.session,
            call.park.id,
            order.id,
            action,
            now=call.now,
            reason=reason if action == "reject" else None,
            seen=step.sequence or None,
            expected_at=expected.replace(microsecond=0) if expected else None,
        )
    return await _back(call, told)


@room.post(ORDER + "/left", allows=MAY)
async def reject_part(call: Call) -> web.Response:
    """Take out what cannot be served; the rest of the order stands."""
    entered, order = await call.form(Left), await _order(call)
    if not entered.reason.strip():
        raise NoReason("a rejection needs a reason")
    with _Told(call) as told:
        await reducing.reject_part(
            call.session,
            call.park.id,
            order.id,
            dict(zip(entered.line, entered.left, strict=True)),
            reason=entered.reason.strip(),
            seen=entered.sequence or None,
            now=call.now,
        )
    return await _back(call, told)


@room.post(ORDER + "/eta", allows=MAY)
async def estimate(call: Call) -> web.Response:
    entered, order = await call.form(Estimate), await _order(call)
    expected = (call.now + timedelta(minutes=entered.minutes)).replace(microsecond=0)
    with _Told(call) as told:
        await orders.expect(call.session, call.park.id, order.id, expected, now=call.now)
    return await _back(call, told)


async def _order(call: Call) -> Order:
    """Raises NotFound, for another vendor's too."""
    reference = str(call.id("order"))
    return await vendor_orders.find(call.session, call.park.id, call.vendor.id, reference)


class _Told:
    """Takes what the order's state does not allow, to be told in passing on the board."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.error: ParkError | None = None

    def __enter__(self) -> "_Told":
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Conflict | Invalid):
            self.error = error
            return True
        return False


async def _back(call: Call, told: _Told) -> web.Response:
    if told.error is not None:
        await call.session.rollback()
        words = words_of(call.language, told.error)
        call.toast("vendor-refused", tone="bad", words=words)
    return call.redirect(HERE)
