"""Who may do what at the desk: roles, and the permissions that each gives."""

from collections.abc import Iterable

_TICKETS = {"tickets.read", "tickets.dispatch", "tickets.work"}
_OPERATE = {
    "operate.catalogue",
    "operate.calendar",
    "operate.faq",
    "operate.announcements",
    "operate.lockers",
    "operate.vendors",
    "operate.staff",
    "operate.sla",
    "operate.retention",
    "operate.visitors",
    "operate.danger",
}
_DANGERS = {"dangers.read", "dangers.mark"}

_MONEY = {"orders.read", "orders.refund", "accounts.read", "accounts.answer", "accounts.settle"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "agent": frozenset(
        {
            "inbox.read",
            "inbox.reply",
            "tickets.read",
            "tickets.dispatch",
            "orders.read",
            "accounts.read",
            "accounts.answer",
            *_DANGERS,
        }
    ),
    "dispatcher": frozenset({"inbox.read", "orders.read", *_TICKETS, *_DANGERS}),
    "engineer": frozenset({"tickets.read", "tickets.work", "dangers.mark"}),
    "reception": frozenset({"visitors.read", "visitors.work", "visitors.vouch", "tickets.read"}),
    "manager": frozenset(
        {
            "inbox.read",
            "tickets.read",
            "reports.read",
            "audit.read",
            "visitors.read",
            "visitors.vouch",
            *_MONEY,
            *_DANGERS,
        }
    ),
    "operator": frozenset(
        {
            *_OPERATE,
            *_DANGERS,
            "tickets.read",
            "audit.read",
            "reports.read",
            *_MONEY,
            "accounts.manage",
        }
    ),
}
"""By role. tickets.dispatch is to triage, assign, merge, cancel and edit; tickets.work is to
accept, start, wait and resolve. visitors.work is to let in, and to say yes or no to what waits for
the desk; visitors.vouch is to let somebody host without being asked. accounts.answer is to enter
what a company's manager said; accounts.settle is to say what a difference from WeChat Pay's bill
was. dangers.read is the page of what the bot heard of danger, in tenants' words; dangers.mark is to
say whether there was any."""

ROLES = tuple(PERMISSIONS)
ALL_PERMISSIONS: frozenset[str] = frozenset().union(*PERMISSIONS.values())


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """What somebody with these roles may do; an unknown role gives nothing."""
    return frozenset().union(*(PERMISSIONS.get(role, frozenset()) for role in roles))
