"""Every operation of the document: as nobody, as others, as a vendor, as staff."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from api.frame.app import document
from api.frame.limits import Limits
from edge.rates import Rate
from models.people import Person
from models.vendors import Vendor
from services.conversations import conversations
from services.staff import sessions, staff
from services.vendors import keys
from services.visits import visits
from tests.api.driver import Api, Tenant, open_api
from tests.api.examples import VISIT, Examples, examples_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_park

DOCUMENT = document()
OPERATIONS = [
    (method.upper(), path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
GUARDED = [one for one in OPERATIONS if one[2].get("security") != []]


@dataclass(slots=True)
class Walk:
    """A tenant with one of everything, and whoever else tries to get at it."""

    api: Api
    owner: Tenant
    examples: Examples

    async def statuses(self, ask: Any) -> dict[str, int]:
        """What each guarded operation answers, well asked, to `ask`."""
        found = {}
        for method, path, operation in GUARDED:
            where = self.examples.path(path)
            answer = await ask(method, where, **self.examples.request(operation))
            found[f"{method} {path}"] = answer.status
            answer.close()
        return found


@pytest.fixture
async def walk(demo: DemoPark) -> AsyncIterator[Walk]:
    never = Rate(lambda: 0.0, 10**6, 1)
    async with open_api(demo, limits=Limits(strangers=never, people=never)) as api:
        owner = await api.tenant(name="韩梅梅", phone="13812345678")
        yield Walk(api, owner, await examples_of(owner))


def others(statuses: dict[str, int], wanted: int) -> dict[str, int]:
    return {name: status for name, status in statuses.items() if status != wanted}


async def test_nobody_gets_in(walk: Walk) -> None:
    assert others(await walk.statuses(walk.api.ask), 401) == {}


@pytest.mark.parametrize("who", ["vendor", "staff", "expired", "forged", "ended", "other park"])
async def test_nobody_elses_token_gets_in(walk: Walk, who: str) -> None:
    token = await token_of(walk, who)

    async def ask(method: str, path: str, **how: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} | how.pop("headers", {})
        return await walk.api.ask(method, path, headers=headers, **how)

    assert others(await walk.statuses(ask), 401) == {}


async def token_of(walk: Walk, who: str) -> str:
    api, demo = walk.api, walk.api.demo
    match who:
        case "vendor":
            return await vendor_token(demo)
        case "staff":
            return await staff_token(demo)
        case "expired":
            stranger = await api.tenant()
            api.later(minutes=15)
            return stranger.token
        case "forged":
            head, _, mac = walk.owner.token.rpartition(".")
            return f"{head}.{'A' if mac[0] != 'A' else 'B'}{mac[1:]}"
        case "ended":
            stranger = await api.tenant()
            await stranger.post("/logout", status=204)
            return stranger.token
    return await token_of_another_park(demo)


async def vendor_token(demo: DemoPark) -> str:
    async with demo.sessions.begin() as session:
        vendor = (await session.scalars(select(Vendor))).first()
        assert vendor is not None
        return (await keys.create(session, demo.id, vendor.id, now=WEDNESDAY_MORNING))[1]


async def staff_token(demo: DemoPark) -> str:
    """Of somebody who may do everything at the desk."""
    async with demo.sessions.begin() as session:
        member = await staff.add(
            session,
            demo.id,
            login="boss",
            name="林晓",
            password_hash="!",
            language="en",
            roles=["agent", "dispatcher", "engineer", "reception", "manager", "operator"],
            now=WEDNESDAY_MORNING,
        )
        token = await sessions.begin(session, member, now=WEDNESDAY_MORNING)
        assert token is not None
        return token


async def token_of_another_park(demo: DemoPark) -> str:
    """Signed with the same key: one installation may serve several parks."""
    async with demo.sessions.begin() as session:
        park = await make_park(session)
        conversation = await conversations.open_conversation(
            session, park.id, channel="webchat", external_id="somebody", now=WEDNESDAY_MORNING
        )
        person = await session.get_one(Person, (park.id, conversation.person_id))
    async with open_api(demo, park_id=park.id) as elsewhere:
        stranger = await elsewhere.signed_in(person, conversation)
        assert (await stranger.get("/me"))["name"] is None
        return stranger.token


async def again(tenant: Tenant) -> Tenant:
    """Signed in anew."""
    return await tenant.api.signed_in(tenant.person, tenant.conversation)


async def test_another_tenant_finds_nothing_that_is_not_theirs(walk: Walk) -> None:
    """What is named in an address is not found; what is listed or changed is their own."""
    stranger = await walk.api.tenant(name="李雷")
    before = await walk.examples.state(walk.owner)
    for method, path, operation in GUARDED:
        where = walk.examples.path(path)
        stranger = await again(stranger)  # One of the operations signs out everywhere.
        answer = await stranger.ask(method, where, **walk.examples.request(operation))
        if walk.examples.owned(path):
            assert answer.status == 404, (method, path, answer.status)
        if operation["responses"].get("200", {}).get("content", {}).get("text/event-stream"):
            answer.close()
            continue
        said = await answer.read()
        leaked = [secret for secret in walk.examples.secrets if secret.encode() in said]
        assert leaked == [], (method, path)
    assert await walk.examples.state(await again(walk.owner)) == before


async def test_the_owner_is_refused_nothing_as_not_found(walk: Walk) -> None:
    """So that the test above means something: the same requests reach what they name."""
    not_found = []
    for method, path, operation in GUARDED:
        if not walk.examples.owned(path) or method == "DELETE":
            continue
        owner = await again(walk.owner)
        if "{visit_no}" in path:
            walk.examples.names["visit_no"] = await fresh_visit(owner, path)
        answer = await owner.ask(
            method, walk.examples.path(path), **walk.examples.request(operation)
        )
        if answer.status in {401, 404}:
            not_found.append(f"{method} {path}")
        answer.close()
    assert not_found == []


async def fresh_visit(owner: Tenant, path: str) -> str:
    """Before one is cancelled it has a pass; one that may be approved waits for its host."""
    visit_no: str = (await owner.post("/visits", VISIT, status=201))["visit_no"]
    if path.endswith(("/approve", "/deny")):
        async with owner.api.demo.sessions.begin() as session:
            visit = await visits.find_by_number(session, owner.api.demo.id, visit_no)
            assert visit is not None
            visit.approver_id, visit.status = owner.person.id, "requested"
    return visit_no


def test_every_address_with_a_name_in_it_is_owned_or_said_to_be_everybodys() -> None:
    named = {path for _, path, _ in GUARDED if re.search(r"{\w+}", path)}
    everybodys = {
        "/announcements/{id}",
        "/items/{id}",
        "/items/{id}/watch",
        "/me/notices/{kind}",
    }
    assert {path for path in named if not Examples.owned(path)} == everybodys
