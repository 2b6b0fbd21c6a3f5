"""A tenant's card at the desk: what staff correct of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from services.kit import phones
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.folding import plain_phone
from services.kit.snapshots import claim, snapshot

COLUMNS = ("name", "phone", "note")
LONGEST_NAME, LONGEST_NOTE = 60, 1_000
"""Characters."""


async def find(session: AsyncSession, park_id: int, person_id: int) -> Person:
    """The person by now: who turned out to be somebody else is found as that one. Raises
    NotFound."""
    found = await session.get(Person, (park_id, person_id))
    if found is not None and found.merged_into_id is not None:
        found = await session.get(Person, (park_id, found.merged_into_id))
    if found is None or found.stands_for is not None:
        raise NotFound(f"person {person_id}")
    return found


async def edit(
    session: AsyncSession, by: By, person: Person, *, name: str, phone: str, note: str, seen: str
) -> None:
    """Empty ones are taken away. A name stays one that nobody has checked, unless it is the one
    that somebody had. The audit log tells which of them changed, and no words.

    Raises Invalid, ChangedMeanwhile.
    """
    subject = f"person:{person.id}"
    before = await claim(session, person, COLUMNS, seen, subject)
    cleaned = " ".join(name.split())
    if len(cleaned) > LONGEST_NAME:
        raise Invalid(f"a name of up to {LONGEST_NAME} characters", field="name")
    if phone.strip() and not phones.is_dialable(phone.strip()):
        raise Invalid("a number that can be dialled", field="phone")
    if len(note.strip()) > LONGEST_NOTE:
        raise Invalid(f"a note of up to {LONGEST_NOTE} characters", field="note")
    person.name = cleaned or None
    person.phone = plain_phone(phone) or None
    person.note = note.strip() or None
    await session.flush()
    after = snapshot(person, COLUMNS)
    changed = sorted(column for column in COLUMNS if before[column] != after[column])
    told = {"changed": changed} if changed else {}
    record(session, by, "person.edit", subject, before={}, after=told)
