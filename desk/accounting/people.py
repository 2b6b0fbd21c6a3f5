"""Who belongs to a company: joined and taken out by hand, or by a code typed in the chat."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.accounting.companies import company_of, saved
from desk.frame import ledger, looking
from desk.frame.call import Call
from desk.frame.changes import by, change, shown_once
from desk.frame.forms import Id, InvalidForm
from desk.frame.routing import Area
from models.people import Person
from services.kit.errors import NotFound
from services.people import company_codes
from services.people import search as directory

area = Area("accounts")


class Search(BaseModel):
    q: str = Field("", max_length=100)


class Joining(BaseModel):
    person: Id


@area.get("/accounts/{company}/people", allows="accounts.manage")
async def found(call: Call) -> web.Response:
    """People of the park who fit what is typed."""
    company, search = await company_of(call), call.query(Search).q.strip()
    people = await directory.people(call.session, call.park.id, search) if search else []
    await looking.note_people(call, [one.person for one in people])
    return call.fragment(
        "accounts/_found.html", company=company, found=people, search=search, **ledger.of(call)
    )


@change(area, "/accounts/{company}/people", allows="accounts.manage")
async def join(call: Call) -> web.Response:
    company = await company_of(call)
    entered = await call.form(Joining)
    person = await call.session.get(Person, (call.park.id, entered.person))
    if person is None:
        raise InvalidForm({"person": call.text("shell-invalid-choice")})
    await company_codes.move(call.session, by(call), person, company)
    return saved(call, company)


@change(area, "/accounts/{company}/people/{person}/leave", allows="accounts.manage")
async def leave(call: Call) -> web.Response:
    company = await company_of(call)
    person = await call.session.get(Person, (call.park.id, call.id("person")))
    if person is None or person.company_id != company.id:
        raise NotFound("no such person of the company")
    await company_codes.move(call.session, by(call), person, None)
    return saved(call, company)


@change(area, "/accounts/{company}/code", allows="accounts.manage")
async def issue(call: Call) -> web.Response:
    company = await company_of(call)
    code = await company_codes.issue(call.session, by(call), company)
    name = getattr(company, f"name_{call.language}")
    title = call.text("accounts-code-made", company=name)
    return shown_once(call, title, code, f"/accounts/{company.id}")


@change(area, "/accounts/{company}/codes/end", allows="accounts.manage")
async def end_codes(call: Call) -> web.Response:
    company = await company_of(call)
    await company_codes.revoke_all(call.session, by(call), company)
    return saved(call, company)
