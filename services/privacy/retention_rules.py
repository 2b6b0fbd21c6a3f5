"""What is removed of each table once its period is over, and what keeps a row from it.

A rule walks its table by key. Rows are born in the order of their keys, so that a walk ends at the
first row that is younger than the limit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, true
from sqlalchemy.orm import aliased

from models import (
    AppSession,
    AuditEntry,
    Base,
    ChannelIdentity,
    Company,
    CompanyAccount,
    Conversation,
    ConversationNote,
    DangerSign,
    Delivery,
    EventRow,
    Handoff,
    JoinCode,
    LastPlace,
    Message,
    Order,
    PaymentRequest,
    Person,
    Photo,
    StockWatch,
    Ticket,
    TrainingSentence,
    Visit,
    VisitBlock,
    VisitPass,
    VisitPassage,
)
from services.kit.personal import MEMBERS
from services.ordering import orders
from services.privacy import retention_acts
from services.privacy.retention_acts import Act
from services.tickets import tickets
from services.visits import visits

Yes = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """`due` gets the limit: what ended before it has served its time."""

    kind: str
    table: type[Base]
    born: Any
    """Column by which a row is too young for the rule, however it ended."""
    due: Callable[[datetime], Yes]
    act: Act | None
    """None: something else removes them (services.privacy.housekeeping), and the walk only looks.
    """
    holds: Yes = field(default_factory=true)
    """Whether anything is left of a row to remove."""
    key: str = "id"
    in_order: bool = True
    """Whether rows are born in the order of `key`."""
    at_once: int = 1000
    """Rows that one transaction acts on."""


def _at_rest(park: Any, person: Any) -> Yes:
    """A person has no open ticket, no order under way or unpaid, and no visit that runs."""
    return and_(
        ~exists().where(
            Ticket.park_id == park, Ticket.person_id == person, Ticket.status.in_(tickets.OPEN)
        ),
        ~exists().where(
            Order.park_id == park,
            Order.person_id == person,
            or_(Order.status.in_(orders.UNDER_WAY), Order.held),
        ),
        ~exists().where(
            Visit.park_id == park, Visit.host_id == person, Visit.status.in_(visits.OPEN)
        ),
    )


def _talk_at_rest(table: Any) -> Yes:
    """The row's conversation is with the bot, and its person has nothing open."""
    return exists().where(
        Conversation.park_id == table.park_id,
        Conversation.id == table.conversation_id,
        Conversation.owner == "bot",
        _at_rest(Conversation.park_id, Conversation.person_id),
    )


def _order_ended(before: datetime) -> Yes:
    waiting = exists().where(
        PaymentRequest.park_id == Order.park_id,
        PaymentRequest.order_id == Order.id,
        PaymentRequest.status.in_(["waiting", "disputed"]),
    )
    return and_(
        Order.placed_at.is_not(None),
        Order.status.not_in([*orders.UNDER_WAY, "draft"]),
        ~Order.held,
        Order.updated_at < before,
        ~waiting,
    )


def _ticket_closed(before: datetime) -> Yes:
    return and_(
        Ticket.status.not_in([*tickets.OPEN, "resolved"]),
        Ticket.updated_at < before,
    )


def _photo_due(before: datetime) -> Yes:
    worked_on = exists().where(
        Ticket.park_id == Photo.park_id,
        Ticket.id == Photo.ticket_id,
        Ticket.status.in_([*tickets.OPEN, "resolved"]),
    )
    talked_of = exists().where(
        Conversation.park_id == Photo.park_id,
        Conversation.id == Photo.conversation_id,
        Conversation.owner != "bot",
    )
    return and_(Photo.created_at < before, ~worked_on, ~talked_of)


def _passage_due(before: datetime) -> Yes:
    runs = exists().where(
        Visit.park_id == VisitPassage.park_id,
        Visit.id == VisitPassage.visit_id,
        Visit.status.in_(visits.OPEN),
    )
    return and_(VisitPassage.at < before, ~runs)


_later = aliased(EventRow)
_HAS_LATER = exists().where(
    _later.park_id == EventRow.park_id,
    _later.subject == EventRow.subject,
    _later.sequence > EventRow.sequence,
)
"""The last event of a subject stays, without its personal members: the next one counts from it."""


def _event_done(before: datetime) -> Yes:
    pending = exists().where(
        Delivery.park_id == EventRow.park_id,
        Delivery.event_id == EventRow.id,
        Delivery.status == "pending",
    )
    told = exists().where(
        StockWatch.park_id == EventRow.park_id, StockWatch.event_id == EventRow.id
    )
    return and_(EventRow.occurred_at < before, EventRow.handled_at.is_not(None), ~pending, ~told)


_SAYS_MORE = func.jsonb_path_exists(
    EventRow.data,
    literal_column(
        "'$.** ? ({})'::jsonpath".format(
            " || ".join(f"@.{name} != null" for name in sorted(MEMBERS))
        )
    ),
)
"""Whether an event's data has a personal member that says something."""


def _person_silent(before: datetime) -> Yes:
    """Nothing of them since, nobody's manager, and nothing open. Guests without a word, too."""

    def since(table: Any, whose: Any, moment: Any) -> Yes:
        return exists().where(table.park_id == Person.park_id, whose == Person.id, moment >= before)

    manages = or_(
        exists().where(Company.park_id == Person.park_id, Company.approver_id == Person.id),
        exists().where(
            CompanyAccount.park_id == Person.park_id, CompanyAccount.manager_id == Person.id
        ),
    )
    heard = func.coalesce(Conversation.heard_at, Conversation.created_at)
    return and_(
        Person.created_at < before,
        Person.merged_into_id.is_(None),
        ~since(Conversation, Conversation.person_id, heard),
        ~since(AppSession, AppSession.person_id, AppSession.last_used_at),
        ~since(Order, Order.person_id, Order.updated_at),
        ~since(Ticket, Ticket.person_id, Ticket.updated_at),
        ~since(Visit, Visit.host_id, Visit.ends_at),
        ~manages,
        _at_rest(Person.park_id, Person.id),
    )


_KNOWN = exists().where(
    ChannelIdentity.park_id == Person.park_id,
    ChannelIdentity.person_id == Person.id,
    ~ChannelIdentity.external_id.startswith("erased:"),
)


def _says(table: type[Base], values: Mapping[str, Any]) -> Yes:
    """Whether any of these columns says something else than what it is to say."""
    columns = table.__table__.c
    return or_(*(columns[name].is_distinct_from(value) for name, value in values.items()))


def _code_ended(before: datetime) -> Yes:
    return or_(JoinCode.expires_at < before, JoinCode.used_at < before)


_VISIT_PLACE = {"room": None, "place": None}
"""What erasing old visits leaves of them in words: where their host received them."""
_HANDOFF = retention_acts.forgets(Handoff)
_drop = retention_acts.drop

RULES: dict[str, Rule] = {
    "messages": Rule(
        "messages", Message, Message.created_at,
        lambda before: and_(
            Message.created_at < before,
            Message.status.not_in(["received", "waiting"]),
            _talk_at_rest(Message),
        ),
        retention_acts.drop_messages,
    ),
    "notes": Rule(
        "messages", ConversationNote, ConversationNote.created_at,
        lambda before: and_(ConversationNote.created_at < before, _talk_at_rest(ConversationNote)),
        _drop(ConversationNote),
    ),
    "handoffs": Rule(
        "messages", Handoff, Handoff.queued_at,
        lambda before: and_(Handoff.ended_at < before, _talk_at_rest(Handoff)),
        retention_acts.clear(Handoff, _HANDOFF),
        holds=_says(Handoff, _HANDOFF),
    ),
    "photos": Rule(
        "photos", Photo, Photo.created_at, _photo_due, retention_acts.drop_photos, at_once=50
    ),
    "order_details": Rule(
        "order_details", Order, Order.created_at, _order_ended,
        retention_acts.clear_orders,
        holds=_says(Order, retention_acts.ORDER_DETAILS),
        at_once=200,
    ),
    "invoices": Rule(
        "invoices", Order, Order.created_at, _order_ended,
        retention_acts.clear(Order, retention_acts.INVOICE),
        holds=_says(Order, retention_acts.INVOICE),
    ),
    "tickets": Rule(
        "tickets", Ticket, Ticket.created_at, _ticket_closed,
        retention_acts.clear_tickets,
        holds=_says(Ticket, retention_acts.forgets(Ticket)),
        at_once=200,
    ),
    "visits": Rule(
        "visits", Visit, Visit.created_at, lambda before: Visit.ends_at < before, None,
        holds=Visit.erased_at.is_(None),
    ),
    "visit_places": Rule(
        "visits",
        Visit,
        Visit.created_at,
        lambda before: and_(Visit.ends_at < before, Visit.erased_at.is_not(None)),
        retention_acts.clear(Visit, _VISIT_PLACE),
        holds=_says(Visit, _VISIT_PLACE),
    ),
    "passages": Rule(
        "passages", VisitPassage, VisitPassage.at, _passage_due, _drop(VisitPassage)
    ),
    "passes": Rule(
        "passages", VisitPass, VisitPass.valid_from, lambda before: VisitPass.valid_until < before,
        _drop(VisitPass),
        in_order=False,
    ),
    "blocks": Rule(
        "blocks", VisitBlock, VisitBlock.created_at, lambda before: VisitBlock.lifted_at < before,
        _drop(VisitBlock),
        holds=VisitBlock.lifted_at.is_not(None),
    ),
    "deliveries": Rule(
        "deliveries", Delivery, Delivery.created_at,
        lambda before: and_(Delivery.created_at < before, Delivery.status != "pending"),
        retention_acts.drop_deliveries,
    ),
    "events": Rule(
        "events", EventRow, EventRow.occurred_at,
        lambda before: and_(_event_done(before), _HAS_LATER),
        retention_acts.drop_events,
    ),
    "last_events": Rule(
        "events", EventRow, EventRow.occurred_at,
        lambda before: and_(_event_done(before), ~_HAS_LATER),
        retention_acts.clear_events,
        holds=_SAYS_MORE,
    ),
    "people": Rule(
        "people", Person, Person.created_at, _person_silent, retention_acts.forget_people,
        holds=_KNOWN,
        at_once=10,
    ),
    "places": Rule(
        "places", LastPlace, LastPlace.seen_at, lambda before: LastPlace.seen_at < before,
        _drop(LastPlace, "person_id"),
        key="person_id",
        in_order=False,
    ),
    "watches": Rule(
        "watches", StockWatch, StockWatch.created_at,
        lambda before: StockWatch.created_at < before,
        _drop(StockWatch, "person_id"),
        key="person_id",
        in_order=False,
    ),
    "join_codes": Rule(
        "join_codes", JoinCode, JoinCode.created_at, _code_ended, _drop(JoinCode)
    ),
    "taught": Rule(
        "taught", TrainingSentence, TrainingSentence.created_at,
        lambda before: TrainingSentence.created_at < before,
        _drop(TrainingSentence),
        holds=TrainingSentence.conversation_id.is_not(None),
    ),
    "danger_signs": Rule(
        "taught", DangerSign, DangerSign.created_at,
        lambda before: and_(DangerSign.created_at < before, DangerSign.next_alarm_at.is_(None)),
        _drop(DangerSign),
    ),
    "audit": Rule(
        "audit", AuditEntry, AuditEntry.at, lambda before: AuditEntry.at < before,
        _drop(AuditEntry),
        holds=~AuditEntry.is_look,
    ),
    "looks": Rule(
        "looks", AuditEntry, AuditEntry.at, lambda before: AuditEntry.at < before,
        _drop(AuditEntry),
        holds=AuditEntry.is_look.is_(True),
    ),
}  # fmt: skip
"""By name. Those of one kind share its period."""
