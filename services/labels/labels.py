"""Labels: the park's own words, and what they stand on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.labels import ConversationLabel, Label, TicketLabel
from models.tickets import Ticket
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.snapshots import claim, snapshot

COLUMNS = ("name_zh", "name_en", "tone", "active")
TONES = ("plain", "good", "warn", "bad", "info", "accent")
LONGEST_NAME = 30
MOST_OF_ONE = 20
"""Labels that one ticket or conversation may have."""
ON: Mapping[str, tuple[Any, str]] = {
    "ticket": (TicketLabel, "ticket_id"),
    "conversation": (ConversationLabel, "conversation_id"),
}
"""What has labels: its table, and the column that names it."""


class LabelTaken(Conflict):
    """Another label has that name. `details`: `field`."""

    code = "label_taken"


@dataclass(frozen=True, slots=True)
class Named:
    """A label as it is entered."""

    name_zh: str
    name_en: str
    tone: str = "plain"
    active: bool = True


async def listing(session: AsyncSession, park_id: int, *, inactive: bool = False) -> list[Label]:
    """The park's labels by their Chinese names."""
    query = select(Label).where(Label.park_id == park_id)
    if not inactive:
        query = query.where(Label.active)
    return list(await session.scalars(query.order_by(Label.name_zh, Label.id)))


async def find(session: AsyncSession, park_id: int, label_id: int) -> Label:
    """Raises NotFound."""
    found = await session.get(Label, (park_id, label_id))
    if found is None:
        raise NotFound(f"label {label_id}")
    return found


async def add(session: AsyncSession, by: By, entered: Named) -> Label:
    """Raises Invalid, LabelTaken."""
    row = Label(park_id=by.park_id)
    await _set(session, row, entered)
    session.add(row)
    await session.flush()
    record(session, by, "label.add", f"label:{row.id}", before={}, after=snapshot(row, COLUMNS))
    return row


async def edit(session: AsyncSession, by: By, row: Label, entered: Named, *, seen: str) -> None:
    """Raises Invalid, LabelTaken, ChangedMeanwhile."""
    subject = f"label:{row.id}"
    before = await claim(session, row, COLUMNS, seen, subject)
    await _set(session, row, entered)
    await session.flush()
    record(session, by, "label.edit", subject, before=before, after=snapshot(row, COLUMNS))


async def _set(session: AsyncSession, row: Label, entered: Named) -> None:
    if entered.tone not in TONES:
        raise Invalid(f"a tone is one of {', '.join(TONES)}", field="tone")
    names = {"name_zh": entered.name_zh, "name_en": entered.name_en}
    with session.no_autoflush:
        others = await session.scalars(
            select(Label).where(Label.park_id == row.park_id, Label.id != (row.id or 0))
        )
        taken = list(others)
    for field, name in names.items():
        cleaned = " ".join(name.split())
        if not 0 < len(cleaned) <= LONGEST_NAME:
            raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field=field)
        if any(getattr(one, field).casefold() == cleaned.casefold() for one in taken):
            raise LabelTaken(cleaned, field=field)
        setattr(row, field, cleaned)
    row.tone, row.active = entered.tone, entered.active


async def on(
    session: AsyncSession, park_id: int, what: str, ids: Collection[int]
) -> Mapping[int, Sequence[Label]]:
    """The labels of tickets or conversations (`what`, of ON), by their ids."""
    if not ids:
        return {}
    table, column = ON[what]
    of = getattr(table, column)
    rows = await session.execute(
        select(of, Label)
        .join(Label, (Label.park_id == table.park_id) & (Label.id == table.label_id))
        .where(table.park_id == park_id, of.in_(ids))
        .order_by(Label.name_zh, Label.id)
    )
    found: dict[int, list[Label]] = {}
    for id_, label in rows:
        found.setdefault(id_, []).append(label)
    return found


def has(what: str, row: type[Ticket | Conversation], label_id: int) -> ColumnElement[bool]:
    """Whether a ticket or conversation of the statement has a label."""
    table, column = ON[what]
    return exists().where(
        table.park_id == row.park_id,
        getattr(table, column) == row.id,
        table.label_id == label_id,
    )


async def put(
    session: AsyncSession, park_id: int, what: str, id_: int, label_ids: Collection[int]
) -> None:
    """Have it exactly these labels; one that is no longer offered may stay, but is not put anew.

    Raises Invalid for a label that there is not, and for more than MOST_OF_ONE.
    """
    had = {label.id for label in (await on(session, park_id, what, [id_])).get(id_, ())}
    wanted = set(label_ids)
    await _take(session, park_id, what, [id_], had - wanted)
    if len(wanted) > MOST_OF_ONE:
        raise Invalid(f"up to {MOST_OF_ONE} labels", field="labels")
    await _put(session, park_id, what, [id_], wanted - had)


async def add_to(
    session: AsyncSession, park_id: int, what: str, ids: Collection[int], label_id: int
) -> set[int]:
    """One more label for each of several, whose rows are locked; one that has it stays as it is.
    Those that have MOST_OF_ONE others get none: their ids. Raises Invalid."""
    table, column = ON[what]
    of = getattr(table, column)
    counted = await session.execute(
        select(of)
        .where(table.park_id == park_id, of.in_(ids))
        .group_by(of)
        .having(func.count() >= MOST_OF_ONE, ~func.bool_or(table.label_id == label_id))
    )
    full = set(counted.scalars())
    await _put(session, park_id, what, set(ids) - full, {label_id})
    return full


async def take_from(
    session: AsyncSession, park_id: int, what: str, ids: Collection[int], label_id: int
) -> None:
    """Without the label, those that have it."""
    await _take(session, park_id, what, ids, {label_id})


async def _put(
    session: AsyncSession, park_id: int, what: str, ids: Collection[int], labels: Collection[int]
) -> None:
    offered = {label.id for label in await listing(session, park_id)}
    if unknown := set(labels) - offered:
        raise Invalid(f"no labels {sorted(unknown)}", field="labels")
    if not labels or not ids:
        return
    table, column = ON[what]
    rows = [{"park_id": park_id, column: id_, "label_id": label} for id_ in ids for label in labels]
    await session.execute(insert(table).values(rows).on_conflict_do_nothing())


async def _take(
    session: AsyncSession, park_id: int, what: str, ids: Collection[int], labels: Collection[int]
) -> None:
    if not labels or not ids:
        return
    table, column = ON[what]
    await session.execute(
        delete(table).where(
            table.park_id == park_id, getattr(table, column).in_(ids), table.label_id.in_(labels)
        )
    )
