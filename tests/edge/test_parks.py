"""A request's park is that of its host, without a question to the database."""

from uuid import UUID

import pytest

from edge.parks import ByPark, Parks, Site
from models.park import Park
from parkline.stores.database import Sessions
from services.kit.errors import Invalid
from services.park import hosts
from services.park.hosts import HostTaken
from tests.given import factories


async def _parks(sessions: Sessions, *slugs: str, usual: str) -> tuple[Parks, dict[str, int]]:
    async with sessions.begin() as session:
        made = {slug: (await factories.make_park(session, slug=slug)).id for slug in slugs}
    parks = Parks(sessions, usual)
    await parks.refresh()
    return parks, made


def _slug(parks: Parks, host: str) -> str | None:
    site = parks.at(host)
    return site.slug if site else None


async def test_one_park_has_every_host(sessions: Sessions) -> None:
    parks, ids = await _parks(sessions, "cam", usual="cam")
    assert _slug(parks, "whatever.example:8080") == "cam"
    async with sessions.begin() as session:
        await hosts.add(session, ids["cam"], "cam.example", "site")
    await parks.refresh()
    assert _slug(parks, "whatever.example") == "cam"


async def test_a_slug_may_change_while_a_gateway_runs(sessions: Sessions) -> None:
    parks, ids = await _parks(sessions, "cam", usual="cam")
    async with sessions.begin() as session:
        (await session.get_one(Park, ids["cam"])).slug = "granta"
    await parks.refresh()
    assert _slug(parks, "whatever.example") == "granta"


async def test_until_a_park_has_a_host_that_of_the_settings_has_every_one(
    sessions: Sessions,
) -> None:
    parks, ids = await _parks(sessions, "cam", "dawn", usual="dawn")
    assert _slug(parks, "cam.example") == "dawn"
    async with sessions.begin() as session:
        await hosts.add(session, ids["cam"], "Cam.Example.", "site")
    await parks.refresh()
    assert [_slug(parks, host) for host in ("cam.example:443", "CAM.example", "dawn.example")] == [
        "cam",
        "cam",
        None,
    ]


async def test_a_host_is_of_one_park_and_one_of_a_kind_is_the_main_one(sessions: Sessions) -> None:
    parks, ids = await _parks(sessions, "cam", "dawn", usual="dawn")
    async with sessions.begin() as session:
        await hosts.add(session, ids["cam"], "a.example", "site")
        await hosts.add(session, ids["cam"], "b.example", "site")
        await hosts.add(session, ids["cam"], "desk.example", "desk")
        with pytest.raises(HostTaken):
            await hosts.add(session, ids["dawn"], "A.example", "site")
    await parks.refresh()
    site = parks.find(ids["cam"])
    assert site is not None
    assert site.main == {"site": "a.example", "desk": "desk.example"}
    async with sessions.begin() as session:
        await hosts.add(session, ids["cam"], "c.example", "site", main=True)
    await parks.refresh()
    site = parks.find(ids["cam"])
    assert site is not None
    assert site.main["site"] == "c.example"


@pytest.mark.parametrize(
    "host", ["", "a b.example", "park.example:8080", "https://park.example", "-a.example", "a..b"]
)
def test_what_is_no_name_is_refused(host: str) -> None:
    with pytest.raises(Invalid):
        hosts.checked(host)


def test_a_name_of_other_letters_is_kept_as_the_dns_has_it() -> None:
    assert hosts.checked("中国.example") == "xn--fiqs8s.example"


@pytest.mark.parametrize(
    ("header", "name"),
    [("Cam.example:80", "cam.example"), ("[::1]:8080", "[::1]"), ("cam.example.", "cam.example")],
)
def test_the_name_in_a_header(header: str, name: str) -> None:
    assert hosts.named(header) == name


def test_what_a_park_is_answered_with_is_made_once_and_anew_when_it_changed() -> None:
    made = list[str]()

    def make(site: Site) -> str:
        made.append(site.name_en)
        return site.name_en

    answers = ByPark(make)
    park = Site(1, UUID(int=1), "cam", "剑河", "Cam")
    renamed = Site(1, UUID(int=1), "cam", "剑河", "Granta")
    assert [answers.at(one) for one in (park, park, renamed, renamed)] == [
        "Cam", "Cam", "Granta", "Granta",
    ]  # fmt: skip
    assert made == ["Cam", "Granta"]
    assert sorted(answers.made()) == ["Cam", "Granta"]
