"""A park keeps the key of its passes, whatever becomes of its slug or of the secret."""

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from edge.parks import Parks
from models.park import Park, ParkKey
from parkline.process.clock import SetClock
from parkline.process.pass_keys import PassKey, PassKeys
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING


def settings(key: str, *accepted: str) -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        secret_key=SecretStr(key * 32),
        secret_keys_accepted=[SecretStr(one * 32) for one in accepted],
    )


async def keys_of(sessions: Sessions, chosen: Settings) -> dict[str, PassKey]:
    """By slug, as a gateway with these settings has them."""
    keys = PassKeys(chosen, SetClock(WEDNESDAY_MORNING))
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


def _raw(key: PassKey) -> list[bytes]:
    return [one.public_bytes_raw() for one in key.verifying]
