"""People as hosts: what the park knows of somebody, and vouching for them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame.call import Visit
from desk.frame.forms import InvalidForm
from desk.frame.looking import looking
from desk.visits import queries, words
from desk.visits.area import area, by
from desk.visits.queries import Host
from models import Person
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.people import names
from services.visits import endings, hosting, looks, vouches

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MAY = "visitors.vouch"


class Search(BaseModel):
    q: str = Field("", max_length=100)


class Vouching(BaseModel):
    """`checked`: whoever vouches has checked the name that the page showed."""

    reason: Reason
    checked: bool = False
    name: Annotated[str, StringConstraints(max_length=200)] = ""


class Said(BaseModel):
    reason: Reason


class Checked(BaseModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]


@area.get("/visitors/people", allows="visitors.read")
async def people(visit: Visit) -> web.Response:
    """For whom the desk vouches, and anybody else by name or phone."""
    search = visit.query(Search).q.strip()
    found = await queries.hosts(visit.session, visit.park.id, search) if search else []
    return visit.render(
        "visitors/people.html",
        search=search,
        found=found,
        vouched=await vouches.vouched(visit.session, visit.park.id),
        **await words.of(visit),
    )


@area.get("/visitors/people/{person}", allows="visitors.read")
async def person(visit: Visit) -> web.Response:
    return await _page(visit, await _host(visit))


@area.post("/visitors/people/{person}/vouch", allows=MAY)
async def vouch(visit: Visit) -> web.Response:
    host = await _host(visit)
    try:
        said = await visit.form(Vouching)
        if said.checked and said.name != (host.person.name or ""):
            raise Invalid("the name has changed", field="name")
        await vouches.vouch(
            visit.session, by(visit), host.person, reason=said.reason, name_checked=said.checked
        )
    except (InvalidForm, Invalid) as wrong:
        return await _refused(visit, host, wrong)
    visit.toast("visitors-vouched")
    return visit.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/unvouch", allows=MAY)
async def unvouch(visit: Visit) -> web.Response:
    """Their further visits wait; the page then lists those that are approved."""
    host = await _host(visit)
    try:
        said = await visit.form(Said)
        await vouches.take_back(visit.session, by(visit), host.person, reason=said.reason)
    except (InvalidForm, Invalid) as wrong:
        return await _refused(visit, host, wrong)
    visit.toast("visitors-unvouched")
    return visit.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/name", allows=MAY)
async def name(visit: Visit) -> web.Response:
    """They are called what they call themselves: somebody has checked it."""
    host = await _host(visit)
    try:
        said = await visit.form(Checked)
        await vouches.check_name(visit.session, by(visit), host.person, name=said.name)
    except (InvalidForm, Invalid) as wrong:
        return await _refused(visit, host, wrong)
    visit.toast("visitors-name-checked")
    return visit.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/cancel", allows="visitors.work")
async def cancel(visit: Visit) -> web.Response:
    """Cancel all that they host and that nobody has come to yet."""
    host = await _host(visit)
    try:
        said = await visit.form(Said)
    except InvalidForm as wrong:
        return await _refused(visit, host, wrong)
    ended = await endings.cancel_all(visit.session, host.person, reason=said.reason, now=visit.now)
    numbers = [one.visit_no for one in ended]
    subject = f"person:{host.person.id}"
    audit.record(
        visit.session, by(visit), "person.visits_end", subject, before={}, after={"visits": numbers}
    )
    visit.toast("visitors-all-cancelled", n=len(numbers))
    return visit.redirect(f"/visitors/people/{host.person.id}")


async def _host(visit: Visit) -> Host:
    found = await queries.host(visit.session, visit.park.id, visit.id("person"))
    if found is None:
        raise NotFound("no such person")
    return found


async def _refused(visit: Visit, host: Host, wrong: InvalidForm | Invalid) -> web.Response:
    if isinstance(wrong, InvalidForm):
        fields = wrong.fields
    else:
        field = str(wrong.details["field"])
        key = "visitors-name-changed" if field == "name" else "shell-invalid-other"
        fields = {field: visit.text(key)}
    return await _page(visit, host, fields, status=422)


async def _page(
    visit: Visit, host: Host, errors: dict[str, str] | None = None, *, status: int = 200
) -> web.Response:
    someone: Person = host.person
    await looks.at_person(visit.session, looking(visit), someone.id)
    return visit.render(
        "visitors/person.html",
        status=status,
        host=host,
        person=someone,
        own_name=names.names_itself(someone),
        kind=await hosting.kind_of(visit.session, someone),
        asking=await words.asking(visit, someone),
        history=await vouches.history(visit.session, someone),
        rows=await queries.hosted(visit.session, visit.park.id, someone.id),
        errors=errors or {},
        **await words.of(visit),
    )
