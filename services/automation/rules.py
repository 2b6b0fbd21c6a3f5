"""Rules as operators write them: kept, tried, switched on and off. Every change is in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.automation import AutomationRule, AutomationRun
from services.automation import kinds
from services.automation.kinds import OPERATORS, Field, Param, RuleEvent
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile

LONGEST_NAME = 60
MOST = 100
MOST_CONDITIONS, MOST_ACTIONS = 8, 6
LONGEST_WORDS = 60
LONGEST_NUMBER, LONGEST_ID = 6, 18
"""Digits."""
COLUMNS = ("name", "event", "conditions", "actions", "active")


class NameTaken(Conflict):
    """`details`: `field`."""

    code = "name_taken"


class NotTried(Conflict):
    """It was changed since it was last tried, or never was."""

    code = "not_tried"


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as it is entered."""

    name: str
    event: str
    conditions: Sequence[Mapping[str, Any]]
    """`field`, `op`, `value`: a list of codes of a choice, a whole number, words; none of yes."""
    actions: Sequence[Mapping[str, str]]
    """`do`, and the action's params."""


async def listing(session: AsyncSession, park_id: int) -> list[AutomationRule]:
    """In the order in which they run."""
    found = await session.scalars(
        select(AutomationRule)
        .where(AutomationRule.park_id == park_id)
        .order_by(AutomationRule.position, AutomationRule.id)
    )
    return list(found)


async def find(
    session: AsyncSession, park_id: int, rule_id: int, *, lock: bool = False
) -> AutomationRule:
    """Raises NotFound."""
    found = await session.get(
        AutomationRule, (park_id, rule_id), with_for_update=lock, populate_existing=lock
    )
    if found is None:
        raise NotFound(f"rule {rule_id}")
    return found


async def add(session: AsyncSession, by: By, written: Written) -> AutomationRule:
    """Switched off, until it was tried. Raises Invalid, NameTaken."""
    last = await session.execute(
        select(func.count(), func.max(AutomationRule.position)).where(
            AutomationRule.park_id == by.park_id
        )
    )
    count, position = last.one()
    if count >= MOST:
        raise Invalid(f"up to {MOST} rules", field="name")
    row = AutomationRule(park_id=by.park_id, active=False, version=1, created_at=by.at)
    row.position = (position or 0) + 1
    await _set(session, row, written, by)
    session.add(row)
    await session.flush()
    record(session, by, "rule.add", _name(row), before={}, after=shown(row))
    return row


async def edit(
    session: AsyncSession, by: By, rule_id: int, written: Written, *, seen: int
) -> AutomationRule:
    """What was changed has to be tried anew, and is switched off until then; a new name alone
    changes nothing of that. Raises Invalid, NameTaken, NotFound, ChangedMeanwhile."""
    row = await find(session, by.park_id, rule_id, lock=True)
    if row.version != seen:
        raise ChangedMeanwhile(_name(row), subject=_name(row))
    before, tried = shown(row), row.tested_version == row.version
    what = (row.conditions, row.actions)
    await _set(session, row, written, by)
    row.version += 1
    if (row.conditions, row.actions) == what:
        row.tested_version = row.version if tried else row.tested_version
    else:
        row.active = False
    await session.flush()
    record(session, by, "rule.edit", _name(row), before=before, after=shown(row))
    return row


async def tried(session: AsyncSession, by: By, row: AutomationRule) -> None:
    """It was tried as it stands: it may be switched on. The row is locked."""
    if row.tested_version != row.version:
        row.tested_version = row.version
        await session.flush()
        record(session, by, "rule.try", _name(row), before={}, after={"rule_name": row.name})


async def switch(session: AsyncSession, by: By, rule_id: int, *, on: bool) -> AutomationRule:
    """Safe to repeat. Raises NotTried, NotFound."""
    row = await find(session, by.park_id, rule_id, lock=True)
    if on and row.tested_version != row.version:
        raise NotTried(row.name)
    before = shown(row)
    row.active, row.updated_at = on, by.at
    await session.flush()
    action = "rule.on" if on else "rule.off"
    record(session, by, action, _name(row), before=before, after=shown(row))
    return row


async def remove(session: AsyncSession, by: By, rule_id: int) -> None:
    """With what it did, which the audit log does not repeat. Raises NotFound."""
    row = await find(session, by.park_id, rule_id, lock=True)
    record(session, by, "rule.remove", _name(row), before=shown(row), after={})
    await session.execute(
        delete(AutomationRun).where(
            AutomationRun.park_id == by.park_id, AutomationRun.rule_id == row.id
        )
    )
    await session.delete(row)
    await session.flush()


def shown(row: AutomationRule) -> dict[str, Any]:
    """For the audit log: conditions and actions as lines."""
    return {
        "rule_name": row.name,
        "rule_event": row.event,
        "rule_when": [_line(one) for one in row.conditions],
        "rule_then": [_line(one) for one in row.actions],
        "active": row.active,
    }


def called(row: AutomationRule, _language: str) -> str:
    """What the audit log calls it."""
    return row.name


def _line(one: Mapping[str, Any]) -> str:
    return " ".join(
        "/".join(map(str, value)) if isinstance(value, list) else str(value)
        for value in one.values()
        if value is not None
    )


def _name(row: AutomationRule) -> str:
    return f"automation_rule:{row.id}"


async def _set(session: AsyncSession, row: AutomationRule, written: Written, by: By) -> None:
    event = kinds.events().get(written.event)
    if event is None or row.event not in (None, written.event):
        raise Invalid("no such event", field="event")
    name = " ".join(written.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field="name")
    with session.no_autoflush:
        same = await session.scalar(
            select(AutomationRule.id).where(
                AutomationRule.park_id == by.park_id,
                AutomationRule.name == name,
                AutomationRule.id != (row.id or 0),
            )
        )
    if same is not None:
        raise NameTaken(name, field="name")
    if not 0 < len(written.actions) <= MOST_ACTIONS:
        raise Invalid(f"1 to {MOST_ACTIONS} actions", field="actions")
    if len(written.conditions) > MOST_CONDITIONS:
        raise Invalid(f"up to {MOST_CONDITIONS} conditions", field="conditions")
    row.name, row.event, row.updated_at = name, written.event, by.at
    row.conditions = [
        _condition(event, one, number) for number, one in enumerate(written.conditions)
    ]
    row.actions = [_action(event, one, number) for number, one in enumerate(written.actions)]


def _condition(event: RuleEvent, entered: Mapping[str, Any], number: int) -> dict[str, Any]:
    field = kinds.field_of(event, str(entered.get("field")))
    if field is None:
        raise Invalid("no such field", field=f"field-{number}")
    op = entered.get("op")
    if op not in OPERATORS[field.kind]:
        raise Invalid("no such operator", field=f"op-{number}")
    value = _value(field, entered.get("value"))
    if value is None and field.kind != "yes":
        raise Invalid("a value that can be", field=f"value-{number}")
    return {"field": field.name, "op": op, "value": value}


def _value(field: Field, entered: Any) -> Any:
    """None for what cannot be."""
    match field.kind:
        case "choice":
            codes = [str(one) for one in (entered if isinstance(entered, list) else [entered])]
            known = not field.choices or set(codes) <= set(field.choices)
            return codes if known and all(codes) and codes else None
        case "number":
            said = str(entered)
            is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
            return int(said) if is_number else None
        case "words":
            words = " ".join(str(entered or "").split())
            return words if 0 < len(words) <= LONGEST_WORDS else None
        case "yes":
            return None


def _action(event: RuleEvent, entered: Mapping[str, str], number: int) -> dict[str, str]:
    action = kinds.actions().get((event.about, str(entered.get("do"))))
    if action is None:
        raise Invalid("no such action", field=f"do-{number}")
    given = {"do": action.do}
    for param in action.params:
        value = str(entered.get(param.name) or "").strip()
        if not _fits(param, value):
            raise Invalid("needed", field=f"{param.name}-{number}")
        given[param.name] = value
    return given


def _fits(param: Param, value: str) -> bool:
    match param.kind:
        case "text":
            return 0 < len(value) <= param.longest
        case "staff" | "label":
            return value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID
        case _:
            return value in param.choices
