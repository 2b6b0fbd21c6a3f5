"""What rules found in a message, as features of its tokens and of its spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token

from bot.components.reading.decoding import Floats
from bot.components.reading.said import Entity

KINDS = (
    "item", "quantity", "option", "note", "line_ref", "location", "time", "period", "meal", "shift",
    "phone", "plate", "payment", "fulfilment", "adds", "correction", "give_up", "restore",
    "question", "fault",
)  # fmt: skip
ROLES = (
    "remove", "replaced", "replacement", "keep", "except", "only", "restore", "set", "add",
    "subtract", "total", "times", "part", "old", "without",
)  # fmt: skip
WIDTH = 2 * len(KINDS) + len(ROLES)


def of_rules(tokens: Sequence[Token], entities: Sequence[Entity]) -> Floats:
    """A row for each token: in which entities it lies, which of them it begins, and their roles."""
    rows = np.zeros((len(tokens), WIDTH), dtype=np.float32)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    for entity in entities:
        first, after = bisect_right(ends, entity["start"]), bisect_left(starts, entity["end"])
        if entity["entity"] not in KINDS or first >= after:
            continue
        kind = KINDS.index(entity["entity"])
        rows[first:after, kind] = 1
        rows[first, len(KINDS) + kind] = 1
        if entity.get("role") in ROLES:
            rows[first:after, 2 * len(KINDS) + ROLES.index(entity["role"])] = 1
    return rows
