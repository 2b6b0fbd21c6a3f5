"""How much of what was meant was read, and how much was read that nobody meant."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.acts.acts import Act, Edit, as_json
from services.acts.resolving import resolve
from services.acts.state import State
from services.acts.steps import Step
from services.acts.values import Ref

_BY_VALUE = ("start", "give", "correct", "danger")
_LOOSE = {"description", "reason", "note", "company"}
"""Fields that are words: that they were taken counts, not how they were cut out. So of a place what
no rule knows."""
_JUDGED = frozenset({"category", "urgency"})
"""What a clerk makes of a fault: counted only where it was written down that somebody said so."""


@dataclass(slots=True)
class Share:
    """True positives, and how many there were to find and were found."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    def count(self, wanted: Counter[str], found: Counter[str]) -> None:
        self.right += (wanted & found).total()
        self.wanted += wanted.total()
        self.found += found.total()

    @property
    def f1(self) -> float:
        both = self.wanted + self.found
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Score:
    """Of any number of turns."""

    turns: int = 0
    same: int = 0
    """Turns whose acts are the same by name, in whatever order."""
    acts: Share = field(default_factory=Share)
    """By name, kind of edit and kind of thing; pleasantries are not counted."""
    lines: Share = field(default_factory=Share)
    """Item, quantity, options and kind of edit of each line."""
    fields: Share = field(default_factory=Share)
    """Name and value of each field; that something is to be brought goes without saying."""

    def count(self, wanted: Sequence[Act], found: Sequence[Act], state: State) -> None:
        one, other = (
            [act for act in as_json(settled(acts, state)) if act["act"] != "social"]
            for acts in (wanted, found)
        )
        names = Counter(map(_name, one)), Counter(map(_name, other))
        self.turns += 1
        self.same += names[0] == names[1]
        self.acts.count(*names)
        self.lines.count(_lines(one), _lines(other))
        unsaid = _JUDGED - {name for act in one for name in act.get("fields") or ()}
        self.fields.count(_fields(one), _fields(other, but=unsaid))

    def row(self) -> str:
        same = self.same / self.turns if self.turns else 1.0
        shares = (self.acts.f1, self.lines.f1, self.fields.f1)
        return f"{self.turns:>6}{same:>8.2f}" + "".join(f"{share:>8.2f}" for share in shares)


HEAD = f"{'turns':>6}{'same':>8}{'acts':>8}{'lines':>8}{'fields':>8}"


def _name(act: Mapping[str, Any]) -> str:
    """A thing that is called off is known by what stands, so that its kind is not counted."""
    told = [act["act"], act.get("op"), act.get("what"), act.get("about")]
    return ":".join(str(one) for one in told if one is not None)


def _lines(acts: Iterable[Mapping[str, Any]]) -> Counter[str]:
    return Counter(_line(act, line) for act in acts for line in _lines_of(act))


def _lines_of(act: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that are put in, and the line that is changed with how."""
    told = list(act.get("lines") or ())
    if act["act"] == "edit" and act.get("op") != "add":
        changed = {n: act[n] for n in ("on", "quantity", "part", "options", "without") if n in act}
        told.append(changed)
    return told


def _line(act: Mapping[str, Any], line: Mapping[str, Any]) -> str:
    said = {name: value for name, value in line.items() if name not in ("words", "note")}
    said["options"] = sorted(said.get("options") or ())
    if "on" in said:
        said["on"] = _wordless(said["on"])
    return json.dumps([act["act"], act.get("op"), said], sort_keys=True, default=str)


def _fields(acts: Iterable[Mapping[str, Any]], but: Container[str] = ()) -> Counter[str]:
    return Counter(
        f"{name}={_value(name, value)}"
        for act in acts
        if act["act"] in _BY_VALUE
        for name, value in (act.get("fields") or {}).items()
        if (name, value) != ("way", "delivery") and name not in but
    )


def settled(acts: Sequence[Act], state: State) -> tuple[Act, ...]:
    """The same acts with the lines that they are on named by their ids: "the last one" and the name
    of that dish are one reading."""
    return tuple(_settled(act, state) for act in acts)


def _settled(act: Act, state: State) -> Act:
    if not isinstance(act, Edit):
        return act
    outcome = resolve(act, state)
    if not isinstance(outcome, Step) or not outcome.lines:
        return act
    lines = tuple(sorted(line.id for line in outcome.lines))
    return act.model_copy(update={"on": Ref(lines=lines)})


def _value(name: str, value: Any) -> str:
    if name == "place":
        value = {n: one for n, one in value.items() if n != "place"}
    if name in ("when", "until"):
        value = _moment(value)
    return "" if name in _LOOSE else json.dumps(_wordless(value), sort_keys=True, default=str)


def _moment(when: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what a clock says already: its day, and the meal that it is for."""
    told = {
        n: v for n, v in when.items() if n != "meal" or not (when.get("start") or when.get("day"))
    }
    if when.get("asap"):
        return {"asap": True}
    same_day = when.get("start") and str(when["start"])[:10] == str(when.get("day"))
    if same_day:
        told.pop("day", None)
    return told


def _wordless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {n: _wordless(one) for n, one in value.items() if n != "words"}
    if isinstance(value, list | tuple):
        return [_wordless(one) for one in value]
    return value
