"""Changes as people read them: 价格 ¥22 → ¥24."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import desk
from desk.frame import texts
from desk.frame.areas import AuditWords
from desk.frame.call import Call
from models.staff import AuditEntry
from services.kit.money import format_money
from services.kit.plugins import found
from services.texts import when


@dataclass(frozen=True, slots=True)
class Changed:
    """One field; a side is None where there was nothing, as in what is new or removed."""

    field: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """For a file: 价格: ¥22 → ¥24."""
        sides = [side for side in (self.before, self.after) if side is not None]
        return f"{self.field}: {' → '.join(sides)}"


def who(call: Call, entry: AuditEntry, name: str | None, names: dict[str, str]) -> str:
    """By name; what has none was done by the command line, or by the person it is about. `names`
    are those of actors, too, who are nobody of staff."""
    if entry.actor is not None:
        return f"{kind(call, entry.actor)} {names.get(entry.actor, entry.actor)}"
    themselves = entry.subject.startswith("person:")
    return name or call.text("audit-themselves" if themselves else "audit-command-line")


def action(call: Call, entry: AuditEntry) -> str:
    """What was done; as the code says it, where there are no words for it."""
    key = f"audit-action-{entry.action.replace('.', '-')}"
    return call.text(key) if texts.has(key) else entry.action


def kinds() -> Sequence[str]:
    """Of subjects, as the log is filtered by them."""
    return _whole().kinds


def kind(call: Call, subject: str) -> str:
    """What sort of thing a subject is."""
    code = subject.partition(":")[0]
    key = f"audit-kind-{code}"
    return call.text(key) if texts.has(key) else code


def subject(call: Call, entry: AuditEntry, names: dict[str, str]) -> str:
    sort, _, key = entry.subject.partition(":")
    if sort in _whole().subjects:
        return _whole().subjects[sort](call, key)
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
    if name in _whole().long_lists and entry.before and entry.after:
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
            return call.text(
                "audit-no-limit" if name in _whole().without_limit else "audit-nothing"
            )
        case bool():
            return call.text("audit-yes" if value else "audit-no")
        case []:
            return call.text("audit-all" if name in _whole().all_if_empty else "audit-nothing")
        case list():
            return "、".join(_one(call, name, one) for one in value)
        case _:
            return _one(call, name, value)


def _one(call: Call, name: str, value: Any) -> str:
    if name in _whole().money:
        return format_money(int(value), call.park.currency, call.language)
    if name in _whole().moments:
        at = datetime.fromisoformat(str(value))
        return when.span(at, None, call.language, call.now, ZoneInfo(call.park.timezone))
    prefix = _whole().codes.get(name)
    if prefix and texts.has(key := f"{prefix}{value}"):
        return call.text(key)
    return str(value)


@cache
def _whole() -> AuditWords:
    """What all areas bring, as one."""
    brought = found(desk, AuditWords)
    return AuditWords(
        kinds=[kind for one in brought for kind in one.kinds],
        subjects=ChainMap(*(dict(one.subjects) for one in brought)),
        codes=ChainMap(*(dict(one.codes) for one in brought)),
        money=frozenset().union(*(one.money for one in brought)),
        moments=frozenset().union(*(one.moments for one in brought)),
        without_limit=frozenset().union(*(one.without_limit for one in brought)),
        all_if_empty=frozenset().union(*(one.all_if_empty for one in brought)),
        long_lists=frozenset().union(*(one.long_lists for one in brought)),
    )
