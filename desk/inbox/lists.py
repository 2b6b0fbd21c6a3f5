"""Lists of the inbox: each page is one query, however many conversations there are.

It chooses what is shown by its keys, and reads of those alone who they are and what was said. What
is the same for every reader stands in its text (`fixed`): PostgreSQL then keeps the plan, which
takes longer to make than the page does to read, whatever the park's past.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    cast,
    func,
    lateral,
    literal,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from desk.inbox.search import matching
from models.conversations import Conversation, Message
from models.handoffs import Handoff
from models.people import Person
from models.staff import Staff
from models.tickets import Ticket
from services.handoffs.snoozing import is_snoozed
from services.labels import labels
from services.tickets import tickets

TABS = ("queue", "mine", "snoozed", "open", "bot", "done")
PAGE = 30
MOST = 150
"""Rows of one answer, when a list that was scrolled is refreshed."""
LONGEST_HANDOFF = timedelta(days=30)
"""What was queued before that is not looked at for what ended today."""
OPEN = ("queued", "staff")
_BIGGEST_ID = 2**63 - 1
PLACES = 2
"""Numbers of such a cursor: of the message, and of the conversation."""

_Last = aliased(Message)
_HEARD = lateral(
    select(Message)
    .where(
        Message.park_id == Conversation.park_id,
        Message.conversation_id == Conversation.id,
        Message.author == "tenant",
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
_Heard = aliased(Message, _HEARD)
type Chosen = Select[int, int, int]
"""Keys: park, conversation and, where there is one, its handoff; beside them the last message."""
type Order = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`cursor` is a Listing.next of before."""

    tab: str = "queue"
    search: str = ""
    cursor: str = ""
    limit: int = PAGE
    label: int | None = None
    """Those alone that have it."""


@dataclass(frozen=True, slots=True)
class Row:
    conversation: Conversation
    person: Person
    last: Message | None
    """None where nothing is said yet, or is kept no more."""
    handoff: Handoff | None
    assignee: str | None
    heard: Message | None
    """What the tenant wrote last."""
    about: Ticket | None = None
    """The newest open ticket of theirs: where they are."""

    @property
    def preview(self) -> Message | None:
        """Of who waits their own words, whoever wrote since; else what was said last."""
        waits = self.unanswered or self.conversation.owner == "queued"
        return self.heard if waits and self.heard is not None else self.last

    @property
    def unanswered(self) -> bool:
        """People have it, and the tenant waits for their word."""
        if self.handoff is None or self.conversation.owner == "bot":
            return False
        heard, answered = self.conversation.heard_at, self.conversation.answered_at
        if self.handoff.first_reply_at is None:
            return True
        return heard is not None and (answered is None or heard > answered)

    @property
    def since(self) -> datetime | None:
        """Since when the tenant waits; None while they do not."""
        if not self.unanswered or self.handoff is None:
            return None
        if self.handoff.first_reply_at is None:
            return self.handoff.queued_at
        return self.conversation.heard_at


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[Row]
    next: str | None


async def listing(
    session: AsyncSession, park_id: int, staff: Staff, wanted: Wanted, *, today: datetime
) -> Listing:
    """A page of a tab, or of what a search finds in all of them. `today`: its midnight."""
    limit = max(1, min(wanted.limit, MOST))
    if wanted.search:
        ids = await matching(session, park_id, wanted.search)
        chosen, order = _of_people(_all(park_id).where(Conversation.id.in_(ids)), wanted.cursor)
    else:
        chosen, order = _of_tab(park_id, staff, wanted, today)
    if wanted.label is not None:
        chosen = chosen.where(labels.has("conversation", Conversation, wanted.label))
    query = _shown(chosen.order_by(*order).limit(fixed(limit + 1))).order_by(*order)
    found = [Row(*row) for row in (await session.execute(query)).all()]
    rows = found[:limit]
    more = len(found) > limit
    about = await _tickets(session, park_id, [row.person.id for row in rows])
    rows = [replace(row, about=about.get(row.person.id)) for row in rows]
    return Listing(rows, _cursor(wanted, rows[-1]) if more else None)


async def _tickets(
    session: AsyncSession, park_id: int, people: Sequence[int]
) -> Mapping[int, Ticket]:
    """The newest open ticket of each of these people."""
    if not people:
        return {}
    found = await session.scalars(
        select(Ticket)
        .ext(distinct_on(Ticket.person_id))
        .where(
            Ticket.park_id == park_id,
            Ticket.person_id == func.any(cast(list(people), ARRAY(BigInteger))),
            Ticket.status.in_([fixed(one) for one in sorted(tickets.OPEN)]),
        )
        .order_by(Ticket.person_id, Ticket.id.desc())
    )
    return {ticket.person_id: ticket for ticket in found if ticket.person_id is not None}


def _of_tab(park_id: int, staff: Staff, wanted: Wanted, today: datetime) -> tuple[Chosen, Order]:
    rows = _all(park_id)
    match wanted.tab:
        case "mine":
            mine = and_(Conversation.owner == fixed("staff"), Conversation.assignee_id == staff.id)
            return _of_people(rows.where(mine, ~is_snoozed()), wanted.cursor)
        case "snoozed":
            return _of_people(rows.where(is_snoozed()), wanted.cursor)
        case "open":
            return _of_people(rows.where(is_open()), wanted.cursor)
        case "bot":
            talked = rows.where(Conversation.owner == fixed("bot"), _Last.id.is_not(None))
            return _newest_first(talked, wanted.cursor)
        case "done":
            return _done(park_id, wanted.cursor, today)
        case _:
            return _queue(rows, wanted.cursor)


def fixed[T: (int, str)](value: T) -> ColumnElement[T]:
    """In the text of the statement, in place of a parameter that is told apart from it."""
    return literal(value, literal_execute=True)


def is_open() -> ColumnElement[bool]:
    """People have it, or are to."""
    return Conversation.owner.in_([fixed(one) for one in OPEN])


def ended_since(
    ended_at: SQLColumnExpression[Any], queued_at: SQLColumnExpression[Any], today: datetime
) -> ColumnElement[bool]:
    """What ended today. Nothing does tomorrow, but PostgreSQL, which keeps a plan for any day,
    takes what lies between two days for little, and all since one day for much."""
    tomorrow = today + timedelta(days=2)
    return and_(
        ended_at.between(today, tomorrow), queued_at.between(today - LONGEST_HANDOFF, tomorrow)
    )


def _all(park_id: int, *, ended: bool = False) -> Chosen:
    """`ended`: a row for each time that people had it, in place of the one time that they do."""
    time = Handoff.ended_at.is_not(None) if ended else Handoff.ended_at.is_(None)
    return (
        select(Conversation.park_id, Conversation.id, Handoff.id.label("handoff"))
        .outerjoin(_Last, _is_last())
        .join(
            Handoff,
            and_(
                Handoff.park_id == Conversation.park_id,
                Handoff.conversation_id == Conversation.id,
                time,
            ),
            isouter=not ended,
        )
        .where(Conversation.park_id == park_id)
    )


def _shown(
    chosen: Chosen,
) -> Select[Conversation, Person, Message | None, Handoff, str, Message]:
    keys = chosen.subquery()
    in_park = Conversation.park_id
    return (
        select(Conversation, Person, _Last, Handoff, Staff.name, _Heard)
        .join(keys, and_(keys.c.park_id == in_park, keys.c.id == Conversation.id))
        .join(Person, and_(Person.park_id == in_park, Person.id == Conversation.person_id))
        .outerjoin(_Last, _is_last())
        .outerjoin(_HEARD, true())
        .outerjoin(Handoff, and_(Handoff.park_id == in_park, Handoff.id == keys.c.handoff))
        .outerjoin(Staff, and_(Staff.park_id == in_park, Staff.id == Handoff.assignee_id))
    )


def _is_last() -> ColumnElement[bool]:
    return and_(
        _Last.park_id == Conversation.park_id,
        _Last.conversation_id == Conversation.id,
        _Last.seq == Conversation.last_seq,
    )


def _newest_first(rows: Chosen, cursor: str) -> tuple[Chosen, Order]:
    """By the last message: walked backwards along its key, so that no more is read than shown."""
    if cursor.isdecimal() and int(cursor) <= _BIGGEST_ID:
        rows = rows.where(_Last.id < int(cursor))
    return rows, (_Last.id.desc(),)


def _of_people(rows: Chosen, cursor: str) -> tuple[Chosen, Order]:
    """The same of conversations that people have or wait for, those as well in which nothing is
    said: danger may be reported in the app by somebody who has never written."""
    newest = func.coalesce(_Last.id, 0)
    place = cursor.split("~")
    if len(place) == PLACES and all(one.isdecimal() and int(one) <= _BIGGEST_ID for one in place):
        message, conversation = map(int, place)
        rows = rows.where(tuple_(newest, Conversation.id) < (message, conversation))
    return rows, (newest.desc(), Conversation.id.desc())


_RANK = case((Handoff.reason == "critical", 0), else_=1)


def _queue(rows: Chosen, cursor: str) -> tuple[Chosen, Order]:
    """Danger first, then who has waited longest."""
    rows = rows.where(Conversation.owner == fixed("queued"))
    if (place := _place(cursor)) is not None:
        rank, at, id_ = place
        rows = rows.where(tuple_(_RANK, Handoff.queued_at, Handoff.id) > (rank, at, id_))
    return rows, (_RANK, Handoff.queued_at, Handoff.id)


def _done(park_id: int, cursor: str, today: datetime) -> tuple[Chosen, Order]:
    rows = _all(park_id, ended=True).where(ended_since(Handoff.ended_at, Handoff.queued_at, today))
    if (place := _place(cursor)) is not None:
        _, at, id_ = place
        rows = rows.where(tuple_(Handoff.ended_at, Handoff.id) < (at, id_))
    return rows, (Handoff.ended_at.desc(), Handoff.id.desc())


def _cursor(wanted: Wanted, row: Row) -> str:
    if wanted.search or wanted.tab in {"mine", "snoozed", "open"}:
        return f"{row.last.id if row.last else 0}~{row.conversation.id}"
    if wanted.tab == "bot":
        assert row.last is not None
        return str(row.last.id)
    assert row.handoff is not None
    at = row.handoff.queued_at if wanted.tab == "queue" else row.handoff.ended_at
    assert at is not None
    return f"{int(row.handoff.reason != 'critical')}~{at.isoformat()}~{row.handoff.id}"


def _place(cursor: str) -> tuple[int, datetime, int] | None:
    """None for whatever is no cursor of ours."""
    try:
        rank, at, id_ = cursor.split("~")
        moment = datetime.fromisoformat(at)
        place = int(rank), moment, int(id_)
    except ValueError:
        return None
    is_ours = moment.tzinfo is not None and place[0] in {0, 1} and 0 < place[2] <= _BIGGEST_ID
    return place if is_ours else None
