"""A park keeps the key of its passes, whatever becomes of its slug or of the secret; it gets
another when its operator says so."""

from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from edge.parks import ByPark, Parks
from models.park import Park, ParkKey
from parkline.process.clock import SetClock
from parkline.process.pass_keys import PassKey, PassKeys, Rotated, rotate
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.kit.errors import Conflict, NotFound
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING


def settings(key: str, *accepted: str) -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        secret_key=SecretStr(key * 32),
        secret_keys_accepted=[SecretStr(one * 32) for one in accepted],
    )


async def keys_of(
    sessions: Sessions, chosen: Settings, now: datetime = WEDNESDAY_MORNING
) -> dict[str, PassKey]:
    """By slug, as a gateway with these settings has them."""
    keys = PassKeys(chosen, SetClock(now))
    parks = Parks(sessions, "cam", [keys.read])
    await parks.refresh()
    found = {site.slug: keys.of(site.park_id) for site in parks.all()}
    return {slug: key for slug, key in found.items() if key is not None}


@pytest.fixture
async def cam(sessions: Sessions) -> Sessions:
    async with sessions.begin() as session:
        await factories.make_park(session, slug="cam")
    return sessions


async def test_each_park_has_one_and_it_is_the_same_again(cam: Sessions) -> None:
    async with cam.begin() as session:
        await factories.make_park(session, slug="dawn")
    first, again = [await keys_of(cam, settings("s")) for _ in range(2)]
    assert first["cam"].verifying != first["dawn"].verifying
    assert {slug: key.verifying for slug, key in first.items()} == {
        slug: key.verifying for slug, key in again.items()
    }


async def test_it_outlives_the_slug_and_who_gets_that_slug_has_another(cam: Sessions) -> None:
    before = (await keys_of(cam, settings("s")))["cam"]
    async with cam.begin() as session:
        await session.execute(update(Park).values(slug="granta"))
        await factories.make_park(session, slug="cam")
    after = await keys_of(cam, settings("s"))
    assert (after["granta"].name, after["granta"].verifying) == ("cam", before.verifying)
    assert not set(_raw(after["cam"])) & set(_raw(before))


async def test_it_outlives_the_secret_while_the_former_one_is_accepted(cam: Sessions) -> None:
    before = (await keys_of(cam, settings("s")))["cam"]
    overlap = (await keys_of(cam, settings("n", "s")))["cam"]
    assert _raw(overlap)[0] == _raw(before)[0]


async def test_where_no_secret_opens_it_another_one_signs_and_what_it_signed_is_refused(
    cam: Sessions,
) -> None:
    before = (await keys_of(cam, settings("s")))["cam"]
    after = (await keys_of(cam, settings("n")))["cam"]
    assert not set(_raw(after)) & set(_raw(before))
    async with cam() as session:
        assert len((await session.scalars(select(ParkKey))).all()) == 1


async def rotated(sessions: Sessions, *, leaked: bool = False) -> Rotated:
    async with sessions.begin() as session:
        park_id = await session.scalar(select(Park.id).where(Park.slug == "cam"))
        return await rotate(
            session, settings("s"), park_id or 0, leaked=leaked, now=WEDNESDAY_MORNING
        )


async def test_a_new_key_is_published_before_it_signs_and_the_former_ends_after_its_passes(
    cam: Sessions,
) -> None:
    [before] = _raw((await keys_of(cam, settings("s")))["cam"])
    made = await rotated(cam)

    async def at(moment: datetime) -> list[bytes]:
        return _raw((await keys_of(cam, settings("s"), moment))["cam"])

    first, new = await at(WEDNESDAY_MORNING)
    assert first == before
    assert await at(made.signs_at) == [new, before]
    assert made.signs_at - WEDNESDAY_MORNING > timedelta(hours=1), "gates fetch keys each hour"
    assert await at(made.former_end - timedelta(seconds=1)) == [new, before]
    assert await at(made.former_end) == [new]


async def test_what_a_leaked_key_signed_is_refused_at_once(cam: Sessions) -> None:
    [before] = _raw((await keys_of(cam, settings("s")))["cam"])
    await rotated(cam)
    await rotated(cam, leaked=True)
    [now] = _raw((await keys_of(cam, settings("s")))["cam"])
    assert now != before
    async with cam() as session:
        assert len((await session.scalars(select(ParkKey))).all()) == 3


async def test_a_key_is_not_followed_by_another_before_it_has_signed(cam: Sessions) -> None:
    await keys_of(cam, settings("s"))
    await rotated(cam)
    with pytest.raises(Conflict):
        await rotated(cam)


async def test_a_park_that_never_had_a_key_has_none_to_follow(cam: Sessions) -> None:
    with pytest.raises(NotFound):
        await rotated(cam)


async def test_what_is_made_for_a_park_is_made_anew_when_another_key_signs(cam: Sessions) -> None:
    clock = SetClock(WEDNESDAY_MORNING)
    keys = PassKeys(settings("s"), clock)
    parks = Parks(cam, "cam", [keys.read])
    await parks.refresh()
    made = ByPark(lambda site: [keys.id(site)], keys.id)
    [site] = parks.all()
    before = made.at(site)
    await parks.refresh()
    assert made.at(site) is before
    until = await rotated(cam)
    clock.moment = until.signs_at
    await parks.refresh()
    assert made.at(site) != before


def _raw(key: PassKey) -> list[bytes]:
    return [one.public_bytes_raw() for one in key.verifying]
