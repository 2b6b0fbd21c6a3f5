"""Settings, Network: what the park shows to which network, and how its peers are."""

from collections.abc import Sequence
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import select

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from models.booking_shelf import BookingResource
from models.people import Company
from services.kit.errors import Invalid, NotFound
from services.network import bodies, networks, offers, peers

area = Area("network")
HERE, MAY = "/operate/network", "operate.network"
COMMANDS = {"create": "parkline network create", "join": "parkline network join"}
MOST_CHOICES = 500

About = Annotated[str, StringConstraints(strip_whitespace=True, max_length=bodies.LONGEST_ABOUT)]
LONGEST_LIST = bodies.MOST_OFFERS * (bodies.LONGEST_OFFER + 2)


class Entered(BaseModel):
    network: Annotated[str, StringConstraints(max_length=40)]
    kind: bodies.Kind
    id: Annotated[int, Field(ge=1, le=2**62)]
    about_zh: About = ""
    about_en: About = ""
    offers: Annotated[str, StringConstraints(max_length=LONGEST_LIST)] = ""
    """One a line, or with commas between."""
    url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=bodies.LONGEST_URL)] = (
        ""
    )
    agreed: bool = False

    def said(self) -> dict[str, object]:
        return {
            "about_zh": " ".join(self.about_zh.split()),
            "about_en": " ".join(self.about_en.split()),
            "offers": _listed(self.offers),
            "url": self.url,
        }


@area.get(HERE, allows=MAY)
async def page(call: Call) -> web.Response:
    session, park_id = call.session, call.park.id
    members = await networks.of(session, park_id)
    return call.render(
        "network/page.html",
        commands=COMMANDS,
        members=members,
        others={one.slug: await networks.neighbours(session, park_id, one.slug) for one in members},
        published=await networks.published(session, park_id),
        peers=await peers.of(session, park_id),
        companies=await _companies(call),
        rooms=await _rooms(call),
    )


@change(area, HERE, allows=MAY)
async def publish(call: Call) -> web.Response:
    form = await call.form(Entered)
    what = await _what(call, form.kind, form.id)
    await offers.publish(
        call.session, by(call), form.network, what, form.said(), agreed=form.agreed
    )
    call.toast("network-published")
    return call.redirect(HERE)


@change(area, HERE + "/{offer}/withdraw", allows=MAY)
async def withdraw(call: Call) -> web.Response:
    row = await offers.load(call.session, call.park.id, call.id("offer"))
    await offers.withdraw(call.session, by(call), row)
    call.toast("network-withdrawn")
    return call.redirect(HERE)


async def _what(call: Call, kind: str, id_: int) -> Company | BookingResource:
    """Raises NotFound."""
    key = (call.park.id, id_)
    found: Company | BookingResource | None
    if kind == "org":
        found = await call.session.get(Company, key)
    else:
        found = await call.session.get(BookingResource, key)
    if found is None:
        raise NotFound(f"{kind} {id_}")
    return found


async def _companies(call: Call) -> Sequence[Company]:
    found = await call.session.scalars(
        select(Company)
        .where(Company.park_id == call.park.id)
        .order_by(Company.name_en, Company.id)
        .limit(MOST_CHOICES)
    )
    return found.all()


async def _rooms(call: Call) -> Sequence[BookingResource]:
    found = await call.session.scalars(
        select(BookingResource)
        .where(BookingResource.park_id == call.park.id, BookingResource.active)
        .order_by(BookingResource.sort, BookingResource.id)
        .limit(MOST_CHOICES)
    )
    return found.all()


def _listed(said: str) -> list[str]:
    """Raises Invalid."""
    parts = said.replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
    found = [" ".join(part.split()) for part in parts if part.strip()]
    if len(found) > bodies.MOST_OFFERS:
        raise Invalid(f"{bodies.MOST_OFFERS} at most", field="offers")
    return found
