"""Whose a thing is: who says so, and what becomes of the other ones."""

import pytest
from sqlalchemy import select

from models.lost import LostItem, LostMatch
from models.staff import AuditEntry
from services.kit.errors import IllegalTransition, NotFound
from services.lost import claims, lost
from tests.given.demo_park import DemoPark
from tests.given.lost import NOW, by, compared, matched, owner_of, reloaded, reported, taken_in

from tests.given.lost import told  # isort: skip


async def claimed(demo: DemoPark, match: LostMatch) -> claims.Claim:
    person_id = await owner_of(demo, match)
    async with demo.sessions.begin() as session:
        return await claims.claim(session, demo.id, match.id, person_id=person_id, now=NOW)


async def statuses(demo: DemoPark, match: LostMatch) -> tuple[str, str, str]:
    async with demo.sessions() as session:
        now = await claims.load(session, demo.id, match.id)
    mine, found = [await reloaded(demo, id_) for id_ in (match.lost_id, match.found_id)]
    return now.status, mine.status, found.status


async def test_an_umbrella_that_agrees_in_everything_needs_nobodys_yes(demo: DemoPark) -> None:
    match = await matched(demo)
    for _ in range(2):  # Pressed again, it is the same answer.
        await claimed(demo, match)
    assert await statuses(demo, match) == ("agreed", "claimed", "claimed")
    assert (await told(demo, match.lost_id))[-2:] == ["lost.claimed", "lost.claim_agreed"]


@pytest.mark.parametrize("category", ["phone", "wallet", "documents"])
async def test_what_is_worth_much_waits_for_staff_however_well_it_agrees(
    demo: DemoPark, category: str
) -> None:
    match = await matched(demo, category=category)
    assert match.score >= claims.SURE
    await claimed(demo, match)
    assert await statuses(demo, match) == ("claimed", "claimed", "claimed")
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    assert (await statuses(demo, match))[0] == "agreed"


async def test_of_what_agrees_in_less_staff_are_asked(demo: DemoPark) -> None:
    await reported(demo)
    found = await taken_in(demo, colour=None, place={}, description="伞")
    [match] = await compared(demo, found)
    await claimed(demo, match)
    assert (await statuses(demo, match))[0] == "claimed"


async def test_nobody_claims_for_somebody_else(demo: DemoPark) -> None:
    match = await matched(demo)
    stranger = (await reported(demo, category="book")).person_id
    assert stranger is not None
    for act in (claims.claim, claims.disown):
        async with demo.sessions.begin() as session:
            with pytest.raises(NotFound):
                await act(session, demo.id, match.id, person_id=stranger, now=NOW)
    assert await statuses(demo, match) == ("suggested", "matched", "matched")


async def test_what_is_not_theirs_is_looked_for_and_kept_as_before(demo: DemoPark) -> None:
    match = await matched(demo)
    person_id = await owner_of(demo, match)
    async with demo.sessions.begin() as session:
        await claims.disown(session, demo.id, match.id, person_id=person_id, now=NOW)
    assert await statuses(demo, match) == ("disowned", "reported", "stored")
    async with demo.sessions.begin() as session:
        with pytest.raises(IllegalTransition):
            await claims.claim(session, demo.id, match.id, person_id=person_id, now=NOW)


async def test_staff_say_no_also_after_a_yes(demo: DemoPark) -> None:
    match = await matched(demo, category="wallet")
    await claimed(demo, match)
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    for _ in range(2):
        async with demo.sessions.begin() as session:
            held = await claims.refuse(session, by(demo), match.id, "说不出里面有什么")
    assert held.match.reason == "说不出里面有什么"
    assert await statuses(demo, match) == ("refused", "reported", "stored")
    assert (await told(demo, match.lost_id))[-1] == "lost.claim_refused"


async def test_nothing_is_agreed_on_that_the_desk_has_not_got(demo: DemoPark) -> None:
    await reported(demo)
    [match] = await compared(demo, await reported(demo, "found"))
    await claimed(demo, match)
    assert (await statuses(demo, match))[0] == "claimed"
    async with demo.sessions.begin() as session:
        with pytest.raises(claims.NotAtDesk):
            await claims.agree(session, by(demo), match.id)


async def two_who_claim(demo: DemoPark) -> tuple[LostMatch, LostMatch]:
    first, second = await reported(demo), await reported(demo)
    found = await taken_in(demo)
    matches = {match.lost_id: match for match in await compared(demo, found)}
    for match in matches.values():
        await claimed(demo, match)
    return matches[first.id], matches[second.id]


async def test_of_two_who_claim_it_staff_choose_one_and_go_on_looking_for_the_other(
    demo: DemoPark,
) -> None:
    one, other = await two_who_claim(demo)
    assert {(await statuses(demo, match))[0] for match in (one, other)} == {"claimed"}
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), one.id)
    assert await statuses(demo, one) == ("agreed", "claimed", "claimed")
    assert await statuses(demo, other) == ("lapsed", "reported", "claimed")


async def test_who_finds_it_at_home_lets_it_go(demo: DemoPark) -> None:
    match = await matched(demo, category="wallet")
    await claimed(demo, match)
    async with demo.sessions.begin() as session:
        mine = await session.merge(await reloaded(demo, match.lost_id))
        await claims.give_up(session, mine, "withdraw", now=NOW)
    assert await statuses(demo, match) == ("lapsed", "withdrawn", "stored")


async def test_what_is_given_back_is_looked_for_on(demo: DemoPark) -> None:
    match = await matched(demo)
    async with demo.sessions.begin() as session:
        found = await session.merge(await reloaded(demo, match.found_id))
        await claims.give_up(session, found, "give_back", now=NOW)
    assert await statuses(demo, match) == ("lapsed", "reported", "returned")


async def test_what_staff_decide_is_in_the_log_by_numbers_alone(demo: DemoPark) -> None:
    match = await matched(demo, category="wallet", mark="里面有猫的照片")
    async with demo.sessions.begin() as session:
        await claims.agree(session, by(demo), match.id)
    async with demo.sessions() as session:
        entry = (await session.scalars(select(AuditEntry))).one()
        items = await session.scalars(select(LostItem))
        numbers = {item.id: item.item_no for item in items}
    assert (entry.action, entry.subject) == ("lost.agree", f"lost:{match.found_id}")
    assert entry.after == {"item_no": numbers[match.found_id], "lost_no": numbers[match.lost_id]}


def test_what_is_handed_out_ends_both() -> None:
    assert lost.ACTIONS["hand_out"].target in lost.CLOSED
