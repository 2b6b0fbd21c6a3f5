"""The card of a tenant: corrected by staff, with everything that they had."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field
from sqlalchemy import select

from desk.frame import beside, looking, people
from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.forms import Id, InvalidForm
from desk.frame.routing import Area
from models.people import Company, Person
from services.kit.snapshots import snapshot, version
from services.people import cards, company_codes
from services.people.cards import COLUMNS

area = Area("people")

READ, EDIT, OF_COMPANY = "people.read", "people.edit", "accounts.manage"


class Entered(BaseModel):
    name: str = Field("", max_length=200)
    phone: str = Field("", max_length=40)
    note: str = Field("", max_length=4_000)
    version: Version = ""


class Belonging(BaseModel):
    """Left out: to none."""

    company: Id | None = None


@area.get("/people/{person}", allows=READ)
async def card(call: Call) -> web.Response:
    found = await _found(call)
    if found.id != call.id("person"):
        return call.redirect(f"/people/{found.id}")
    await looking.note(call, "person.look", f"person:{found.id}", person=found.id)
    return call.render("people/card.html", **await _shown(call, found))


@change(area, "/people/{person}", allows=EDIT)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    found = await _found(call)
    await cards.edit(
        call.session,
        by(call),
        found,
        name=entered.name,
        phone=entered.phone,
        note=entered.note,
        seen=entered.version,
    )
    call.toast("people-saved")
    return call.redirect(f"/people/{found.id}")


@change(area, "/people/{person}/company", allows=OF_COMPANY)
async def belong(call: Call) -> web.Response:
    """To this company, whose account they may spend from, or to none."""
    entered = await call.form(Belonging)
    found = await _found(call)
    company = None
    if entered.company is not None:
        company = await call.session.get(Company, (call.park.id, entered.company))
        if company is None:
            raise InvalidForm({"company": call.text("shell-invalid-choice")})
    await company_codes.move(call.session, by(call), found, company)
    call.toast("people-saved")
    return call.redirect(f"/people/{found.id}")


async def _found(call: Call) -> Person:
    return await cards.find(call.session, call.park.id, call.id("person"))


async def _shown(call: Call, person: Person) -> dict[str, Any]:
    companies = []
    if call.may(OF_COMPANY):
        rows = await call.session.scalars(
            select(Company).where(Company.park_id == call.park.id).order_by(Company.name_zh)
        )
        companies = list(rows)
    company = None
    if person.company_id is not None:
        company = await call.session.get_one(Company, (call.park.id, person.company_id))
    unnamed = call.text("people-unnamed", number=str(person.id))
    return {
        "person": person,
        "called": people.called(person, call.language, unnamed),
        "company": company,
        "companies": companies,
        "version": version(snapshot(person, COLUMNS)),
        "had": await beside.had(call, person),
    }
