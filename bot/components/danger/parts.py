"""Danger that the whole message tells and none of its parts does by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.components.danger.marks import marked
from bot.components.danger.zones import ALARM, FIELD, Danger, rank, zone_of
from bot.components.splitting import Part


def carried(whole: Mapping[str, Any], parts: Sequence[Part]) -> list[Part]:
    """The parts, of which the likeliest has the danger of `whole` if all of them have less.

    Splitting a message must not lose an alarm or a question.
    """
    if not parts or rank(whole)[0] <= max(rank(part.parsed)[0] for part in parts):
        return list(parts)
    chosen = max(parts, key=lambda part: rank(part.parsed))
    return [_with(part, whole) if part is chosen else part for part in parts]


def _with(part: Part, whole: Mapping[str, Any]) -> Part:
    parsed = {**part.parsed, FIELD: whole[FIELD]}
    if zone_of(whole) == ALARM:
        entities = part.parsed.get("entities") or []
        parsed["entities"] = marked(entities, Danger(**whole[FIELD]), part.text, "Splitting")
    return replace(part, parsed=parsed)
