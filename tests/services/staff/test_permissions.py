"""Who may do what: written out, so that a change is seen. A domain may write out its own
beside its tests (tests/services/<domain>/roles.py)."""

from importlib import import_module
from pathlib import Path

import pytest

from services.staff.permissions import all_permissions, by_role, permissions_of

OPERATE = {
    "operate.catalogue", "operate.calendar", "operate.faq", "operate.vendors", "operate.staff",
    "operate.sla", "operate.retention", "operate.lockers", "operate.announcements",
    "operate.visitors", "operate.danger", "operate.canned",
}  # fmt: skip
DANGERS = {"dangers.read", "dangers.mark"}
MONEY = {"orders.read", "orders.refund", "accounts.read", "accounts.answer", "accounts.settle"}
EXPECTED = {
    "agent": {
        "inbox.read", "inbox.reply", "tickets.read", "tickets.dispatch", "orders.read",
        "orders.cancel", "accounts.read", "accounts.answer", *DANGERS,
    },
    "dispatcher": {
        "inbox.read", "tickets.read", "tickets.dispatch", "tickets.work", "orders.read",
        "orders.cancel", *DANGERS,
    },
    "engineer": {"tickets.read", "tickets.work", "dangers.mark"},
    "reception": {"visitors.read", "visitors.work", "visitors.vouch", "tickets.read"},
    "manager": {
        "inbox.read", "tickets.read", "reports.read", "audit.read", "visitors.read",
        "visitors.vouch", "orders.cancel", *MONEY, *DANGERS,
    },
    "operator": {
        *OPERATE, *DANGERS, "tickets.read", "audit.read", "reports.read", *MONEY, "accounts.manage",
    },
}  # fmt: skip


for path in sorted(Path(__file__).parents[1].glob("*/roles.py")):
    brought = import_module(f"tests.services.{path.parent.name}.roles").ROLES
    for role, permissions in brought.items():
        EXPECTED[role] |= permissions


@pytest.mark.parametrize("role", EXPECTED)
def test_what_a_role_may_do(role: str) -> None:
    assert by_role()[role] == EXPECTED[role]


def test_there_are_no_other_roles_and_every_permission_is_somebodys() -> None:
    assert set(by_role()) == set(EXPECTED)
    assert set().union(*EXPECTED.values()) == all_permissions()


def test_roles_add_up_and_unknown_ones_give_nothing() -> None:
    assert permissions_of(["engineer", "reception"]) == {
        *EXPECTED["engineer"], *EXPECTED["reception"],
    }  # fmt: skip
    assert "tickets.work" in permissions_of(["engineer", "reception"])
    assert permissions_of(["emperor"]) == permissions_of([]) == frozenset()
