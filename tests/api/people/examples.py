"""Another park that a tenant belongs to, for every operation of the document."""

from typing import Any

from models.people import Person
from services.accounts import members
from services.kit.audit import By
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.factories import make_park, make_person

SHOWN = ("/me/parks",)


async def add(owner: Any, examples: Any) -> None:
    demo = owner.api.demo
    async with demo.sessions.begin() as session:
        park = await make_park(session, slug="other-park-of-theirs")
        here = await session.get_one(Person, (demo.id, owner.person.id))
        there = await make_person(session, park)
        by = By(demo.id, None, NOW)
        await members.link(session, here, there, proof="phone", by=by, now=NOW)
    examples.names |= {"park": "other-park-of-theirs"}
    examples.secrets += ["other-park-of-theirs"]
    examples.bodies |= {"confirm_link": {"code": "c" * 43}}
