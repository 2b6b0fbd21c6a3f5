"""Two people become one on all their channels: by a code that they carry over, or by WeChat's union
id (`services.people.identities`). Taken back by services.people.unlinking.

What both sides have to say before a code links them is services.people.link_consent.

Locks are taken in this order: a code, conversations, people; what people have is moved last.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.identities import PersonLink
from models.people import Person
from services.events.publish import defer, publish
from services.kit import audit
from services.kit.errors import Conflict, Invalid
from services.people import membership, merging
from services.people.events import PersonLinked

SETTLE_LINK = "settle_link"
"""Task that moves what was being written while two people became one; `parkline.roles.jobs` has it.
"""
SETTLE_AFTER = timedelta(minutes=1)
"""Longer than any transaction of ours."""


class AlreadyOne(Conflict):
    """The two are one person already."""

    code = "link_already_one"


class WhichCompany(Conflict):
    """Each belongs to a company of its own. `details`: `company_ids`, the two."""

    code = "link_which_company"


async def settle_company(
    session: AsyncSession,
    conversation: Conversation,
    other_id: int,
    company_id: int,
    *,
    now: datetime,
) -> PersonLink:
    """The answer to WhichCompany where a union id had shown that the two are one.

    Raises AlreadyOne; Invalid for a company of neither.
    """
    other = await present(session, conversation.park_id, other_id)
    return await link_people(
        session, conversation, other, how="union", company_id=company_id, now=now
    )


async def link_people(
    session: AsyncSession,
    conversation: Conversation,
    other_id: int,
    *,
    how: str,
    company_id: int | None = None,
    asked_in: int | None = None,
    typed_in: int | None = None,
    now: datetime,
) -> PersonLink:
    """Make the conversation's person and `other_id` one; the older one stays.

    Raises AlreadyOne, WhichCompany; Invalid for a company of neither.
    """
    park_id = conversation.park_id
    survivor, absorbed = await _both(session, conversation, other_id)
    company = company_of(survivor, absorbed, company_id)
    link = await merging.merge(session, survivor, absorbed, how=how, company_id=company, now=now)
    await membership.changed(session, survivor, now=now)
    await session.refresh(conversation)
    event = PersonLinked(
        person_id=survivor.id,
        link_id=link.id,
        absorbed_id=absorbed.id,
        how=how,
        asked_in=asked_in,
        typed_in=typed_in,
    )
    await publish(session, park_id, event, now=now)
    await note(session, link, "person.link", now)
    args = {"park_id": park_id, "link_id": link.id}
    await defer(session, SETTLE_LINK, queue="events", args=args, at=now + SETTLE_AFTER)
    return link


async def _both(
    session: AsyncSession, conversation: Conversation, other_id: int
) -> tuple[Person, Person]:
    """The two, locked, the older one first: whoever they have become while we waited for them.

    Raises AlreadyOne.
    """
    while True:
        people = await merging.lock(session, conversation.park_id, conversation.person_id, other_id)
        await session.refresh(conversation)
        if len(people) == 1:
            raise AlreadyOne
        if all(person.merged_into_id is None for person in people):
            return people[0], people[1]
        other_id = await present(session, conversation.park_id, other_id)


def company_of(one: Person, other: Person, chosen: int | None) -> int | None:
    """Which company two people belong to when they are one. Raises WhichCompany; Invalid for a
    company of neither."""
    companies = list(dict.fromkeys(filter(None, (one.company_id, other.company_id))))
    if chosen is not None and chosen not in companies:
        raise Invalid("a company of neither", field="company_id")
    if len(companies) > 1 and chosen is None:
        raise WhichCompany(company_ids=companies)
    return chosen or next(iter(companies), None)


async def present(session: AsyncSession, park_id: int, person_id: int) -> int:
    """Who somebody is by now. A merge keeps every earlier one pointing at the last."""
    person = await session.get_one(Person, (park_id, person_id), populate_existing=True)
    return person.merged_into_id or person_id


async def settle(session: AsyncSession, park_id: int, link_id: int) -> None:
    """Move what was being written for the absorbed person as they were linked. Safe to repeat."""
    link = await session.get_one(PersonLink, (park_id, link_id))
    await merging.lock(session, park_id, link.person_id, link.absorbed_id)
    await session.refresh(link, with_for_update=True)
    if link.undone_at is None:
        more = await merging.move(session, park_id, link.absorbed_id, link.person_id)
        link.moved = merging.add(link.moved, more)
        await session.flush()


async def note(session: AsyncSession, link: PersonLink, action: str, now: datetime) -> None:
    """In the audit log, as the person's own doing; of which company each row is after it."""
    after: dict[str, Any] = {"other": link.absorbed_id, "how": link.how}
    for key, person_id in (("company", link.person_id), ("other_company", link.absorbed_id)):
        person = await session.get_one(Person, (link.park_id, person_id))
        if person.merged_into_id is None and person.company_id is not None:
            after[key] = await membership.name_of(session, link.park_id, person.company_id)
    by = membership.own(link.park_id, now)
    audit.record(session, by, action, f"person:{link.person_id}", before={}, after=after)
