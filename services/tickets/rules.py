"""Which of the state machine's actions somebody may take on a ticket now.

`services.tickets.tickets.ACTIONS` says what a ticket's state allows, NEEDS whose work that is.
Everybody who reads tickets sees all of them; a worker acts on their own, and takes one that nobody
has.
"""

from collections.abc import Collection

from models.staff import Staff
from models.tickets import Ticket
from services.kit.errors import IllegalTransition, ParkError
from services.staff.permissions import permissions_of
from services.tickets.tickets import ACTIONS, OPEN

DISPATCH, WORK = "tickets.dispatch", "tickets.work"

NEEDS: dict[str, frozenset[str]] = {
    "triage": frozenset({DISPATCH}),
    "assign": frozenset({DISPATCH}),
    "accept": frozenset({WORK}),
    "decline": frozenset({WORK}),
    "start": frozenset({WORK}),
    "wait_materials": frozenset({WORK}),
    "wait_tenant": frozenset({WORK, DISPATCH}),
    "resume": frozenset({WORK, DISPATCH}),
    "resolve": frozenset({WORK}),
    "confirm": frozenset({DISPATCH}),
    "close": frozenset({DISPATCH}),
    "reopen": frozenset({DISPATCH}),
    "cancel": frozenset({DISPATCH}),
    "restore": frozenset(),
    "merge": frozenset({DISPATCH}),
}
"""Any of these permissions is enough. Nobody of staff restores what a tenant has called off."""

REASONED = frozenset({"decline", "wait_materials", "wait_tenant", "reopen", "cancel"})
"""Actions that have to say why."""


class NotYours(ParkError):
    """The role does not allow it, or it is a colleague's ticket."""

    code = "not_yours"


def is_open(ticket: Ticket) -> bool:
    return ticket.status in OPEN


def may_be_given(ticket: Ticket, member: Staff) -> bool:
    """Whether somebody's role works on such tickets."""
    return WORK in _held(ticket, permissions_of(member.roles))


def may_work(ticket: Ticket, member: Staff, permissions: Collection[str]) -> bool:
    """Whether somebody may add to a ticket what its worker does, such as photos."""
    held = _held(ticket, permissions)
    return WORK in held and (DISPATCH in held or ticket.assignee_id == member.id)


def may_write(ticket: Ticket, member: Staff, permissions: Collection[str]) -> bool:
    """Whether somebody may write to the tenant about a ticket: who dispatches, and who works on it.
    What was merged is written about under the other number."""
    if ticket.merged_into_id is not None:
        return False
    return DISPATCH in permissions or may_work(ticket, member, permissions)


def may_take(ticket: Ticket, permissions: Collection[str]) -> bool:
    """Whether somebody may assign to themselves what nobody has."""
    takeable = ticket.assignee_id is None and ticket.status in ACTIONS["assign"].sources
    return takeable and WORK in _held(ticket, permissions)


def actions_for(ticket: Ticket, member: Staff, permissions: Collection[str]) -> list[str]:
    """In the order of ACTIONS."""
    return [
        name
        for name, action in ACTIONS.items()
        if ticket.status in action.sources and _whose(name, ticket, member, permissions)
    ]


def check(action: str, ticket: Ticket, member: Staff, permissions: Collection[str]) -> None:
    """Raises NotYours, or IllegalTransition where only the ticket's state is against it."""
    if not _whose(action, ticket, member, permissions):
        raise NotYours(f"{action} {ticket.ticket_no}")
    if ticket.status not in ACTIONS[action].sources:
        raise IllegalTransition(
            f"{ticket.ticket_no} is {ticket.status}: it cannot {action}",
            status=ticket.status,
            action=action,
        )


def _whose(action: str, ticket: Ticket, member: Staff, permissions: Collection[str]) -> bool:
    held = _held(ticket, permissions) & NEEDS[action]
    return DISPATCH in held or (WORK in held and may_work(ticket, member, permissions))


def _held(ticket: Ticket, permissions: Collection[str]) -> frozenset[str]:
    """Questions, complaints and orders that nobody accepted are worked on by the desk itself."""
    held = frozenset(permissions) & {DISPATCH, WORK}
    return held | {WORK} if DISPATCH in held and ticket.kind != "repair" else held
