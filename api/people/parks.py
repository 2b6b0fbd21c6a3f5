"""Which parks somebody belongs to, linking two of them, and going from one to the other.

Nothing of one park is shown in another: carts, orders, companies and what was said stay where they
are. A program's access token opens none of this.
"""

from api.frame.call import Call
from api.frame.problems import NotConfigured
from api.frame.routing import Area
from api.people.shapes import (
    OnePark,
    ParkLinkConfirmed,
    ParkLinkOffered,
    ParkOfMine,
    ParksOfMine,
    WayToPark,
)
from models.people import Person
from services.accounts import members, people, tokens
from services.accounts.members import OtherAccount, Place
from services.accounts.people import LinkRefused, NoProof
from services.kit import fence
from services.kit.errors import NotFound

area = Area("parks")


@area.get("/me/parks")
async def list_parks(call: Call) -> ParksOfMine:
    """The parks that I said I belong to, this one too."""
    places = await members.of_person(call.session, call.me)
    return ParksOfMine(parks=[_shown(call, place) for place in places])


@area.post("/me/parks/link", errors=[NoProof], status=201)
async def offer_link(call: Call) -> ParkLinkOffered:
    """A code by which I say in another park that I am the same person.

    This park has to know a number of mine by a code that it sent there, or me by WeChat; the other
    park has to know the same one. An earlier code ends.
    """
    code, until = await people.offer(call.session, call.me, now=call.now)
    return ParkLinkOffered(code=code, expires_at=call.local(until))


@area.post("/me/parks/confirm", errors=[LinkRefused, OtherAccount])
async def confirm_link(call: Call, body: ParkLinkConfirmed) -> ParksOfMine:
    """Say that I am who asked for a code in another park.

    From then on each of the two says that I belong to the other, and I go over without signing in.
    What I have in each stays there.
    """
    await people.confirm(call.session, call.me, body.code, now=call.now)
    return await list_parks(call)


@area.post("/me/parks/{park}/go", errors=[NotFound, NotConfigured])
async def go_to_park(call: Call, path: OnePark) -> WayToPark:
    """A token that signs me in at another park of mine."""
    place = await _other(call, path.park)
    base = call.deps.base_of(place.park.id)
    if base is None:
        raise NotConfigured("no host leads to this park")
    async with fence.abroad(call.session, place.park.id):
        token, until = await tokens.issue(call.session, place.row, "handoff", now=call.now)
    return WayToPark(base_url=base, token=token, expires_at=call.local(until))


@area.delete("/me/parks/{park}", errors=[NotFound])
async def unlink_park(call: Call, path: OnePark) -> None:
    """Take a park out of those that I belong to, this one or another. What I have there stays."""
    places = await members.of_person(call.session, call.me)
    place = next((one for one in places if one.park.slug == path.park), None)
    if place is None:
        raise NotFound("no park of yours has this name")
    await people.leave(call.session, call.me, place.row, now=call.now)


async def _other(call: Call, slug: str) -> Place[Person]:
    """Raises NotFound."""
    for place in await members.of_person(call.session, call.me):
        if place.park.slug == slug and place.park.id != call.park.id:
            return place
    raise NotFound("no other park of yours has this name")


def _shown(call: Call, place: Place[Person]) -> ParkOfMine:
    return ParkOfMine(
        park=place.park.slug,
        name=call.named(place.park),
        here=place.park.id == call.park.id,
        base_url=call.deps.base_of(place.park.id),
    )
