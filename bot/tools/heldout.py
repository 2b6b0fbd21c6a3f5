"""Written sentences with what they mean, and what the bot made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUT_OF_SCOPE = "out_of_scope"
_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(?:[+-]\d\d:\d\d)?$")


@dataclass(frozen=True)
class Sentence:
    """`labels` are the annotations beyond the intent that tests/nlu/README.md lists."""

    text: str
    intent: str
    lang: str
    noise: str
    labels: dict[str, Any]


@dataclass(frozen=True)
class Understood:
    """What a parse gave. `guess` is the classifier's, before threshold and FAQ changed it."""

    text: str
    intent: str
    confidence: float
    guess: str
    guess_confidence: float
    entities: Sequence[dict[str, Any]]
    faq: dict[str, Any] | None
    seconds: float


@dataclass(frozen=True)
class Judged:
    sentence: Sentence
    understood: Understood

    @property
    def pair(self) -> tuple[str, str]:
        return self.sentence.intent, self.understood.intent

    @property
    def right(self) -> bool:
        return self.sentence.intent == self.understood.intent


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def sentences(path: Path) -> list[Sentence]:
    return [_sentence(row) for row in read_lines(path)]


def _sentence(row: dict[str, Any]) -> Sentence:
    named = {name: row.pop(name) for name in ("text", "intent", "lang", "noise")}
    return Sentence(**named, labels=row)


def label_is_right(label: str, wanted: Any, understood: Understood) -> bool:
    """Whether one annotation was found. Raises KeyError for one that nobody knows to judge."""
    return bool(_JUDGES[label](wanted, understood))


def found(label: str, understood: Understood) -> Any:
    """What stands for the label in a parse, to be shown beside what was wanted."""
    if label == "faq":
        return (understood.faq or {}).get("id")
    name = "quantity" if label == "quantities" else label
    ordered = sorted(understood.entities, key=lambda entity: int(entity["start"]))
    return [one["value"] for one in ordered if one["entity"] == name and not _is_part(one)]


def _is_part(entity: dict[str, Any]) -> bool:
    """Some of a line that was counted already (其中两份不要辣) is no line of its own."""
    return entity["entity"] == "quantity" and entity.get("role") == "part"


def wanted_values(entity: str, sentence: Sentence) -> list[str]:
    """Sentences without the label hold none of these."""
    return [_plain(value) for value in sentence.labels.get(entity, ())]


def found_values(entity: str, understood: Understood) -> list[str]:
    return [_plain(value) for value in found(entity, understood)]


def _plain(value: Any) -> str:
    """Names and reasons without regard to case, times to the minute on the clock of the park."""
    if isinstance(value, dict):
        value = [value["from"], value["to"]]
    if isinstance(value, list):
        return " – ".join(_plain(end) for end in value)
    return _MOMENT.sub(r"\1", str(value)).casefold()


def _faq(wanted: str, understood: Understood) -> bool:
    return bool(found("faq", understood) == wanted)


def _quantities(wanted: list[int], understood: Understood) -> bool:
    return bool(found("quantities", understood) == wanted)


def _plate(wanted: str, understood: Understood) -> bool:
    return bool(found("plate", understood) == [wanted])


def _repair_category(wanted: str, understood: Understood) -> bool:
    """A report without one is filed under other."""
    return bool((found("repair_category", understood) or ["other"])[0] == wanted)


def _urgency(wanted: str, understood: Understood) -> bool:
    """Normal is never said, by the tenant or in the parse."""
    return bool((found("urgency", understood) or ["normal"])[0] == wanted)


def _location(wanted: dict[str, str], understood: Understood) -> bool:
    """Only what was said is compared; a floor derived from the room is no error."""
    places = [place for place in found("location", understood) if isinstance(place, dict)]
    return any(all(_same(place.get(key), wanted[key]) for key in wanted) for place in places)


def _same(part: Any, wanted: str) -> bool:
    """Floors are numbers in a parse, below ground negative ones: B2 is -2."""
    written = f"B{-part}" if isinstance(part, int) and part < 0 else str(part)
    return written.upper() == wanted.upper()


_JUDGES: dict[str, Any] = {
    "faq": _faq,
    "quantities": _quantities,
    "plate": _plate,
    "repair_category": _repair_category,
    "urgency": _urgency,
    "location": _location,
}
LABELS = tuple(_JUDGES)
ENTITIES = ("visitor_name", "visit_reason", "time", "period")
"""Judged over all sentences, so that what is found where nothing was said counts as well."""
