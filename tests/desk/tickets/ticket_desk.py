"""Tickets of the demo park, and what a browser does to them."""

from datetime import datetime
from typing import Any

from aiohttp import ClientResponse, FormData

from models.tickets import Ticket, TicketChange
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.desk.driver import Browser, Desk
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.given.photo_files import encoded, picture

NOW = WEDNESDAY_MORNING
CLOCKS = ("respond_by", "resolve_by", "paused_at")
PROMISE = {"respond_minutes": 30, "resolve_minutes": 120, "always": True, "escalate_to": "manager"}


async def report(
    desk: Desk,
    description: str = "空调不凉",
    *,
    status: str = "reported",
    assignee: int | None = None,
    park_id: int | None = None,
    now: datetime = NOW,
    **values: Any,
) -> int:
    """A ticket put into a state by hand; its id."""
    how: dict[str, Any] = {"kind": "repair", "urgency": "normal", "category": "hvac"} | values
    clocks = {name: how.pop(name) for name in CLOCKS if name in how}
    later = {name: how.pop(name) for name in ("resolved_at", "breached") if name in how}
    async with desk.demo.sessions.begin() as session:
        ticket = await tickets.open_ticket(
            session, park_id or desk.demo.id, description=description, now=now, **how
        )
        ticket.status, ticket.assignee_id = status, assignee
        for name, value in (clocks | later).items():
            setattr(ticket, name, value)
        if "respond_by" in clocks or "resolve_by" in clocks:
            ticket.data = {**ticket.data, "sla": PROMISE}
        return ticket.id


async def load(desk: Desk, ticket_id: int) -> Ticket:
    async with desk.demo.sessions() as session:
        return await tickets.load(session, desk.demo.id, ticket_id)


async def history(desk: Desk, ticket_id: int) -> list[TicketChange]:
    async with desk.demo.sessions() as session:
        return await tickets.history(session, desk.demo.id, ticket_id)


async def advance(desk: Desk, ticket_id: int, action: str) -> None:
    async with desk.demo.sessions.begin() as session:
        await tickets.advance(session, desk.demo.id, ticket_id, action, by=ITSELF, now=NOW)


async def do(browser: Browser, ticket_id: int, action: str, **fields: Any) -> int:
    return (await browser.htmx(f"/tickets/{ticket_id}/do/{action}", fields)).status


async def upload(
    browser: Browser,
    path: str,
    *files: bytes,
    name: str = "photo.jpg",
    **fields: str,
) -> ClientResponse:
    """A form with photos, as a browser sends it."""
    form = FormData(fields)
    for file in files:
        form.add_field("photo", file, filename=name, content_type="image/jpeg")
    headers = {"HX-Request": "true", "X-CSRF-Token": browser.csrf}
    return await browser.request("POST", path, data=form, headers=headers)


def jpeg() -> bytes:
    return encoded(picture((320, 240)))
