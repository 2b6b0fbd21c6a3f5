"""Lost property at random, by several who lose, several at the desk, and the clock, all at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.lost import LostItem, LostMatch
from services.events.states import Move
from services.kit.audit import By
from services.kit.errors import ParkError
from services.lost import alarms, claims, codes, lost
from services.lost.claims import ANSWERS, LIVE
from services.lost.lost import ACTIONS, OPEN
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, compare, reported, taken_in

Deed = Callable[[AsyncSession], Awaitable[object]]
ENDS = ("withdraw", "give_back", "dispose", "expire")


@dataclass(slots=True)
class Walk:
    demo: DemoPark
    random: Random
    now: datetime = NOW
    items: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    """The newest code of each match, as its owner knows it."""
    out: list[int] = field(default_factory=list)
    """Ids of found things that a right code handed out."""

    async def once(self) -> None:
        """Something that somebody does, in a transaction of its own."""
        async with self.demo.sessions.begin() as session:
            match_id = await self._match(session)
            item_id = self.random.choice(self.items)
            deeds: list[Deed] = [lambda s: self._end(s, item_id), lambda s: self._look(s, item_id)]
            if match_id is not None:
                by = By(self.demo.id, None, self.now)
                deeds += [
                    *[lambda s: self._own(s, match_id, "claim")] * 3,
                    lambda s: self._own(s, match_id, "disown"),
                    *[lambda s: claims.agree(s, by, match_id)] * 3,
                    lambda s: claims.refuse(s, by, match_id, None),
                    *[lambda s: self._issue(s, match_id)] * 2,
                    *[lambda s: self._hand_out(s, match_id)] * 2,
                ]
            await self.random.choice(deeds)(session)

    async def _match(self, session: AsyncSession) -> int | None:
        found = (await session.scalars(select(LostMatch.id).order_by(LostMatch.id))).all()
        return self.random.choice(found) if found else None

    async def _end(self, session: AsyncSession, item_id: int) -> None:
        item = await lost.load(session, self.demo.id, item_id)
        await claims.give_up(session, item, self.random.choice(ENDS), now=self.now)

    async def _look(self, session: AsyncSession, item_id: int) -> None:
        await compare(session, await lost.load(session, self.demo.id, item_id), now=self.now)

    async def _own(self, session: AsyncSession, match_id: int, which: str) -> None:
        match = await claims.load(session, self.demo.id, match_id)
        person_id = (await lost.load(session, self.demo.id, match.lost_id)).person_id
        assert person_id is not None
        act = claims.claim if which == "claim" else claims.disown
        await act(session, self.demo.id, match_id, person_id=person_id, now=self.now)

    async def _issue(self, session: AsyncSession, match_id: int) -> None:
        match = await claims.load(session, self.demo.id, match_id)
        person_id = (await lost.load(session, self.demo.id, match.lost_id)).person_id
        assert person_id is not None
        self.codes[match_id], _ = await codes.issue(
            session, self.demo.id, match_id, person_id=person_id, now=self.now
        )

    async def _hand_out(self, session: AsyncSession, match_id: int) -> None:
        match = await claims.load(session, self.demo.id, match_id)
        found = await lost.load(session, self.demo.id, match.found_id)
        by = By(self.demo.id, None, self.now)
        tried = await codes.hand_out(session, by, found, self.codes.get(match_id, "H-000000"))
        if tried.right:
            self.out.append(found.id)

    async def ring(self) -> None:
        async with self.demo.sessions.begin() as session:
            await alarms.ring(session, now=self.now)

    async def holds(self) -> None:
        """Each thing is as its matches say, and nothing is two people's."""
        async with self.demo.sessions() as session:
            rows = list(await session.scalars(select(LostItem).where(LostItem.id.in_(self.items))))
            matches = list(await session.scalars(select(LostMatch)))
        for item in rows:
            live = [
                one.status
                for one in matches
                if item.id in (one.lost_id, one.found_id) and one.status in LIVE
            ]
            assert live.count("agreed") <= 1, (item.item_no, live)
            if item.status in ("reported", "stored"):
                assert live == [], (item.item_no, item.status, live)
            elif item.status == "matched":
                assert set(live) == {"suggested"}, (item.item_no, live)
            elif item.status == "claimed":
                assert set(live) & {"claimed", "agreed"}, (item.item_no, live)
            else:
                assert live == (["agreed"] if item.status == "handed_out" else []), item.item_no
            assert (item.closed_at is None) is (item.status in OPEN)
        gone = [one.id for one in rows if one.kind == "found" and one.status == "handed_out"]
        assert sorted(gone) == sorted(self.out)


async def prepared(demo: DemoPark, seed: int) -> Walk:
    """Umbrellas and wallets that are all alike, some of which the desk has."""
    walk = Walk(demo, Random(seed))
    for category in ("umbrella", "wallet"):
        walk.items += [(await reported(demo, category=category)).id for _ in range(3)]
        walk.items += [(await taken_in(demo, category=category)).id for _ in range(2)]
        walk.items.append((await reported(demo, "found", category=category)).id)
    return walk


async def test_many_at_once_leave_each_thing_as_its_matches_say(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)
    for _ in range(25):
        walk.now += timedelta(hours=20) * walk.random.random()
        deeds = [walk.once() for _ in range(6)]
        done = await asyncio.gather(*deeds, walk.ring(), return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | None)] == []
        await walk.holds()


async def test_one_after_the_other_they_do(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)
    for _ in range(120):
        walk.now += timedelta(hours=4) * walk.random.random()
        done = await asyncio.gather(walk.once(), return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | None)] == []
        await walk.holds()


def legal(actions: dict[str, Move]) -> dict[str, str]:
    states = {state for rule in actions.values() for state in rule.sources}
    return {
        state: " ".join(sorted(name for name, rule in actions.items() if state in rule.sources))
        for state in states
    }


def test_the_tables_are_the_domains() -> None:
    """By hand, so that nobody widens them by accident."""
    assert legal(ACTIONS) == {
        "reported": "expire match store withdraw",
        "stored": "dispose give_back match",
        "matched": "claim dispose expire give_back release reopen withdraw",
        "claimed": "hand_out release reopen withdraw",
    }
    assert legal(ANSWERS) == {
        "suggested": "agree claim disown lapse refuse",
        "claimed": "agree disown lapse refuse",
        "agreed": "lapse refuse",
    }
