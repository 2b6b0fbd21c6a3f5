"""A new secret key comes in while everything runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from connectors.vendors import exchange, guard
from connectors.vendors.ping import Pinger
from connectors.vendors.signing import verify
from models.booking_calendars import BookingCalendar
from models.channels import ChannelAccount, PlatformToken
from models.vendors import Endpoint
from parkline.operating import rotation
from parkline.operating.rotation import NotRotated, Unreadable
from parkline.process import names
from parkline.process.clock import SetClock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions, database
from services.booking import imports, shelf
from services.channels import account_secrets, tokens
from services.kit.audit import By
from services.vendors import endpoints
from tests.contract.vendor_delivery import World, answers, make_world, receiver
from tests.desk.channels.platforms import SECRETS, wechat_account
from tests.given.demo_park import DemoPark
from tests.given.visits import FIVE, registered

OLD, NEW, LOST = "o" * 32, "n" * 32, "l" * 32
NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
CLOCK = SetClock(NOW)


def settings(key: str, *accepted: str) -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        secret_key=SecretStr(key),
        secret_keys_accepted=[SecretStr(one) for one in accepted],
    )


BEFORE, OVERLAP, AFTER = settings(OLD), settings(NEW, OLD), settings(NEW)
NEXT_KNOWN = settings(OLD, NEW)


@asynccontextmanager
async def process(url: str, role: str, chosen: Settings) -> AsyncIterator[Sessions]:
    """As a gateway or a worker of these settings holds its connections."""
    async with database(url, name=names.name(chosen, role)) as sessions:
        async with sessions() as session:
            await session.scalar(select(1))
        yield sessions


async def endpoint(
    world: World, url: str = "https://vendor.example/", chosen: Settings = BEFORE
) -> tuple[int, str]:
    async with world.sessions.begin() as session:
        made, secret = await endpoints.register_endpoint(
            session,
            secrets.vault(chosen),
            park_id=world.park.id,
            vendor_id=world.vendor.id,
            url=endpoints.CheckedUrl(url),
            now=NOW,
        )
        return made.id, secret


async def token(sessions: Sessions, park_id: int, chosen: Settings = BEFORE) -> None:
    async with sessions.begin() as session:
        row = await tokens.read(session, park_id, "wx1")
        row.sealed = secrets.platform_vault(chosen).encrypt(b"ACCESS").decode()
        row.expires_at = NOW + timedelta(hours=2)


async def kept(sessions: Sessions) -> dict[int, Endpoint]:
    async with sessions() as session:
        return {row.id: row for row in await session.scalars(select(Endpoint))}


async def test_a_webhook_is_signed_as_before_when_the_former_key_is_gone(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(204)) as vendor:
        id_, first = await endpoint(world, vendor.url)
        async with sessions.begin() as session:
            second = await endpoints.rotate_secret(
                session,
                secrets.vault(BEFORE),
                park_id=world.park.id,
                endpoint_id=id_,
                now=NOW,
                overlap=timedelta(days=1),
            )
        done = await rotation.rotate(OVERLAP, sessions, CLOCK)
        allow = guard.networks(["127.0.0.0/8"])
        pinger = Pinger(sessions, secrets.vault(AFTER), lambda: exchange.client(allow), CLOCK)
        answer = await pinger.ping(world.park.id, id_)
    assert (done.anew, answer.status) == (2, 204)
    [post] = vendor.received
    assert verify([first], post.headers, post.body, now=NOW)
    assert verify([second], post.headers, post.body, now=NOW)


async def test_a_platforms_token_need_not_be_fetched_anew(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await token(sessions, world.park.id)
    await rotation.rotate(OVERLAP, sessions, CLOCK)
    async with sessions() as session:
        row = (await session.scalars(select(PlatformToken))).one()
    assert secrets.platform_vault(AFTER).decrypt(row.sealed or "") == b"ACCESS"
    assert row.expires_at == NOW + timedelta(hours=2)


async def test_an_accounts_secrets_are_sealed_anew_and_counted(sessions: Sessions) -> None:
    world = await make_world(sessions)
    async with sessions.begin() as session:
        await wechat_account(session, world.park.id, secrets.vault(BEFORE), NOW)
    before = await rotation.state(OVERLAP, sessions, CLOCK)
    assert before.sealed[secrets.key_id(BEFORE)] == 1
    done = await rotation.rotate(OVERLAP, sessions, CLOCK)
    async with sessions() as session:
        row = (await session.scalars(select(ChannelAccount))).one()
    opened = account_secrets.opened(row, secrets.vault(AFTER))
    assert (done.anew, opened and opened.now) == (1, SECRETS)
    assert not (await rotation.state(OVERLAP, sessions, CLOCK)).is_behind


async def test_a_token_that_no_key_opens_is_forgotten_and_will_be_fetched(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    await token(sessions, world.park.id, settings(LOST))
    await rotation.rotate(OVERLAP, sessions, CLOCK)
    async with sessions() as session:
        row = (await session.scalars(select(PlatformToken))).one()
    assert (row.sealed, row.expires_at) == (None, None)


async def test_done_twice_it_changes_nothing_the_second_time(sessions: Sessions) -> None:
    world = await make_world(sessions)
    await endpoint(world)
    await token(sessions, world.park.id)
    first = await rotation.rotate(OVERLAP, sessions, CLOCK)
    before = {id_: row.secret for id_, row in (await kept(sessions)).items()}
    second = await rotation.rotate(OVERLAP, sessions, CLOCK)
    assert (first.anew, second.anew) == (2, 0)
    assert {id_: row.secret for id_, row in (await kept(sessions)).items()} == before


async def test_broken_off_half_way_it_goes_on_where_it_was(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await make_world(sessions)
    ids = [(await endpoint(world))[0] for _ in range(5)]
    real, calls = rotation.resealing.endpoints, 0

    async def falls(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise ConnectionError
        return await real(*arguments, **options)

    with monkeypatch.context() as broken:
        broken.setattr(rotation.resealing, "endpoints", falls)
        with pytest.raises(ConnectionError):
            await rotation.rotate(OVERLAP, sessions, CLOCK, batch=1)
    half = await rotation.state(OVERLAP, sessions, CLOCK)
    assert half.sealed == {secrets.key_id(AFTER): 2, secrets.key_id(BEFORE): 3}
    assert (half.is_behind, half.goes_at()) == (True, None)
    done = {id_: row.secret for id_, row in (await kept(sessions)).items() if id_ in ids[:2]}
    assert (await rotation.rotate(OVERLAP, sessions, CLOCK, batch=2)).anew == 3
    rows = await kept(sessions)
    assert {id_: rows[id_].secret for id_ in ids[:2]} == done
    for id_ in ids:
        assert secrets.vault(AFTER).decrypt(rows[id_].secret).startswith(b"whsec_")


async def test_what_no_key_opens_is_named_and_everything_else_is_done(sessions: Sessions) -> None:
    world = await make_world(sessions)
    lost, _ = await endpoint(world, chosen=settings(LOST))
    good, _ = await endpoint(world)
    with pytest.raises(Unreadable, match=rf"endpoint {lost}: add the key .*1 sealed anew"):
        await rotation.rotate(OVERLAP, sessions, CLOCK)
    rows = await kept(sessions)
    assert secrets.vault(AFTER).decrypt(rows[good].secret)
    found = await rotation.state(OVERLAP, sessions, CLOCK)
    assert (found.unreadable, found.goes_at()) == ((f"endpoint {lost}",), None)
    assert (await rotation.rotate(settings(NEW, OLD, LOST), sessions, CLOCK)).anew == 1


async def test_a_former_secret_whose_overlap_is_over_is_forgotten(sessions: Sessions) -> None:
    world = await make_world(sessions)
    id_, _ = await endpoint(world)
    async with sessions.begin() as session:
        await endpoints.rotate_secret(
            session,
            secrets.vault(BEFORE),
            park_id=world.park.id,
            endpoint_id=id_,
            now=NOW - timedelta(days=2),
            overlap=timedelta(days=1),
        )
    await rotation.rotate(OVERLAP, sessions, CLOCK)
    assert (await kept(sessions))[id_].previous_secret is None


async def test_it_waits_for_a_gateway_that_does_not_know_the_new_key(
    sessions: Sessions, database_url: str
) -> None:
    world = await make_world(sessions)
    id_, secret = await endpoint(world)
    async with process(database_url, "gateway", BEFORE):
        with pytest.raises(NotRotated, match=r"gateway .* does not know the key"):
            await rotation.rotate(OVERLAP, sessions, CLOCK)
    assert secrets.vault(BEFORE).decrypt((await kept(sessions))[id_].secret) == secret.encode()


async def test_a_gateway_that_still_signs_with_the_former_key_opens_what_is_sealed_anew(
    sessions: Sessions, database_url: str
) -> None:
    world = await make_world(sessions)
    id_, secret = await endpoint(world)
    async with (
        process(database_url, "gateway", NEXT_KNOWN),
        process(database_url, "worker", OVERLAP),
    ):
        assert (await rotation.rotate(OVERLAP, sessions, CLOCK)).anew == 1
        sealed = (await kept(sessions))[id_].secret
        assert secrets.vault(NEXT_KNOWN).decrypt(sealed) == secret.encode()
        found = await rotation.state(OVERLAP, sessions, CLOCK)
        assert [one.signs_with == found.key for one in found.processes] == [False, True]
        assert (found.since, found.goes_at()) == (None, None)
        # It seals with its own key meanwhile: the next call finds that.
        await endpoint(world, chosen=NEXT_KNOWN)
    assert (await rotation.rotate(OVERLAP, sessions, CLOCK)).anew == 1
    assert (await rotation.state(OVERLAP, sessions, CLOCK)).since == NOW


async def test_the_former_key_can_go_when_pages_and_passes_of_before_have_ended(
    demo: DemoPark,
) -> None:
    """Pages of the desk stay open for twelve hours; the pass is one of this afternoon."""
    early = SetClock(NOW)
    assert (await rotation.state(OVERLAP, demo.sessions, early)).goes_at() is None
    await rotation.rotate(OVERLAP, demo.sessions, early)
    found = await rotation.state(OVERLAP, demo.sessions, early)
    assert found.goes_at() == NOW + timedelta(hours=12)

    visit = await registered(demo)
    assert visit.created_at <= NOW or visit.ends_at == FIVE
    later = SetClock(visit.created_at + timedelta(seconds=1))
    await rotation.rotate(AFTER, demo.sessions, later)
    other = settings(LOST, NEW)
    await rotation.rotate(other, demo.sessions, later)
    found = await rotation.state(other, demo.sessions, later)
    assert found.passes_until == visit.ends_at
    assert found.goes_at() == max(later() + timedelta(hours=12), visit.ends_at)


async def test_a_key_that_signs_again_after_another_is_noted_anew(sessions: Sessions) -> None:
    await make_world(sessions)
    hours = [SetClock(NOW + timedelta(hours=hour)) for hour in range(3)]
    await rotation.rotate(BEFORE, sessions, hours[0])
    await rotation.rotate(OVERLAP, sessions, hours[1])
    await rotation.rotate(NEXT_KNOWN, sessions, hours[2])
    found = await rotation.state(NEXT_KNOWN, sessions, hours[2])
    assert found.since == NOW + timedelta(hours=2)


def test_a_process_is_named_so_that_nothing_is_cut_off() -> None:
    """PostgreSQL keeps 63 characters."""
    chosen = settings(NEW, OLD, LOST, "m" * 32)
    name = names.name(chosen, "gateway")
    assert len(name) + len("4194304") - len(name.split(" ")[2]) <= 63
    [found] = names.parsed([name, "psql", "parkline gateway x y", ""])
    assert (found.role, found.signs_with) == ("gateway", secrets.key_id(chosen))
    assert all(found.knows(id_) for id_ in secrets.accepted_ids(chosen))
    assert not found.knows(secrets.key_id(settings("x" * 32)))


def test_the_id_of_a_key_says_nothing_about_it() -> None:
    assert len(secrets.key_id(BEFORE)) == 8
    assert secrets.key_id(BEFORE) != secrets.key_id(AFTER)
    assert secrets.key_id(OVERLAP) == secrets.key_id(AFTER)
    assert secrets.accepted_ids(OVERLAP) == (secrets.key_id(BEFORE),)


async def test_the_address_of_a_calendar_is_sealed_anew_and_counted(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        by, vault = By(demo.id, None, NOW), secrets.vault(BEFORE)
        room = await shelf.by_code(session, demo.id, "a_301")
        assert room is not None
        url = "https://example.org/a.ics"
        row = await imports.add(session, by, vault, room.id, url=url, name="Outlook")
    before = await rotation.state(OVERLAP, demo.sessions, CLOCK)
    done = await rotation.rotate(OVERLAP, demo.sessions, CLOCK)
    async with demo.sessions() as session:
        now = await session.get_one(BookingCalendar, (demo.id, row.id))
        assert now.sealed is not None
        assert secrets.vault(AFTER).decrypt(now.sealed).decode() == url
    assert before.sealed[secrets.key_id(BEFORE)] == done.anew
