"""Codes that phones get: how many, how often they may be tried, and whom they sign in."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from models.logins import PhoneCode
from models.people import ChannelIdentity, Person
from services.kit.errors import Invalid
from services.kit.phones import e164
from services.people import phone_codes
from services.people.logins import LoginRefused
from services.people.phone_codes import Sent, TooManyCodes
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
KEY, FORMER = b"k" * 32, b"f" * 32
LI, BO = "+8613800138000", "+8613900139000"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13800138000", LI),
        ("138 0013-8000", LI),
        ("008613800138000", LI),
        ("+86 138 0013 8000", LI),
        ("+44 7911 123456", "+447911123456"),
        ("0571-5555-8000", None),
        ("110", None),
        ("+0123456789", None),
        ("１３８００１３８０００", None),
    ],
)
def test_numbers_are_known_by_one_name(said: str, number: str | None) -> None:
    assert e164(said) == number


async def ask(
    demo: DemoPark, phone: str = LI, *, network: str | None = "n1", now: datetime = NOW
) -> Sent:
    async with demo.sessions.begin() as session:
        return await phone_codes.issue(session, demo.id, phone, network=network, key=KEY, now=now)


async def enter(
    demo: DemoPark, challenge: str, code: str, *, now: datetime = NOW, **how: object
) -> int | None:
    """The person who is signed in; None for a refusal, which is kept."""
    async with demo.sessions() as session:
        try:
            talk = await phone_codes.redeem(
                session, demo.id, challenge, code, now=now, language="en",
                **{"keys": (KEY,), **how},  # type: ignore[arg-type]
            )  # fmt: skip
        except LoginRefused:
            await session.commit()
            return None
        await session.commit()
        return talk.person_id


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_code_with_its_challenge_signs_in_once_and_the_same_person_again(
    demo: DemoPark,
) -> None:
    sent = await ask(demo)
    assert len(sent.code) == 6
    person = await enter(demo, sent.challenge, sent.code)
    assert person is not None
    assert await enter(demo, sent.challenge, sent.code) is None
    later = NOW + timedelta(days=2)
    again = await ask(demo, "138 0013 8000", now=later)
    assert await enter(demo, again.challenge, again.code, now=later) == person
    other = await ask(demo, BO)
    assert await enter(demo, other.challenge, other.code) not in {None, person}
    async with demo.sessions() as session:
        found = await session.get_one(Person, (demo.id, person))
        assert (found.phone, found.language) == (LI, "en")


async def test_a_number_that_somebody_wrote_into_their_profile_is_nobodys_proof(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        liar = await session.get_one(
            Person, (demo.id, (await demo.conversation(session)).person_id)
        )
        liar.phone = LI
        liar_id = liar.id
    sent = await ask(demo)
    assert await enter(demo, sent.challenge, sent.code) not in {None, liar_id}


async def test_a_code_is_tried_five_times(demo: DemoPark) -> None:
    sent = await ask(demo)
    for _ in range(phone_codes.TRIES):
        assert await enter(demo, sent.challenge, wrong(sent.code)) is None
    assert await enter(demo, sent.challenge, sent.code) is None


async def test_a_code_without_its_own_challenge_is_good_for_nothing(demo: DemoPark) -> None:
    li, bo = await ask(demo), await ask(demo, BO)
    assert await enter(demo, bo.challenge, li.code) is None or li.code == bo.code
    assert await enter(demo, "made up", li.code) is None
    assert await enter(demo, li.challenge, li.code) is not None


async def test_a_code_ends_after_five_minutes(demo: DemoPark) -> None:
    sent = await ask(demo)
    late = NOW + phone_codes.HOLDS
    assert await enter(demo, sent.challenge, sent.code, now=late) is None


async def test_a_code_of_the_former_key_holds_while_that_is_accepted(demo: DemoPark) -> None:
    sent = await ask(demo)
    assert await enter(demo, sent.challenge, sent.code, keys=(FORMER,)) is None
    assert await enter(demo, sent.challenge, sent.code, keys=(FORMER, KEY)) is not None


async def refused(demo: DemoPark, *, now: datetime, **how: object) -> tuple[str, int]:
    with pytest.raises(TooManyCodes) as told:
        await ask(demo, now=now, **how)  # type: ignore[arg-type]
    return told.value.details["limit"], told.value.details["retry_after"]


async def test_a_number_gets_one_a_minute_five_an_hour_and_ten_a_day(demo: DemoPark) -> None:
    await ask(demo)
    assert await refused(demo, now=NOW + timedelta(seconds=20)) == ("number", 41)
    now = NOW
    for minute in (1, 2, 3, 4):
        now = NOW + timedelta(minutes=minute)
        await ask(demo, now=now)
    assert await refused(demo, now=now + timedelta(minutes=1)) == ("number", 55 * 60 + 1)
    for minute in range(65, 75, 2):
        await ask(demo, now=NOW + timedelta(minutes=minute))
    limit, wait = await refused(demo, now=NOW + timedelta(hours=5))
    assert (limit, wait) == ("number", 19 * 3600 + 1)
    await ask(demo, BO, now=NOW + timedelta(hours=5))


async def test_a_network_gets_thirty_an_hour_and_others_go_on(demo: DemoPark) -> None:
    for number in range(30):
        await ask(demo, f"+86138001380{number:02}")
    assert (await refused(demo, phone=BO, now=NOW))[0] == "network"
    await ask(demo, BO, network="n2")
    await ask(demo, BO, now=NOW + timedelta(hours=1))


async def test_a_park_gets_three_hundred_an_hour(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add_all([
            PhoneCode(
                park_id=demo.id, phone=f"+86138{n:08}", network=None,
                challenge_hash=n.to_bytes(4), code_hash=b"x", created_at=NOW,
                expires_at=NOW,
            )
            for n in range(300)
        ])  # fmt: skip
    assert (await refused(demo, phone=BO, network=None, now=NOW))[0] == "park"


async def test_a_code_that_did_not_get_out_is_not_counted(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        sent = await phone_codes.issue(session, demo.id, LI, network=None, key=KEY, now=NOW)
        await phone_codes.not_sent(session, sent)
    await ask(demo)


async def test_what_is_no_number_gets_no_message(demo: DemoPark) -> None:
    with pytest.raises(Invalid):
        await ask(demo, "0571-5555-8000")


async def test_nothing_of_a_code_is_kept_in_plain_and_rows_go_after_a_day(demo: DemoPark) -> None:
    sent = await ask(demo)
    async with demo.sessions.begin() as session:
        row = (await session.scalars(select(PhoneCode))).one()
        held = {row.code_hash, row.challenge_hash}
        assert not held & {sent.code.encode(), sent.challenge.encode()}
        assert await phone_codes.purge(session, now=NOW + timedelta(hours=23)) == 0
        assert await phone_codes.purge(session, now=NOW + timedelta(hours=25)) == 1
        assert await session.scalar(select(func.count(ChannelIdentity.id)).where(
            ChannelIdentity.channel == phone_codes.CHANNEL)) == 0  # fmt: skip
