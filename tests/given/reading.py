"""A message as the bot's rules find it, without the bot, beside an intent said by hand."""

from functools import cache
from typing import Any

from actions.acts.translating import translate
from actions.kit.said import Said
from bot.components.domains import brought
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.remarks import mark_old
from bot.components.parsers.spans import Span
from services.acts.acts import Act
from services.acts.state import State
from tests.given.acts import DISHES, ITEMS, NOW

OPTIONS = {
    "no_chili": ("不要辣", "no chili"),
    "mild": ("微辣", "mild"),
    "no_cilantro": ("不要香菜", "no cilantro"),
    "oat_milk": ("燕麦奶", "oat milk"),
    "hot": ("热", "hot"),
    "iced": ("冰", "iced"),
    "large": ("大杯", "large"),
    "no_ice": ("去冰", "no ice"),
}


@cache
def knowledge() -> Knowledge:
    """The dishes of tests.given.acts, by the ids that they have there."""
    return Knowledge.from_json(
        {
            "version": 1,
            "items": [
                {"id": ITEMS[zh], "kind": "dish", "names": [zh, english]}
                for zh, (english, _, _) in DISHES.items()
            ],
            "options": [{"code": code, "names": list(names)} for code, names in OPTIONS.items()],
            "buildings": [{"code": code, "names": [f"{code}座"]} for code in "ABCD"],
        }
    )


def read(words: str, state: State, intent: str = "out_of_scope", **more: Any) -> list[Act]:
    """The acts that a message is translated into; pleasantries are left out."""
    spans = [
        *annotate(words, NOW, knowledge()),
        *(span for domain in brought() for rule in domain.find for span in rule(words)),
    ]
    spans += [
        span for domain in brought() for rule in domain.find_beside for span in rule(words, spans)
    ]
    entities = [_entity(span) for span in sorted(mark_old(words, spans), key=lambda one: one.start)]
    parsed = {
        "text": words,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [*entities, *more.pop("found", ())],
        **more,
    }
    return [act for act in translate(Said.of(parsed), state) if act.act != "social"]


def _entity(span: Span) -> dict[str, Any]:
    told = {
        **span.extra,
        "entity": span.entity,
        "start": span.start,
        "end": span.end,
        "value": span.value,
        "text": span.text,
        "extractor": "RuleEntities",
        "group": span.group,
        "role": span.role,
    }
    return {name: value for name, value in told.items() if value is not None}
