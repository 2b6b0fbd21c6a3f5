"""Who may do what: written out, so that a change is seen."""

import pytest

from services.staff.permissions import all_permissions, by_role, permissions_of

OPERATE = {
    "operate.catalogue", "operate.calendar", "operate.faq", "operate.vendors", "operate.staff",
    "operate.sla", "operate.retention", "operate.lockers", "operate.announcements",
    "operate.visitors", "operate.danger",
}  # fmt: skip
DANGERS = {"dangers.read", "dangers.mark"}
MONEY = {"orders.read", "orders.refund", "accounts.read", "accounts.answer", "accounts.settle"}
EXPECTED = {
    "agent": {
        "inbox.read", "inbox.reply", "tickets.read", "tickets.dispatch", "orders.read",
        "accounts.read", "accounts.answer", *DANGERS,
    },
    "dispatcher": {
        "inbox.read", "tickets.read", "tickets.dispatch", "tickets.work", "orders.read", *DANGERS,
    },
    "engineer": {"tickets.read", "tickets.work", "dangers.mark"},
    "reception": {"visitors.read", "visitors.work", "visitors.vouch", "tickets.read"},
    "manager": {
        "inbox.read", "tickets.read", "reports.read", "audit.read", "visitors.read",
        "visitors.vouch", *MONEY, *DANGERS,
    },
    "operator": {
        *OPERATE, *DANGERS, "tickets.read", "audit.read", "reports.read", *MONEY, "accounts.manage",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", EXPECTED)
def test_what_a_role_may_do(role: str) -> None:
    assert by_role()[role] == EXPECTED[role]


def test_there_are_no_other_roles_and_every_permission_is_somebodys() -> None:
    assert set(by_role()) == set(EXPECTED)
    assert set().union(*EXPECTED.values()) == all_permissions()


def test_roles_add_up_and_unknown_ones_give_nothing() -> None:
    assert permissions_of(["engineer", "reception"]) == {
        "tickets.read", "tickets.work", "dangers.mark", "visitors.read", "visitors.work",
        "visitors.vouch",
    }  # fmt: skip
    assert permissions_of(["emperor"]) == permissions_of([]) == frozenset()
