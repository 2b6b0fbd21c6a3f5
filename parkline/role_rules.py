"""What each process may do to each table: no more than its code does.

`parkline/roles.py` makes the grants of it; a table without a rule fails a test. Letters: r reads, i
inserts, u updates, d deletes. Who may update some columns alone has no u, but their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

READ, WRITE, REMOVE = "r", "riu", "riud"
APPEND = "ri"
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


def log() -> Rule:
    """Nobody alters or removes what was written."""
    return Rule(APPEND, APPEND)


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
    "training_sentence": catalogue(APPEND),
}
PEOPLE = {
    "person": work(REMOVE, WRITE, "name", "phone", "invoice_title", "invoice_tax_no"),
    # The worker moves what was being written for somebody while they were linked to another.
    "identity": Rule(WRITE, READ, hidden=("external_id",), worker_updates=("person_id",)),
    "union_id": Rule(REMOVE, READ, worker_updates=("person_id",), reported=False),
    "person_link": Rule(WRITE, WRITE, hidden=("moved", "replaced")),
    "last_place": work(REMOVE, READ),
    "reach": work(),
    "notice_opt_out": Rule(REMOVE, "rd", worker_updates=("person_id",)),
    "link_code": secret(WRITE, "rd"),
    "link_try": Rule(APPEND, "rd"),
    "join_code": Rule(WRITE, READ, worker_updates=("person_id",), reported=False),
    "join_try": Rule(REMOVE, "rd", worker_updates=("person_id",)),
    "login_code": secret(REMOVE, "rd"),
    "app_session": secret(WRITE, "rud"),
    "refresh_token": secret(WRITE, "rd"),
    "visit_block": catalogue(),
}
TALK = {
    "conversation": work(WRITE, WRITE, "lease_token", "push_token"),
    "message": work(WRITE, WRITE, "text", "payload", "buttons", "data", "external_id"),
    "conversation_note": Rule(WRITE, READ, hidden=("text",), worker_updates=("text",)),
    "handoff": work(WRITE, WRITE, "summary", "rating_comment"),
    "danger_sign": work(REMOVE, REMOVE, "lesson"),
    "photo": Rule(WRITE, READ, hidden=("image", "thumbnail", "token")),
    "action_result": secret(WRITE, "rd"),
    "dialogue_memory": secret(WRITE, "rd"),
    "sending_window": work(),
    "inbound_delivery": secret(WRITE, "rd"),
    "platform_token": secret(),
    "sync_cursor": secret(),
}
SERVICES = {
    "order": work(
        WRITE, REMOVE,
        *("note", "allergy_note", "phone", "pickup_code", "room", "place"),
        *("invoice_title", "invoice_tax_no"),
    ),
    "order_line": work(REMOVE, "rd", "note"),
    "deadline": work(APPEND, REMOVE),
    "stock_watch": work(REMOVE, REMOVE),
    "ticket": work(
        WRITE, WRITE,
        *("description", "phone", "room", "place", "data", "rating_comment"),
    ),
    "ticket_change": Rule(
        WRITE, APPEND, hidden=("text", "details"), worker_updates=("person_id",)
    ),
    "ticket_observer": Rule(REMOVE, "rd", hidden=("words",), worker_updates=("person_id",)),
    "visit": work(
        WRITE, WRITE,
        *("names", "phone", "plate", "visitor_company", "reason", "room", "place"),
    ),
    "visit_pass": work(WRITE, WRITE, "serial"),
    "visit_passage": Rule(WRITE, APPEND),
    "idempotency_key": secret(REMOVE, REMOVE),
}  # fmt: skip
MONEY = {
    "account_entry": log(),
    "account_month": work(),
    "refund": log(),
    "payment": work(),
    "payment_request": work(),
    "payment_return": work(),
    "spending_approval": work(WRITE, REMOVE),
    "reconciliation": Rule(READ, WRITE, gateway_updates=("status",)),
    "reconciliation_difference": work(),
}
STAFF = {
    "staff": Rule(WRITE, READ, hidden=("password_hash", "phone", "failed_logins", "locked_until")),
    "staff_session": secret(REMOVE, "rd"),
    "shift": catalogue(REMOVE),
    "audit_entry": Rule(APPEND, APPEND, hidden=("before", "after")),
}
WEBHOOKS = {
    # `data` is rewritten where a person is erased; all else of an event stays as it was.
    "event": Rule(
        APPEND, APPEND,
        gateway_updates=("data",),
        worker_updates=("handled_at", "due_at", "failures"),
        hidden=("data",),
    ),
    "endpoint": Rule(WRITE, READ, hidden=("secret", "previous_secret", "url"), worker_updates=(
        *("status", "disabled_at", "disabled_reason", "failing_since", "failures"),
        *("open_until", "tokens", "tokens_at"),
    )),
    "delivery": work(),
    "attempt": Rule(READ, APPEND, gateway_updates=("answer",), hidden=("answer", "error")),
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
