"""What would stand if every message so far had been done as it was meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.acts.acts import Act, Cancel, Correct, Edit, Give, GiveUp, Op, Restore, Start
from services.acts.state import Asked, Standing, StandingLine, State, Thing
from services.acts.values import Line, Ref, What

ZONE = ZoneInfo("Asia/Shanghai")
_ASKS = {
    What.ORDER: (("place", "location"), ("when", "slot"), ("phone", "phone")),
    What.REPAIR: (("description", "problem"), ("place", "location")),
    What.VISIT: (("names", "names"), ("when", "time")),
}
SLOTS = {
    (What.ORDER, "location"): "location",
    (What.ORDER, "slot"): "slot",
    (What.ORDER, "phone"): "phone",
    (What.ORDER, "confirm"): "confirm",
    (What.REPAIR, "problem"): "repair_problem",
    (What.REPAIR, "location"): "repair_location",
    (What.VISIT, "names"): "visit_names",
    (What.VISIT, "time"): "visit_time",
}
"""What a form waits for, by what it asks."""


@dataclass(slots=True)
class _Thing:
    what: What
    id: str
    standing: Standing = Standing.DRAFT
    lines: list[StandingLine] = field(default_factory=list)
    removed: list[StandingLine] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    touched_at: datetime | None = None

    @property
    def missing(self) -> list[str]:
        return [asks for name, asks in _ASKS[self.what] if not self.fields.get(name)]


@dataclass(slots=True)
class Expected:
    """Follows acts that people wrote down; what they leave open is asked and answered."""

    language: str
    _things: list[_Thing] = field(default_factory=list)
    _lines: int = 0

    def requested_slot(self) -> str | None:
        """What the form that is under way waits for."""
        asking = self._asking()
        return SLOTS.get(asking[:2]) if asking is not None else None

    def state(self, now: datetime) -> State:
        things = [self._as_thing(one) for one in reversed(self._things)]
        asking = self._asking()
        asked = Asked(expects=asking[1], thing=asking[2]) if asking is not None else None
        return State(now, ZONE, self.language, tuple(things), asked)

    def follow(self, acts: Iterable[Act], pace: str, now: datetime) -> None:
        """`pace`: what the tenant answers before the next message: nothing, questions or all."""
        for act in acts:
            self._follow(act, now)
        for one in self._things:
            if one.standing is Standing.DRAFT and pace != "next":
                one.fields |= {
                    name: one.fields.get(name) or "answered" for name, _ in _ASKS[one.what]
                }
            enough = not one.missing and (one.what is not What.ORDER or pace == "settle")
            if one.standing is Standing.DRAFT and enough:
                one.standing, one.touched_at = Standing.MADE, now

    def _follow(self, act: Act, now: datetime) -> None:
        match act:
            case Start():
                one = self._at_hand(act.what) if act.what is What.ORDER else None
                if one is None or one.standing is not Standing.DRAFT:
                    one = _Thing(act.what, f"{act.what}:{len(self._things)}")
                    self._things.append(one)
                self._put(one, act.lines)
                one.fields |= {n: getattr(act.fields, n) for n in act.fields.given}
                one.touched_at = now
            case Edit() if (order := self._at_hand(What.ORDER)) is not None:
                self._edit(order, act)
                order.touched_at = now
            case Give() | Correct() if (one := self._last()) is not None:
                one.fields |= {n: getattr(act.fields, n) for n in act.fields.given}
                one.touched_at = now
            case Cancel() | GiveUp() if (one := self._last(act.of.what)) is not None:
                one.standing, one.touched_at = Standing.DROPPED, now
            case Restore():
                self._restore()

    def _put(self, one: _Thing, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.item is not None:
                self._lines += 1
                quantity = line.quantity or 1
                one.lines.append(
                    StandingLine(self._lines, line.item, "", "", quantity, line.options)
                )

    def _edit(self, order: _Thing, act: Edit) -> None:
        named = [line for line in order.lines if _is(line, act.on)] if act.on else order.lines[-1:]
        if act.op in (Op.REMOVE, Op.SWAP) and act.part is None and act.quantity is None:
            order.removed += named
            order.lines = [line for line in order.lines if line not in named]
        if act.op is Op.SET and act.quantity is not None:
            set_ = {line.id for line in named}
            order.lines = [
                replace(line, quantity=act.quantity) if line.id in set_ else line
                for line in order.lines
            ]
        self._put(order, act.lines)

    def _restore(self) -> None:
        gone = next(
            (one for one in reversed(self._things) if one.standing is Standing.DROPPED), None
        )
        if gone is not None:
            gone.standing = Standing.MADE if not gone.missing else Standing.DRAFT
            return
        order = self._at_hand(What.ORDER)
        if order is not None and order.removed:
            order.lines.append(order.removed.pop())

    def _at_hand(self, what: What) -> _Thing | None:
        those = [
            one for one in self._things if one.what is what and one.standing is not Standing.DROPPED
        ]
        drafts = [one for one in those if one.standing is Standing.DRAFT]
        return next(iter((*reversed(drafts), *reversed(those))), None)

    def _last(self, what: What | None = None) -> _Thing | None:
        asking = self._asking()
        those = [
            one
            for one in self._things
            if what in (None, one.what) and one.standing is not Standing.DROPPED
        ]
        asked = next((one for one in those if asking is not None and one.id == asking[2]), None)
        return asked or (max(those, key=lambda one: str(one.touched_at)) if those else None)

    def _asking(self) -> tuple[What, str, str] | None:
        drafts = [one for one in reversed(self._things) if one.standing is Standing.DRAFT]
        for one in sorted(drafts, key=lambda one: one.what is What.ORDER):
            if one.missing:
                return one.what, one.missing[0], one.id
            if one.what is What.ORDER:
                return one.what, "confirm", one.id
        return None

    def _as_thing(self, one: _Thing) -> Thing:
        gone = one.standing is Standing.DROPPED
        return Thing(
            what=one.what,
            standing=one.standing,
            id=one.id,
            lines=tuple(one.lines),
            removed=tuple(one.removed),
            fields=one.fields,
            missing=tuple(one.missing),
            touched_at=one.touched_at,
            may=frozenset(
                {"restore"} if gone else {"edit", "correct", "cancel", "confirm", "urge"}
            ),
        )


def _is(line: StandingLine, ref: Ref) -> bool:
    if ref.any_of:
        return any(_is(line, one) for one in ref.any_of)
    return ref.item == line.item or line.item in ref.candidates or ref.among == "all"
