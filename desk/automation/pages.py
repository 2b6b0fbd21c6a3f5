"""The park's rules: all of them, one with what it did, and the form of a new one."""

from datetime import timedelta
from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from desk.automation import words
from desk.frame.call import Call
from desk.frame.routing import Area
from models.automation import AutomationRule, AutomationRun
from services.automation import kinds, rules, running
from services.automation.kinds import OPERATORS, RuleEvent
from services.automation.rules import MOST_ACTIONS, MOST_CONDITIONS
from services.automation.trying import Trial
from services.kit.errors import NotFound

area = Area("rules")

HERE, MAY = "/operate/rules", "operate.rules"
WEEK = timedelta(days=7)


class Wanted(BaseModel):
    event: str = Field("", max_length=80)


@area.get(HERE, allows=MAY)
async def listing(call: Call) -> web.Response:
    offered = await words.offers(call)
    rows = await rules.listing(call.session, call.park.id)
    told = {
        row.id: words.said(call, kinds.events()[row.event], row, offered)
        for row in rows
        if row.event in kinds.events()
    }
    return call.render(
        "rules/list.html",
        rows=rows,
        told=told,
        counts=await _counts(call),
        events=words.offered_events(),
        event_name=lambda type_: words.event_name(call, type_),
    )


@area.get(HERE + "/new", allows=MAY)
async def new(call: Call) -> web.Response:
    """For one event, which decides what may be asked of it."""
    event = kinds.events().get(call.query(Wanted).event)
    if event is None:
        raise NotFound("no such event")
    return call.render("rules/rule.html", **await shown(call, event, None))


@area.get(HERE + "/{rule}", allows=MAY)
async def one(call: Call) -> web.Response:
    rule = await rules.find(call.session, call.park.id, call.id("rule"))
    event = kinds.events().get(rule.event)
    if event is None:
        raise NotFound("its event is no more")
    return call.render("rules/rule.html", **await shown(call, event, rule))


async def shown(
    call: Call, event: RuleEvent, rule: AutomationRule | None, trial: Trial | None = None
) -> dict[str, Any]:
    """What the page of a rule needs."""
    offered = await words.offers(call)
    did = await running.runs(call.session, call.park.id, rule.id) if rule else []
    return {
        "rule": rule,
        "event": event,
        "actions": words.actions_of(event),
        "operators": OPERATORS,
        "most": {"conditions": MOST_CONDITIONS, "actions": MOST_ACTIONS},
        "runs": did,
        "trial": trial,
        "event_name": lambda type_: words.event_name(call, type_),
        "choices": lambda it: words.choices(call, it, offered),
        "step": lambda it: words.step(call, it),
        "subject_path": words.subject_path,
    }


async def _counts(call: Call) -> dict[int, int]:
    """How often each acted within a week."""
    found = await call.session.execute(
        select(AutomationRun.rule_id, func.count().label("acted"))
        .where(
            AutomationRun.park_id == call.park.id,
            AutomationRun.at > call.now - WEEK,
            AutomationRun.outcome != running.LIMITED,
        )
        .group_by(AutomationRun.rule_id)
    )
    return {row.rule_id: row.acted for row in found}
