"""What there was before a dialogue begins.

- last_completed_order: {lines, fulfilment, location};
- approver: `other`, who says yes or no to the tenant's visitors, or `silent`, who never wrote;
- company, other_company: parkline.scratch.state.SeedCompany of the tenant and of `other`;
- wechat_pay: the park is a merchant; `known` where the mini-program knows the tenant, or `unknown`;
- channel: by which the two write, such as wechat;
- blocked: [{kind, value}], people who are not let in;
- visits: how many the tenant has registered already today;
- mine, taken: [{thing, from, until}], what the tenant has booked by now, and somebody else has. The
thing by its code, moments with their offset from UTC.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.park import Park
from models.people import ChannelIdentity, Company, Person
from parkline.process.clock import Clock
from parkline.scratch import state
from services.booking import booking, shelf
from services.booking.booking import Asked
from services.kit import audit
from services.kit.actors import tenant
from services.visits import blocks, visits
from services.visits.visits import Guests, Period


async def prepare(
    session: AsyncSession,
    wanted: dict[str, Any],
    mine: Conversation,
    others: Conversation,
    clock: Clock,
) -> None:
    if (last := wanted.get("last_completed_order")) is not None:
        await _ordered(session, last, mine, clock)
    if (approver := wanted.get("approver")) is not None:
        await _has_approver(session, approver, mine, others)
    for key, whose in (("company", mine), ("other_company", others)):
        if (company := wanted.get(key)) is not None:
            seed = state.Seed.model_validate({"company": company})
            await state.seed(session, await session.merge(whose), seed, clock)
    if wanted.get("wechat_pay") == "known":
        session.add(
            ChannelIdentity(
                park_id=mine.park_id,
                person_id=mine.person_id,
                channel="miniprogram",
                external_id=f"o-{mine.id}",
            )
        )
    for block in wanted.get("blocked", ()):
        by = audit.By(mine.park_id, None, clock())
        await blocks.add(session, by, block["kind"], block["value"], reason="闹事")
    for _ in range(wanted.get("visits", 0)):
        await _registered(session, mine, clock)
    for key, whose in (("mine", mine), ("taken", others)):
        for one in wanted.get(key, ()):
            await _booked(session, one, whose)


async def _ordered(
    session: AsyncSession, last: dict[str, Any], mine: Conversation, clock: Clock
) -> None:
    lines = [{"item": ln["item_zh"], "quantity": ln["quantity"]} for ln in last["lines"]]
    about = {key: last[key] for key in ("fulfilment",) if key in last}
    order = {"days_ago": 1, "lines": lines, **about, **(last.get("location") or {})}
    seed = state.Seed.model_validate({"orders": [order]})
    await state.seed(session, await session.merge(mine), seed, clock)


async def _has_approver(
    session: AsyncSession, approver: str, mine: Conversation, others: Conversation
) -> None:
    host = await session.get_one(Person, (mine.park_id, mine.person_id))
    boss = await session.get_one(Person, (mine.park_id, others.person_id))
    host.name = "李雷"
    if approver == "silent":
        boss = Person(park_id=mine.park_id, created_at=mine.created_at)
        session.add(boss)
    boss.name = "韩梅梅"
    await session.flush()
    company = Company(
        park_id=mine.park_id,
        name_zh="星桥科技",
        name_en="Starbridge",
        visits_need_approval=True,
        approver_id=boss.id,
    )
    session.add(company)
    await session.flush()
    for person in (host, boss):
        person.company_id, person.checked_name = company.id, person.name


async def _registered(session: AsyncSession, mine: Conversation, clock: Clock) -> None:
    host = await session.get_one(Person, (mine.park_id, mine.person_id))
    starts = clock() + timedelta(hours=2)
    period = Period(starts, starts + visits.DEFAULT_STAY)
    await visits.register(
        session, host, Guests(["周一"]), period, place={}, conversation=mine, now=clock()
    )


async def _booked(session: AsyncSession, wanted: dict[str, str], whose: Conversation) -> None:
    """The day before, so that it may have begun by now."""
    park = await session.get_one(Park, whose.park_id)
    person = await session.get_one(Person, (whose.park_id, whose.person_id))
    starts, ends = (datetime.fromisoformat(wanted[key]) for key in ("from", "until"))
    now = starts - timedelta(days=1)
    found = await shelf.by_code(session, park.id, wanted["thing"])
    assert found is not None, wanted["thing"]
    thing = await shelf.thing(session, park, found.id, now=now)
    await booking.book(
        session, park, person, Asked(thing, starts, ends), conversation=None, by=tenant(person),
        now=now,
    )  # fmt: skip
