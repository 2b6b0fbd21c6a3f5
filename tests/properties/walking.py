"""Random walks through a state machine, by the services' own functions.

After every step the whole database is looked at. A step that is legal leads where the table says,
with exactly the events that it names and no other; one that is not raises and changes nothing,
in no table; one that asks for what is there already changes nothing either.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from types import NoneType
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.events import EventRow
from parkline.stores.database import Sessions
from services.events.states import Move, Transition
from services.kit.errors import IllegalTransition, ParkError

Act = Callable[[AsyncSession, int, datetime], Awaitable[object]]
"""What a step does to the subject with this id."""
Row = dict[str, Any]
_LEGAL = 0.6


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done. `leads`: from a state to the next one, and what is told of it."""

    name: str
    act: Act
    leads: Mapping[str, tuple[str, Sequence[str]]]
    quiet: Collection[str] = ()
    """States in which it is no error and changes nothing."""
    refused: Callable[[Row, datetime], type[ParkError] | None] = lambda _row, _now: None
    """What else than the state is against it, seen from the row."""
    may_refuse: tuple[type[ParkError], ...] = ()
    """What else may be against it, which the row does not show."""


def step(action: str, rule: Move, act: Act, **more: Any) -> Step:
    """What a table's row says. To reach again what is reached changes nothing."""
    told = [rule.event.type] if isinstance(rule, Transition) else []
    leads = dict.fromkeys(rule.sources, (rule.target, told))
    return Step(action, act, leads, {rule.target} - rule.sources, **more)


@dataclass(frozen=True, slots=True)
class Looked:
    """The whole database: a print of each table, and the rows of the one that is walked."""

    prints: dict[str, str]
    rows: dict[int, Row]
    events: dict[int, tuple[str, int, str, Row]]
    """By id: subject, sequence, type, data."""

    def state(self, subject: int, column: str) -> str:
        return str(self.rows[subject][column])


@dataclass
class Walk:
    """`table` is the SQL name, `kind` how its events' subjects begin, `column` the state's."""

    sessions: Sessions
    table: str
    kind: str
    subjects: Sequence[int]
    steps: Sequence[Step]
    now: datetime
    seed: int
    column: str = "status"
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    async def go(
        self,
        count: int,
        *,
        longest: timedelta = timedelta(minutes=40),
        holds: Callable[[Looked], Awaitable[None]] | None = None,
    ) -> None:
        """`count` steps, up to `longest` apart; `holds` is asserted after each."""
        before = await self.look()
        for _ in range(count):
            self.now += longest * self.random.random()
            subject = self.random.choice(self.subjects)
            before = await self._take(self._choose(subject, before), subject, before)
            if holds is not None:
                await holds(before)

    def _choose(self, subject: int, looked: Looked) -> Step:
        """More often something that may be done here, so that a walk gets far."""
        state = looked.state(subject, self.column)
        legal = [one for one in self.steps if state in one.leads]
        return self.random.choice(legal if legal and self.random.random() < _LEGAL else self.steps)

    async def _take(self, step_: Step, subject: int, before: Looked) -> Looked:
        was = before.state(subject, self.column)
        refusal = self._refusal(step_, before.rows[subject], was)
        raised = await self._do(step_, subject)
        if isinstance(raised, step_.may_refuse):
            refusal = type(raised)
        after = await self.look()
        where = f"{step_.name} of {self.kind} {subject}, {was}, raised {raised!r}"
        if refusal is not None or was in step_.quiet:
            assert isinstance(raised, refusal or NoneType), where
            assert after.prints == before.prints, where
        else:
            assert raised is None, where
            self._check_step(subject, step_.leads[was], before, after, where=where)
        return after

    def _refusal(self, step_: Step, row: Row, was: str) -> type[ParkError] | None:
        if was not in step_.leads and was not in step_.quiet:
            return IllegalTransition
        return step_.refused(row, self.now)

    def _check_step(
        self,
        subject: int,
        leads: tuple[str, Sequence[str]],
        before: Looked,
        after: Looked,
        *,
        where: str,
    ) -> None:
        target, told = leads
        # What follows elsewhere, such as a payment, has a machine and events of its own.
        new = [
            after.events[id_]
            for id_ in sorted(after.events.keys() - before.events.keys())
            if after.events[id_][2].startswith(f"{self.kind}.")
        ]
        mine = f"{self.kind}:{subject}"
        assert [(about, type_) for about, _, type_, _ in new] == [(mine, one) for one in told], (
            where
        )
        assert after.state(subject, self.column) == target, where
        for other in after.rows.keys() - {subject}:
            assert after.rows[other] == before.rows[other], where

    async def _do(self, step_: Step, subject: int) -> ParkError | None:
        try:
            async with self.sessions.begin() as session:
                await step_.act(session, subject, self.now)
        except ParkError as refused:
            return refused
        return None

    async def once(self, looked: Looked) -> None:
        """A step of many at once: nobody can say beforehand what becomes of it."""
        subject = self.random.choice(self.subjects)
        chosen, now = self._choose(subject, looked), self.now
        async with self.sessions.begin() as session:
            await chosen.act(session, subject, now)

    async def look(self) -> Looked:
        async with self.sessions() as session:
            prints = {row[0]: row[1] for row in await session.execute(_PRINTS)}
            rows = await session.scalars(text(f'select to_jsonb(t) from "{self.table}" t'))
            events = await session.execute(
                select(
                    EventRow.id, EventRow.subject, EventRow.sequence, EventRow.type, EventRow.data
                )
            )
            by_id = {row["id"]: row for row in rows}
            return Looked(prints, by_id, {row[0]: (*row[1:],) for row in events})

    async def told(self, subject: int) -> list[tuple[int, str, Row]]:
        """(sequence, type, data) of everything that was told of it."""
        looked = await self.look()
        mine = f"{self.kind}:{subject}"
        found = [event[1:] for event in looked.events.values() if event[0] == mine]
        return sorted(found, key=lambda event: event[0])

    async def check_log(self, subject: int, actions: Mapping[str, Move], born: str) -> None:
        """The events alone lead from birth to the state that the row is in, one by one."""
        log = await self.told(subject)
        assert [sequence for sequence, _, _ in log] == list(range(1, len(log) + 1))
        moves = {rule.event.type for rule in actions.values() if isinstance(rule, Transition)}
        state = born
        for _, type_, data in log:
            if type_ in moves:
                state = _after(state, type_, data, actions)
        looked = await self.look()
        assert state == looked.state(subject, self.column)


def _after(state: str, type_: str, data: Row, actions: Mapping[str, Move]) -> str:
    """Where an event leads by the table, and says so itself if its kind says such things."""
    targets = {
        rule.target
        for rule in actions.values()
        if isinstance(rule, Transition) and rule.event.type == type_ and state in rule.sources
    }
    assert targets, f"{type_} of what was {state}"
    said = data.get("status") or data.get("order", {}).get("status")
    if said is None:
        [said] = targets
    assert said in targets, f"{type_} of what was {state} says {said}"
    return str(said)


def legal(actions: Mapping[str, Move]) -> dict[str, str]:
    """What may be done in each state, in the order of the table."""
    found: dict[str, list[str]] = {}
    for action, rule in actions.items():
        for source in rule.sources:
            found.setdefault(source, []).append(action)
    return {state: " ".join(names) for state, names in found.items()}


_TABLES = [*sorted(Base.metadata.tables), "procrastinate_jobs"]
_PRINTS = text(
    " union all ".join(
        f"select '{name}', md5(coalesce(string_agg(t::text, '|' order by t::text), ''))"
        f' from "{name}" t'
        for name in _TABLES
    )
)
