"""Changes as people read them: 价格 ¥22 → ¥24."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.frame import texts
from desk.frame.call import Call
from models import AuditEntry
from services.kit.money import format_money
from services.texts import when

NO_LIMIT = {"stock", "capacity", "ends_at", "days"}
"""Fields that mean "without a limit" when they are empty."""
LONG_LISTS = {"questions", "aliases"}
"""Fields of which only what came and what went is told."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field; a side is None where there was nothing, as in what is new or removed."""

    field: str
    before: str | None
    after: str | None


def who(call: Call, entry: AuditEntry, name: str | None) -> str:
    """By name; what has none was done by the command line, or by the person it is about."""
    themselves = entry.subject.startswith("person:")
    return name or call.text("audit-themselves" if themselves else "audit-command-line")


def action(call: Call, entry: AuditEntry) -> str:
    """What was done; as the code says it, where there are no words for it."""
    key = f"audit-action-{entry.action.replace('.', '-')}"
    return call.text(key) if texts.has(key) else entry.action


def kind(call: Call, subject: str) -> str:
    """What sort of thing a subject is."""
    code = subject.partition(":")[0]
    key = f"audit-kind-{code}"
    return call.text(key) if texts.has(key) else code


def subject(call: Call, entry: AuditEntry, names: dict[str, str]) -> str:
    sort, _, key = entry.subject.partition(":")
    if sort == "policy":
        of, _, urgency = key.partition("/")
        return f"{call.text(f'shell-kind-{of}')} · {call.text(f'shell-urgency-{urgency}')}"
    if sort == "retention":
        return call.text(f"retention-kind-{key}")
    if sort == "park":
        return str(getattr(call.park, f"name_{call.language}"))
    return names.get(entry.subject, key)


def looked(call: Call, entry: AuditEntry) -> str:
    """With which roles, and from which page: Agent · Inbox."""
    roles = "、".join(call.text(f"shell-role-{role}") for role in entry.roles or ())
    page = call.text(f"shell-area-{entry.page}") if entry.page else ""
    return " · ".join(said for said in (roles, page) if said)


def changes(call: Call, entry: AuditEntry) -> list[Changed]:
    """Field by field, in the order in which they were noted; of lists, what came and what went."""
    return [_changed(call, entry, name) for name in dict.fromkeys([*entry.before, *entry.after])]


def _changed(call: Call, entry: AuditEntry, name: str) -> Changed:
    before, after = entry.before.get(name), entry.after.get(name)
    told = _field(call, name)
    if name in LONG_LISTS and entry.before and entry.after:
        went = [one for one in before or [] if one not in (after or [])]
        came = [one for one in after or [] if one not in (before or [])]
        return Changed(told, "、".join(went) or None, "、".join(came) or None)
    return Changed(
        field=told,
        before=_value(call, name, before) if name in entry.before else None,
        after=_value(call, name, after) if name in entry.after else None,
    )


def _field(call: Call, name: str) -> str:
    key = f"audit-field-{name}"
    return call.text(key) if texts.has(key) else name


def _value(call: Call, name: str, value: Any) -> str:
    match value:
        case None | "":
            return call.text("audit-no-limit" if name in NO_LIMIT else "audit-nothing")
        case bool():
            return call.text("audit-yes" if value else "audit-no")
        case []:
            return call.text("audit-all" if name == "event_types" else "audit-nothing")
        case list():
            return "、".join(_one(call, name, one) for one in value)
        case _:
            return _one(call, name, value)


def _one(call: Call, name: str, value: Any) -> str:
    if read := _READ.get(name):
        return read(call, value)
    prefix = _CODES.get(name)
    if prefix and texts.has(key := f"{prefix}{value}"):
        return call.text(key)
    return str(value)


def _money(call: Call, minor: Any) -> str:
    return format_money(int(minor), call.park.currency, call.language)


def _moment(call: Call, iso: Any) -> str:
    at = datetime.fromisoformat(str(iso))
    return when.span(at, None, call.language, call.now, ZoneInfo(call.park.timezone))


_READ: dict[str, Callable[[Call, Any], str]] = {
    "price": _money,
    "price_delta": _money,
    "monthly_limit": _money,
    "refunded": _money,
    "locked_until": _moment,
    "since": _moment,
    "compared_at": _moment,
    "starts_at": _moment,
    "ends_at": _moment,
}
_CODES = {
    "meal": "catalogue-meal-",
    "meals": "catalogue-meal-",
    "weekdays": "operate-weekday-",
    "roles": "shell-role-",
    "escalate_to": "shell-role-",
    "skills": "shell-category-",
    "kind": "calendar-kind-",
    "how": "audit-how-",
    "status": "audit-status-",
    "language": "audit-language-",
    "level": "announcements-level-",
    "verdict": "dangers-verdict-",
    "danger_kind": "dangers-kind-",
}
"""Beginnings of the keys that name a field's codes."""
