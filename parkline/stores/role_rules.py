"""What each process may do to each table: no more than its code does.

`parkline/stores/database_roles.py` makes the grants of it; a table without a rule fails a test.
Letters: r reads, i inserts, u updates, d deletes, l locks rows. A process that may update some
columns only has no u; the rule names these columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

READ, WRITE, REMOVE = "r", "riu", "riud"
APPEND = "ri"
SWEEP = "rld"
"""Deletes in batches: each batch locks its rows first, so that two workers take different ones."""
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Of one table."""

    gateway: str = READ
    """The web chat, channels, the mini-app's API, the desk, vendors' and gates' API, actions."""
    worker: str = READ
    gateway_updates: tuple[str, ...] = ()
    """Columns."""
    worker_updates: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Columns that the reports' role does not read: secrets, tokens, and what people wrote."""
    reported: bool = True
    """Whether the reports' role reads the rest."""


def work(gateway: str = WRITE, worker: str = WRITE, *hidden: str) -> Rule:
    """Of what both processes do all day."""
    return Rule(gateway, worker, hidden=hidden)


def catalogue(gateway: str = WRITE) -> Rule:
    """What operators change at the desk."""
    return Rule(gateway)


def log(*personal: str) -> Rule:
    """Nobody alters or removes what was written. Erasing a person empties the `personal` columns,
    in both processes."""
    return Rule(APPEND, APPEND, gateway_updates=personal, worker_updates=personal, hidden=personal)


def secret(gateway: str = WRITE, worker: str = NOTHING) -> Rule:
    """Nothing for reports."""
    return Rule(gateway, worker, reported=False)


OWNERS = Rule(READ, READ)
"""Written by the owner's commands and migrations."""

PLACES = {
    "park": Rule(WRITE, READ),
    "building": OWNERS,
    "business_hours": catalogue(REMOVE),
    "calendar_day": catalogue(REMOVE),
    "announcement": catalogue(REMOVE),
    "canned_reply": catalogue(REMOVE),
    "company": Rule(WRITE, READ, worker_updates=("approver_id",)),
    "company_account": Rule(WRITE, WRITE),
}
CATALOGUE = {
    "vendor": catalogue(),
    "outlet": catalogue(),
    "item": Rule(WRITE, READ, worker_updates=("stock", "sold_out_at")),
    "item_option": catalogue(REMOVE),
    "item_picture": Rule(REMOVE, NOTHING, hidden=("image", "thumbnail")),
    "service_window": catalogue(REMOVE),
    "slot_load": work(),
    "faq": catalogue(),
    "knowledge_version": Rule(WRITE, READ),
    "locker": catalogue(),
    "locker_box": work(),
    "sla_policy": catalogue(),
    "training_sentence": Rule(REMOVE, SWEEP, hidden=("text",)),
}
PEOPLE = {
    "person": work(
        REMOVE, WRITE, "name", "checked_name", "phone", "invoice_title", "invoice_tax_no"
    ),
    # The worker updates `person_id` where it moves what was written for somebody while they were
    # linked to another person. It deletes and empties where it forgets who was silent for years.
    "identity": Rule(
        WRITE, READ, hidden=("external_id",),
        worker_updates=("person_id", "external_id", "signed_out_at"),
    ),
    "union_id": Rule(REMOVE, "rd", worker_updates=("person_id",), reported=False),
    "person_link": Rule(WRITE, WRITE, hidden=("moved", "replaced")),
    "last_place": work(REMOVE, SWEEP, "building", "room", "place"),
    "reach": work(REMOVE, REMOVE),
    "notice_opt_out": Rule(REMOVE, "rd", worker_updates=("person_id",)),
    "link_code": secret(REMOVE, SWEEP),
    "link_try": Rule("rid", SWEEP),
    "join_code": Rule(WRITE, "rd", worker_updates=("person_id",), reported=False),
    "join_try": Rule(REMOVE, "rd", worker_updates=("person_id",)),
    "login_code": secret(REMOVE, SWEEP),
    "app_session": secret(WRITE, "rud"),
    "refresh_token": secret(WRITE, "rd"),
    # The worker counts, too: it alarms where nobody answers whether they are in danger.
    "guest_use": secret(REMOVE, REMOVE),
    "host_vouch": Rule(
        REMOVE, "rd", hidden=("reason", "ended_reason"), worker_updates=("person_id",)
    ),
    "visit_block": Rule(WRITE, "rd", worker_updates=("folded",)),
}  # fmt: skip
TALK = {
    "conversation": work(WRITE, WRITE, "network", "lease_token", "push_token"),
    "message": work(WRITE, REMOVE, "text", "payload", "buttons", "data", "external_id"),
    "conversation_note": Rule(REMOVE, "rd", hidden=("text",), worker_updates=("text",)),
    "handoff": work(WRITE, WRITE, "summary", "rating_comment"),
    "photo": Rule(REMOVE, SWEEP, hidden=("image", "thumbnail", "token")),
    "action_result": secret(REMOVE, SWEEP),
    "dialogue_memory": secret(REMOVE, SWEEP),
    "sending_window": work(REMOVE, REMOVE),
    "inbound_delivery": secret(REMOVE, SWEEP),
    "danger_sign": work(REMOVE, REMOVE, "lesson"),
    "platform_token": secret(),
    "sync_cursor": secret(),
}
SERVICES = {
    "order": work(
        WRITE, REMOVE,
        *("note", "allergy_note", "phone", "pickup_code", "room", "place"),
        *("floor", "status_reason", "invoice_title", "invoice_tax_no"),
    ),
    "order_line": Rule(REMOVE, "rd", hidden=("note",), worker_updates=("note",)),
    "deadline": work(APPEND, REMOVE),
    "stock_watch": work(REMOVE, REMOVE),
    "ticket": work(
        WRITE, WRITE,
        *("description", "phone", "room", "place", "data", "rating_comment", "status_reason"),
    ),
    "ticket_change": Rule(
        WRITE, APPEND, hidden=("text", "details"),
        worker_updates=("person_id", "text", "details"),
    ),
    # Who does not answer whether they are in danger may join what others reported.
    "ticket_observer": Rule(REMOVE, REMOVE, hidden=("words",)),
    "visit": work(
        WRITE, WRITE,
        *("names", "phone", "plate", "visitor_company", "reason", "status_reason", "room", "place"),
    ),
    "visit_pass": work(WRITE, REMOVE, "serial"),
    "visit_passage": Rule(WRITE, "rild"),
    "idempotency_key": secret(REMOVE, REMOVE),
}  # fmt: skip
MONEY = {
    "account_entry": log(),
    "account_month": work(),
    "refund": log("reason"),
    "payment": work(),
    "payment_request": work(),
    "payment_return": work(WRITE, WRITE, "reason"),
    "spending_approval": work(WRITE, REMOVE, "reason"),
    "reconciliation": Rule(READ, WRITE, gateway_updates=("status",)),
    "reconciliation_difference": work(WRITE, WRITE, "note"),
}
STAFF = {
    "staff": Rule(WRITE, READ, hidden=("password_hash", "phone", "failed_logins", "locked_until")),
    "staff_session": secret(REMOVE, SWEEP),
    "sign_in_try": secret("rid", SWEEP),
    "shift": catalogue(REMOVE),
    # Erasing a person empties members of `before` and `after`; all else of an entry stays as it
    # was. The worker deletes entries whose period is over.
    "audit_entry": Rule(
        APPEND, "rid",
        gateway_updates=("before", "after"),
        worker_updates=("before", "after"),
        hidden=("before", "after"),
    ),
    "retention_period": Rule(WRITE, READ),
    "retention_pass": Rule(READ, WRITE),
}  # fmt: skip
WEBHOOKS = {
    # Erasing a person empties members of `data`; all else of an event stays as it was. The worker
    # also deletes events, and what was sent of them, once their period is over.
    "event": Rule(
        APPEND, "rid",
        gateway_updates=("data",),
        worker_updates=("data", "handled_at", "due_at", "failures"),
        hidden=("data",),
    ),
    "endpoint": Rule(WRITE, READ, hidden=("secret", "previous_secret", "url"), worker_updates=(
        *("status", "disabled_at", "disabled_reason", "failing_since", "failures"),
        *("open_until", "tokens", "tokens_at"),
    )),
    "delivery": work(WRITE, REMOVE),
    "attempt": Rule(
        READ, "rid",
        gateway_updates=("answer",),
        worker_updates=("answer",),
        hidden=("answer", "error"),
    ),
    "api_key": Rule(WRITE, NOTHING, hidden=("hash", "prefix")),
    "gate": Rule(READ, NOTHING, hidden=("key_hash",)),
    "secret_key": OWNERS,
}  # fmt: skip

RULES: Mapping[str, Rule] = {
    **PLACES, **CATALOGUE, **PEOPLE, **TALK, **SERVICES, **MONEY, **STAFF, **WEBHOOKS,
}  # fmt: skip

JOBS: Mapping[str, tuple[str, str]] = {
    "procrastinate_jobs": (WRITE, REMOVE),
    "procrastinate_events": (APPEND, REMOVE),
    "procrastinate_workers": (NOTHING, REMOVE),
    "procrastinate_periodic_defers": (NOTHING, REMOVE),
}
"""The job queue's tables: what the gateway may do, and the worker."""
