"""Two repairs or two visits that one message reports."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from actions.acts.translating import fields
from actions.acts.translating.heard import Heard, start_of
from actions.kit.said import Said
from services.acts.acts import Start
from services.acts.values import Fields, What

_ANCHORS = {What.REPAIR: "fault", What.VISIT: "name"}
_MARKS = "，,。;；\\n"
_ALSO = ("还有", "另外", "以及", "同埋", "and also", " also ", " and ", " plus ", "另", "再有")
_BESIDE = {What.REPAIR: ("location",), What.VISIT: ("time", "period")}
"""What each of them has of its own."""


def starts(heard: Heard, what: What) -> tuple[Start, ...]:
    """One for each, with what is said in its part of the message; empty where there is but one."""
    parts = _parts(heard, what)
    if len(parts) < 2:  # noqa: PLR2004
        return ()
    return tuple(Start(what=what, fields=_of(heard, what, part)) for part in parts)


def _of(heard: Heard, what: What, part: Said) -> Fields:
    told = fields.fields_of(part)
    if what is What.REPAIR:
        more = fields.of_repair(part, describes=True)
        told = told.model_copy(update=more | {"description": part.text.strip()})
    whole = heard.fields()
    shared = {"phone": whole.phone} if told.phone is None and whole.phone else {}
    return told.model_copy(update=shared)


def _parts(heard: Heard, what: What) -> list[Said]:
    said = heard.said
    anchors = [
        one for one in said.spans if one["label"] == _ANCHORS.get(what) and not one.get("role")
    ]
    cuts = [0]
    for one, after in pairwise(anchors):
        cut = _cut(said.text, one["end"], after["start"], also=what is What.REPAIR)
        if cut is not None:
            cuts.append(cut)
    ends = [*cuts[1:], len(said.text)]
    parts = [_part(said, start, end) for start, end in zip(cuts, ends, strict=True)]
    return parts if _each_has_its_own(parts, what, said.text, cuts) else []


def _cut(text: str, start: int, end: int, *, also: bool) -> int | None:
    """Where the second begins: at a word that adds it, else behind the last mark in between."""
    between = text[start:end]
    adds = [start + at for word in _ALSO if also and (at := between.find(word)) >= 0]
    marks = [start + at + 1 for at, sign in enumerate(between) if sign in _MARKS]
    if adds:
        return min(adds)
    return marks[-1] if marks else None


def _each_has_its_own(parts: Sequence[Said], what: What, text: str, cuts: Sequence[int]) -> bool:
    """Each its place or its time; of faults, "and also" is enough."""
    if all(part.says(*_BESIDE[what]) for part in parts):
        return True
    return what is What.REPAIR and all(text[cut:].lower().startswith(_ALSO) for cut in cuts[1:])


def _part(said: Said, start: int, end: int) -> Said:
    inside = tuple(e for e in said.entities if start <= start_of(e) < end)
    spans = tuple(e for e in said.spans if start <= start_of(e) < end)
    return replace(said, text=said.text[start:end], entities=inside, spans=spans)
