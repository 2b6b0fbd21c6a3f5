"""What is removed of each table once its period is over, and what keeps a row from it.

A rule walks its table by key. Rows are born in the order of their keys, so that a walk ends at the
first row that is younger than the limit.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, literal_column, or_
from sqlalchemy.orm import aliased

import services
from models.accounting import CompanyAccount
from models.catalogue import StockWatch
from models.conversations import Conversation, ConversationFile, Message
from models.events import EventRow
from models.handoffs import ConversationNote, Handoff
from models.logins import AppSession
from models.ordering import Order
from models.payments import PaymentRequest
from models.people import ChannelIdentity, Company, Person
from models.staff import AuditEntry
from models.tickets import Photo, Ticket
from models.vendors import Delivery
from models.visits import Visit
from services.kit.personal import MEMBERS
from services.kit.plugins import found
from services.kit.retention import KeepsBusy, Retention, Rule, Yes, clear, drop, says
from services.ordering import orders
from services.privacy import retention_acts
from services.tickets import photo_holders, tickets


def _at_rest(park: Any, person: Any) -> Yes:
    """A person has nothing open, such as a ticket, an order that is unpaid, a visit that runs."""
    return and_(*(~one.of(park, person) for one in found(services, KeepsBusy)))


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
    return and_(Photo.created_at < before, ~worked_on, ~talked_of, ~photo_holders.in_use())


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


_HANDOFF = retention_acts.forgets(Handoff)

OWN: dict[str, Rule] = {
    "messages": Rule(
        "messages",
        Message,
        Message.created_at,
        lambda before: and_(
            Message.created_at < before,
            Message.status.not_in(["received", "waiting"]),
            _talk_at_rest(Message),
        ),
        retention_acts.drop_messages,
    ),
    "files": Rule(
        "messages",
        ConversationFile,
        ConversationFile.created_at,
        lambda before: and_(ConversationFile.created_at < before, _talk_at_rest(ConversationFile)),
        drop(ConversationFile),
        at_once=50,
    ),
    "notes": Rule(
        "messages",
        ConversationNote,
        ConversationNote.created_at,
        lambda before: and_(ConversationNote.created_at < before, _talk_at_rest(ConversationNote)),
        drop(ConversationNote),
    ),
    "handoffs": Rule(
        "messages",
        Handoff,
        Handoff.queued_at,
        lambda before: and_(Handoff.ended_at < before, _talk_at_rest(Handoff)),
        clear(Handoff, _HANDOFF),
        holds=says(Handoff, _HANDOFF),
    ),
    "photos": Rule(
        "photos", Photo, Photo.created_at, _photo_due, retention_acts.drop_photos, at_once=50
    ),
    "order_details": Rule(
        "order_details",
        Order,
        Order.created_at,
        _order_ended,
        retention_acts.clear_orders,
        holds=says(Order, retention_acts.ORDER_DETAILS),
        at_once=200,
    ),
    "invoices": Rule(
        "invoices",
        Order,
        Order.created_at,
        _order_ended,
        clear(Order, retention_acts.INVOICE),
        holds=says(Order, retention_acts.INVOICE),
    ),
    "tickets": Rule(
        "tickets",
        Ticket,
        Ticket.created_at,
        _ticket_closed,
        retention_acts.clear_tickets,
        holds=says(Ticket, retention_acts.forgets(Ticket)),
        at_once=200,
    ),
    "events": Rule(
        "events",
        EventRow,
        EventRow.occurred_at,
        lambda before: and_(_event_done(before), _HAS_LATER),
        retention_acts.drop_events,
    ),
    "last_events": Rule(
        "events",
        EventRow,
        EventRow.occurred_at,
        lambda before: and_(_event_done(before), ~_HAS_LATER),
        retention_acts.clear_events,
        holds=_SAYS_MORE,
    ),
    "people": Rule(
        "people",
        Person,
        Person.created_at,
        _person_silent,
        retention_acts.forget_people,
        holds=_KNOWN,
        at_once=10,
    ),
    "audit": Rule(
        "audit",
        AuditEntry,
        AuditEntry.at,
        lambda before: AuditEntry.at < before,
        drop(AuditEntry),
        holds=~AuditEntry.is_look,
    ),
    "looks": Rule(
        "looks",
        AuditEntry,
        AuditEntry.at,
        lambda before: AuditEntry.at < before,
        drop(AuditEntry),
        holds=AuditEntry.is_look.is_(True),
    ),
}
"""Of tables that several domains speak of."""

RULES: dict[str, Rule] = {
    **OWN,
    **{name: rule for one in found(services, Retention) for name, rule in one.rules.items()},
}
"""By name. Those of one kind share its period."""
