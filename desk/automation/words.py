"""How rules are told: events, fields, what may be done, and the codes of each."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

import desk
from desk.frame import texts
from desk.frame.areas import RuleWords
from desk.frame.call import Call
from models.conversations import Conversation
from services.automation import kinds
from services.automation.kinds import Field, Param, RuleEvent
from services.kit.plugins import found
from services.labels import labels
from services.park import places
from services.staff import staff

PATHS = {"ticket": "/tickets", "conversation": "/inbox"}
"""Where the subject of an event is looked at."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the park has, by id or code, for fields and params that choose among it."""

    lists: Mapping[str, Mapping[str, str]]


async def offers(call: Call) -> Offers:
    members = await staff.roster(call.session, call.park, now=call.now)
    put = await labels.listing(call.session, call.park.id)
    channels = await call.session.scalars(
        select(Conversation.channel)
        .where(Conversation.park_id == call.park.id)
        .distinct()
        .order_by(Conversation.channel)
    )
    return Offers(
        {
            "staff": {str(one.staff.id): one.staff.name for one in members},
            "label": {str(one.id): getattr(one, f"name_{call.language}") for one in put},
            "buildings": await places.building_names(call.session, call.park.id, call.language),
            "channels": {code: _code(call, "channel", code) for code in channels},
        }
    )


def event_name(call: Call, type_: str) -> str:
    key = f"rules-event-{type_}".replace(".", "-")
    return call.text(key) if texts.has(key) else type_


def choices(call: Call, one: Field | Param, offered: Offers) -> Mapping[str, str]:
    """What may be chosen, by code, in words."""
    if isinstance(one, Field) and one.rows:
        return offered.lists[one.rows]
    if isinstance(one, Param) and one.kind in offered.lists:
        return offered.lists[one.kind]
    return {code: _code(call, one.name, code) for code in one.choices}


def said(call: Call, event: RuleEvent, rule: Any, offered: Offers) -> dict[str, list[str]]:
    """A rule's conditions and actions, a line each."""
    return {
        "when": [_condition(call, event, one, offered) for one in rule.conditions],
        "then": [_action(call, event, one, offered) for one in rule.actions],
    }


def step(call: Call, one: Mapping[str, Any]) -> str:
    """What was done, or why not."""
    done = call.text(f"rules-do-{one['do']}")
    why = f"rules-why-{one['why']}" if one.get("why") else ""
    if not why:
        return done
    told = call.text(why) if texts.has(why) else str(one["why"])
    return call.text("rules-not-done", action=done, why=told)


def _condition(call: Call, event: RuleEvent, one: Mapping[str, Any], offered: Offers) -> str:
    field = kinds.field_of(event, one["field"])
    if field is None:
        return str(one["field"])
    value = one.get("value")
    if isinstance(value, list):
        named = choices(call, field, offered)
        between = "、" if call.language == "zh" else ", "
        value = between.join(named.get(code, code) for code in value)
    parts = [call.text(f"rules-field-{field.name}"), call.text(f"rules-op-{one['op']}")]
    return " ".join([*parts, *([str(value)] if value is not None else [])])


def _action(call: Call, event: RuleEvent, one: Mapping[str, str], offered: Offers) -> str:
    action = kinds.actions().get((event.about, one["do"]))
    if action is None:
        return one["do"]
    values = [_param(call, param, one.get(param.name, ""), offered) for param in action.params]
    return " ".join([call.text(f"rules-do-{action.do}"), *(value for value in values if value)])


def _param(call: Call, param: Param, value: str, offered: Offers) -> str:
    if param.kind == "text":
        return f"“{value}”" if param.name.endswith(call.language) or param.name == "text" else ""
    return choices(call, param, offered).get(value, value)


def _code(call: Call, name: str, code: str) -> str:
    prefix = _prefixes().get(name, f"rules-{name}-")
    key = f"{prefix}{code}"
    return call.text(key) if texts.has(key) else code


@cache
def _prefixes() -> Mapping[str, str]:
    own = {"role": "shell-role-"}
    return ChainMap(*(dict(one.codes) for one in found(desk, RuleWords)), own)


def offered_events() -> Sequence[RuleEvent]:
    return list(kinds.events().values())


def actions_of(event: RuleEvent) -> Sequence[kinds.RuleAction]:
    return [one for (about, _), one in kinds.actions().items() if about == event.about]


def subject_path(subject: str) -> str:
    kind, _, id_ = subject.partition(":")
    return f"{PATHS[kind]}/{id_}" if kind in PATHS else ""
