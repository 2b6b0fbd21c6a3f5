"""Who belongs to a company: joined and taken out by hand, or by a code typed in the chat."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.accounting.area import area, company_of
from desk.accounting.companies import saved
from desk.frame import looking
from desk.frame.call import Visit
from desk.frame.changes import by, change, shown_once
from desk.frame.forms import Id, InvalidForm
from desk.ordering import words
from desk.visits import queries
from models import Person
from services.kit.errors import NotFound
from services.people import company_codes


class Search(BaseModel):
    q: str = Field("", max_length=100)


class Joining(BaseModel):
    person: Id


@area.get("/accounts/{company}/people", allows="accounts.manage")
async def found(visit: Visit) -> web.Response:
    """People of the park who fit what is typed."""
    company, search = await company_of(visit), visit.query(Search).q.strip()
    hosts = await queries.hosts(visit.session, visit.park.id, search) if search else []
    await looking.note_people(visit, [one.person for one in hosts])
    return visit.fragment(
        "accounts/_found.html", company=company, found=hosts, search=search, **await words.of(visit)
    )


@change(area, "/accounts/{company}/people", allows="accounts.manage")
async def join(visit: Visit) -> web.Response:
    company = await company_of(visit)
    entered = await visit.form(Joining)
    person = await visit.session.get(Person, (visit.park.id, entered.person))
    if person is None:
        raise InvalidForm({"person": visit.text("shell-invalid-choice")})
    await company_codes.move(visit.session, by(visit), person, company)
    return saved(visit, company)


@change(area, "/accounts/{company}/people/{person}/leave", allows="accounts.manage")
async def leave(visit: Visit) -> web.Response:
    company = await company_of(visit)
    person = await visit.session.get(Person, (visit.park.id, visit.id("person")))
    if person is None or person.company_id != company.id:
        raise NotFound("no such person of the company")
    await company_codes.move(visit.session, by(visit), person, None)
    return saved(visit, company)


@change(area, "/accounts/{company}/code", allows="accounts.manage")
async def issue(visit: Visit) -> web.Response:
    company = await company_of(visit)
    code = await company_codes.issue(visit.session, by(visit), company)
    name = getattr(company, f"name_{visit.language}")
    title = visit.text("accounts-code-made", company=name)
    return shown_once(visit, title, code, f"/accounts/{company.id}")


@change(area, "/accounts/{company}/codes/end", allows="accounts.manage")
async def end_codes(visit: Visit) -> web.Response:
    company = await company_of(visit)
    await company_codes.revoke_all(visit.session, by(visit), company)
    return saved(visit, company)
