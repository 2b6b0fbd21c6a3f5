"""What the tables of lost property hold of people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostCode, LostItem, LostMatch, LostPhoto, LostRule
from models.tickets import Photo
from services.kit.personal import (
    OF_PERSON,
    SECRET,
    Delete,
    Forget,
    Link,
    NotExported,
    PersonalTable,
    Section,
    Value,
    impersonal,
    nothing,
    stays,
)
from services.lost import claims, lost, of_people
from services.lost.retention import FORGETS

TABLES = (
    PersonalTable(
        LostPhoto,
        "which photo is of which thing",
        "tenant",
        (Link("photo_id", Photo),),
        Delete(),
        NotExported("the photos themselves stand in a section of their own"),
        kept=("photos",),
    ),
    PersonalTable(
        LostCode,
        "the hash of a code by which a thing is handed out",
        "tenant",
        (Link("match_id", LostMatch),),
        Delete(),
        SECRET,
        kept=("lost_items",),
    ),
    PersonalTable(
        LostMatch,
        "which found thing may be theirs, and why staff said no",
        "tenant",
        (Link("lost_id", LostItem), Link("found_id", LostItem, exported=False)),
        Forget(nothing("reason"), "the desk counts what found its owner"),
        Section("lost_matches"),
        stays("status"),
        kept=("lost_items",),
    ),
    PersonalTable(
        LostItem,
        "what somebody lost or found, where, how to reach them, and what only the owner knows",
        "tenant",
        OF_PERSON,
        Forget(
            {**FORGETS, "erased_at": Value.MOMENT},
            "the desk keeps the thing and counts what it had",
        ),
        Section("lost_items"),
        stays("item_no kind status category colour shelf building"),
        kept=("lost_items",),
    ),
)
NOTHING_PERSONAL = impersonal("the park's own rule", LostRule)


async def withdraw(
    session: AsyncSession, park_id: int, people: Sequence[int], *, now: datetime
) -> None:
    """What people who are forgotten look for, or have found and not handed in."""
    for person_id in people:
        for item in await of_people.of_person(session, park_id, person_id, open_only=True):
            if lost.allowed(item, "withdraw") and item.stored_at is None:
                await claims.give_up(session, item, "withdraw", now=now)
