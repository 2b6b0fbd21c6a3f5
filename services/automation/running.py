"""Rules at work: after an event, in its transaction.

What a rule causes starts no rule, so rules cannot go round in circles. Against circles through
people and machines outside, one rule acts on one subject a few times a day, and switches itself off
when it acts far too often.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import BigInteger, Text, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.automation import AutomationRule, AutomationRun
from models.events import EventRow
from services.automation import kinds, rules
from services.automation.events import AutomationStopped
from services.automation.kinds import Doing, Field, Value
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import publish
from services.kit.audit import By, record
from services.kit.batches import delete_some
from services.kit.errors import ParkError

OF_ONE_SUBJECT = 5
A_DAY = timedelta(days=1)
OF_ONE_RULE = 200
AN_HOUR = timedelta(hours=1)
KEPT = timedelta(days=90)
DONE, FAILED, LIMITED = "done", "failed", "limited"
_XID = cast(cast(func.pg_current_xact_id(), Text), BigInteger)

log = structlog.get_logger(__name__)


async def run(session: AsyncSession, row: EventRow, event: Event, now: datetime) -> Sequence[Told]:
    """Do what the park's rules say of this event. Safe to repeat."""
    wanted = await session.scalars(
        select(AutomationRule)
        .where(
            AutomationRule.park_id == row.park_id,
            AutomationRule.event == row.type,
            AutomationRule.active,
        )
        .order_by(AutomationRule.position, AutomationRule.id)
    )
    active = wanted.all()
    if not active or await _is_of_a_rule(session, row):
        return ()
    told: list[Told] = []
    for rule in active:
        if await holds(session, rule, row, event):
            told += await _act(session, rule, row, now)
    return told


async def holds(session: AsyncSession, rule: AutomationRule, row: EventRow, event: Event) -> bool:
    """Whether all that the rule asks for is so. What no domain knows any more is not."""
    known = kinds.events().get(rule.event)
    if known is None:
        return False
    for condition in rule.conditions:
        field = kinds.field_of(known, condition["field"])
        if field is None or not _is_so(field, condition, await field.read(session, row, event)):
            return False
    return True


def _is_so(field: Field, condition: Mapping[str, Any], value: Value) -> bool:
    wanted, negated = condition.get("value"), condition["op"] in {"is_not", "lacks", "holds_not"}
    match field.kind:
        case "choice":
            return (value in (wanted or ())) != negated
        case "words":
            return (str(wanted).casefold() in str(value or "").casefold()) != negated
        case "yes":
            return bool(value) != negated
        case "number":
            if not isinstance(value, int) or not isinstance(wanted, int):
                return False
            return value >= wanted if condition["op"] == "at_least" else value <= wanted


def doings(
    rule: AutomationRule, subject_id: int, now: datetime
) -> list[tuple[kinds.RuleAction | None, Doing]]:
    """What a rule does to a subject, in order; None where no domain does that any more."""
    about = kinds.events()[rule.event].about
    return [
        (
            kinds.actions().get((about, one["do"])),
            Doing(rule.park_id, subject_id, rule.name, one, now),
        )
        for one in rule.actions
    ]


async def _act(
    session: AsyncSession, rule: AutomationRule, row: EventRow, now: datetime
) -> Sequence[Told]:
    began = await _newest_event(session, row.park_id)
    run_id = await session.scalar(
        insert(AutomationRun)
        .values(
            park_id=row.park_id, rule_id=rule.id, event_id=row.id, subject=row.subject, at=now,
            outcome=DONE, steps=[], xid=_XID, first_event=began, last_event=began,
        )
        .on_conflict_do_nothing(index_elements=["park_id", "rule_id", "event_id"])
        .returning(AutomationRun.id)
    )  # fmt: skip
    if run_id is None:
        return ()
    kept = await session.get_one(AutomationRun, (row.park_id, run_id))
    if await _too_often(session, rule, kept, now):
        kept.outcome = LIMITED
        await session.flush()
        return ()
    told: list[Told] = []
    steps: list[dict[str, Any]] = []
    for action, doing in doings(rule, int(row.subject.partition(":")[2]), now):
        step, said = await _step(session, action, doing)
        steps.append(step)
        told += said
    kept.steps = steps
    kept.outcome = FAILED if any(step.get("failed") for step in steps) else DONE
    kept.last_event = await _newest_event(session, row.park_id)
    await session.flush()
    return told


async def _step(
    session: AsyncSession, action: kinds.RuleAction | None, doing: Doing
) -> tuple[dict[str, Any], Sequence[Told]]:
    """One action, in a savepoint of its own: what cannot be done keeps nothing else from it."""
    do = doing.values["do"]
    if action is None:
        return {"do": do, "why": "unknown", "failed": True}, ()
    try:
        async with session.begin_nested():
            if why := await action.blocked(session, doing):
                return {"do": do, "why": why}, ()
            return {"do": do}, await action.run(session, doing)
    except ParkError as problem:
        return {"do": do, "why": problem.code, "failed": True}, ()
    except Exception:
        log.exception("rule.failed", rule=doing.rule, do=do)
        return {"do": do, "why": "error", "failed": True}, ()


async def _too_often(
    session: AsyncSession, rule: AutomationRule, run_: AutomationRun, now: datetime
) -> bool:
    acted = select(func.count()).where(
        AutomationRun.park_id == rule.park_id,
        AutomationRun.rule_id == rule.id,
        AutomationRun.outcome != LIMITED,
        AutomationRun.id != run_.id,
    )
    lately = await session.scalar(acted.where(AutomationRun.at > now - AN_HOUR)) or 0
    if lately >= OF_ONE_RULE:
        await _stop(session, rule, now)
        return True
    of_it = acted.where(AutomationRun.at > now - A_DAY, AutomationRun.subject == run_.subject)
    return (await session.scalar(of_it) or 0) >= OF_ONE_SUBJECT


async def _stop(session: AsyncSession, rule: AutomationRule, now: datetime) -> None:
    """It is switched off by itself, and operators are alerted."""
    locked = await rules.find(session, rule.park_id, rule.id, lock=True)
    if not locked.active:
        return
    before = rules.shown(locked)
    locked.active, locked.updated_at = False, now
    await session.flush()
    subject, by = f"automation_rule:{rule.id}", By(rule.park_id, None, now)
    record(session, by, "rule.off", subject, before=before, after=rules.shown(locked))
    await publish(session, rule.park_id, AutomationStopped(rule_id=rule.id), now=now)


async def _is_of_a_rule(session: AsyncSession, row: EventRow) -> bool:
    caused = await session.scalar(
        select(AutomationRun.id)
        .where(
            AutomationRun.park_id == row.park_id,
            AutomationRun.xid == row.xid,
            AutomationRun.first_event < row.id,
            AutomationRun.last_event >= row.id,
        )
        .limit(1)
    )
    return caused is not None


async def _newest_event(session: AsyncSession, park_id: int) -> int:
    """The newest that this transaction sees, its own among them."""
    newest = select(func.max(EventRow.id)).where(EventRow.park_id == park_id)
    return await session.scalar(newest) or 0


async def runs(
    session: AsyncSession, park_id: int, rule_id: int, *, limit: int = 50
) -> Sequence[AutomationRun]:
    """What a rule did, the newest first."""
    found = await session.scalars(
        select(AutomationRun)
        .where(AutomationRun.park_id == park_id, AutomationRun.rule_id == rule_id)
        .order_by(AutomationRun.id.desc())
        .limit(limit)
    )
    return found.all()


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget what was done longer ago than KEPT; how many."""
    return await delete_some(session, AutomationRun, AutomationRun.at < now - KEPT)
