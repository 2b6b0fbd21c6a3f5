"""Who may do what to a ticket: the state machine, the role, and whose ticket it is."""

import pytest

from models.staff import Staff
from models.tickets import Ticket
from services.kit.errors import IllegalTransition
from services.staff.permissions import ROLES, permissions_of
from services.tickets import rules
from services.tickets.rules import NEEDS, REASONED, NotYours
from services.tickets.tickets import ACTIONS

ME, COLLEAGUE = 1, 2


def member(*roles: str) -> Staff:
    return Staff(park_id=1, id=ME, login="me", name="我", roles=list(roles))


def ticket(status: str, assignee: int | None = None, kind: str = "repair") -> Ticket:
    return Ticket(park_id=1, id=7, ticket_no="T-7", status=status, assignee_id=assignee, kind=kind)


def allowed(
    role: str, *, status: str, assignee: int | None = None, kind: str = "repair"
) -> set[str]:
    found = rules.actions_for(ticket(status, assignee, kind), member(role), permissions_of([role]))
    return set(found)


def test_every_action_of_the_state_machine_is_somebodys() -> None:
    assert set(NEEDS) == set(ACTIONS)
    assert set(ACTIONS) >= REASONED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("reported", {"triage", "assign", "cancel", "merge"}),
        ("assigned", {"assign", "wait_tenant", "cancel", "merge"}),
        ("in_progress", {"assign", "wait_tenant", "merge"}),
        ("waiting_materials", {"assign", "resume", "cancel", "merge"}),
        ("resolved", {"confirm", "close", "reopen"}),
        ("cancelled", set()),
    ],
)
def test_an_agent_dispatches(status: str, expected: set[str]) -> None:
    assert allowed("agent", status=status, assignee=COLLEAGUE) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("assigned", {"accept", "decline", "start", "wait_tenant", "resolve"}),
        ("accepted", {"decline", "start", "wait_materials", "wait_tenant", "resolve"}),
        ("in_progress", {"wait_materials", "wait_tenant", "resolve"}),
        ("waiting_tenant", {"resume", "resolve"}),
        ("resolved", set()),
    ],
)
def test_an_engineer_works_on_their_own_only(status: str, expected: set[str]) -> None:
    assert allowed("engineer", status=status, assignee=ME) == expected
    assert allowed("engineer", status=status, assignee=COLLEAGUE) == set()
    assert allowed("engineer", status=status, assignee=None) == set()


def test_a_dispatcher_also_works_on_tickets_of_others() -> None:
    assert {"assign", "accept", "resolve"} <= allowed(
        "dispatcher", status="assigned", assignee=COLLEAGUE
    )


@pytest.mark.parametrize("role", ["reception", "manager", "operator"])
def test_who_only_reads_does_nothing(role: str) -> None:
    assert allowed(role, status="assigned", assignee=ME) == set()


@pytest.mark.parametrize("kind", ["question", "complaint", "order_not_accepted"])
def test_the_desk_works_on_what_is_no_repair(kind: str) -> None:
    assert {"accept", "start", "resolve"} <= allowed("agent", status="assigned", kind=kind)
    assert "resolve" not in allowed("agent", status="assigned", kind="repair")


@pytest.mark.parametrize(
    ("role", "status", "assignee", "takes"),
    [
        ("engineer", "reported", None, True),
        ("engineer", "triaged", None, True),
        ("engineer", "reported", COLLEAGUE, False),
        ("engineer", "resolved", None, False),
        ("agent", "reported", None, False),
        ("manager", "reported", None, False),
    ],
)
def test_taking_what_nobody_has(role: str, status: str, assignee: int | None, takes: bool) -> None:
    assert rules.may_take(ticket(status, assignee), permissions_of([role])) is takes


def test_the_role_is_checked_before_the_state() -> None:
    of_colleague = ticket("resolved", COLLEAGUE)
    with pytest.raises(NotYours):
        rules.check("accept", of_colleague, member("engineer"), permissions_of(["engineer"]))
    with pytest.raises(IllegalTransition):
        rules.check("triage", of_colleague, member("agent"), permissions_of(["agent"]))


@pytest.mark.parametrize("role", ROLES)
def test_actions_that_are_offered_can_be_taken(role: str) -> None:
    for status in ("reported", "assigned", "in_progress", "waiting_tenant", "resolved"):
        one = ticket(status, ME)
        for action in rules.actions_for(one, member(role), permissions_of([role])):
            rules.check(action, one, member(role), permissions_of([role]))
