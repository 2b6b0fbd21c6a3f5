"""People as hosts: what the park knows of somebody, and vouching for them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.forms import InvalidForm
from desk.frame.looking import looking
from desk.frame.routing import Area
from desk.visits import queries, words
from models.people import Person
from services.kit import audit
from services.kit.errors import Invalid, NotFound
from services.people import names
from services.people import search as directory
from services.people.search import Known
from services.visits import endings, hosting, looks, vouches

area = Area("visitors")

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
async def people(call: Call) -> web.Response:
    """For whom the desk vouches, and anybody else by name or phone."""
    search = call.query(Search).q.strip()
    found = await directory.people(call.session, call.park.id, search) if search else []
    return call.render(
        "visitors/people.html",
        search=search,
        found=found,
        vouched=await vouches.vouched(call.session, call.park.id),
        **await words.of(call),
    )


@area.get("/visitors/people/{person}", allows="visitors.read")
async def person(call: Call) -> web.Response:
    return await _page(call, await _host(call))


@area.post("/visitors/people/{person}/vouch", allows=MAY)
async def vouch(call: Call) -> web.Response:
    host = await _host(call)
    try:
        said = await call.form(Vouching)
        if said.checked and said.name != (host.person.name or ""):
            raise Invalid("the name has changed", field="name")
        await vouches.vouch(
            call.session, by(call), host.person, reason=said.reason, name_checked=said.checked
        )
    except (InvalidForm, Invalid) as wrong:
        return await _refused(call, host, wrong)
    call.toast("visitors-vouched")
    return call.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/unvouch", allows=MAY)
async def unvouch(call: Call) -> web.Response:
    """Their further visits wait; the page then lists those that are approved."""
    host = await _host(call)
    try:
        said = await call.form(Said)
        await vouches.take_back(call.session, by(call), host.person, reason=said.reason)
    except (InvalidForm, Invalid) as wrong:
        return await _refused(call, host, wrong)
    call.toast("visitors-unvouched")
    return call.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/name", allows=MAY)
async def name(call: Call) -> web.Response:
    """They are called what they call themselves: somebody has checked it."""
    host = await _host(call)
    try:
        said = await call.form(Checked)
        await vouches.check_name(call.session, by(call), host.person, name=said.name)
    except (InvalidForm, Invalid) as wrong:
        return await _refused(call, host, wrong)
    call.toast("visitors-name-checked")
    return call.redirect(f"/visitors/people/{host.person.id}")


@area.post("/visitors/people/{person}/cancel", allows="visitors.work")
async def cancel(call: Call) -> web.Response:
    """Cancel all that they host and that nobody has come to yet."""
    host = await _host(call)
    try:
        said = await call.form(Said)
    except InvalidForm as wrong:
        return await _refused(call, host, wrong)
    ended = await endings.cancel_all(call.session, host.person, reason=said.reason, now=call.now)
    numbers = [one.visit_no for one in ended]
    subject = f"person:{host.person.id}"
    audit.record(
        call.session, by(call), "person.visits_end", subject, before={}, after={"visits": numbers}
    )
    call.toast("visitors-all-cancelled", n=len(numbers))
    return call.redirect(f"/visitors/people/{host.person.id}")


async def _host(call: Call) -> Known:
    found = await directory.person(call.session, call.park.id, call.id("person"))
    if found is None:
        raise NotFound("no such person")
    return found


async def _refused(call: Call, host: Known, wrong: InvalidForm | Invalid) -> web.Response:
    if isinstance(wrong, InvalidForm):
        fields = wrong.fields
    else:
        field = str(wrong.details["field"])
        key = "visitors-name-changed" if field == "name" else "shell-invalid-other"
        fields = {field: call.text(key)}
    return await _page(call, host, fields, status=422)


async def _page(
    call: Call, host: Known, errors: dict[str, str] | None = None, *, status: int = 200
) -> web.Response:
    someone: Person = host.person
    await looks.at_person(call.session, looking(call), someone.id)
    return call.render(
        "visitors/person.html",
        status=status,
        host=host,
        person=someone,
        own_name=names.names_itself(someone),
        kind=await hosting.kind_of(call.session, someone),
        asking=await words.asking(call, someone),
        history=await vouches.history(call.session, someone),
        rows=await queries.hosted(call.session, call.park.id, someone.id),
        errors=errors or {},
        **await words.of(call),
    )
