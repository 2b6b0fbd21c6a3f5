"""Lost property at the counter: taken in, compared, and handed out to who has the code."""

from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData
from sqlalchemy import select

from models.lost import LostItem, LostMatch, LostPhoto
from models.staff import AuditEntry
from services.lost import claims, codes, settings
from services.lost.codes import TRIES
from tests.desk.driver import Browser, Desk
from tests.given.lost import by, compared, matched, owner_of, reloaded, reported, taken_in
from tests.given.photo_files import encoded, picture

HANDED_IN = {
    "category": "umbrella",
    "colour": "black",
    "description": "长柄伞",
    "at": "2026-12-02T09:00",
    "building": "B",
    "shelf": "A3",
    "finder": "王保安",
}


async def only_item(desk: Desk) -> LostItem:
    async with desk.demo.sessions() as session:
        newest = select(LostItem).where(LostItem.staff_id.is_not(None))
        return (await session.scalars(newest)).one()


def form(photos: int = 0, **fields: str) -> FormData:
    made = FormData({**HANDED_IN, **fields})
    for _ in range(photos):
        made.add_field(
            "photo", BytesIO(encoded(picture())), filename="a.jpg", content_type="image/jpeg"
        )
    return made


async def take_in(browser: Browser, photos: int = 0, **fields: str) -> Any:
    return await browser.htmx("/lost/new", form(photos, **fields))


async def done(desk: Desk) -> list[str]:
    """What staff did, without looks, in order."""
    async with desk.demo.sessions() as session:
        entries = select(AuditEntry.action).where(~AuditEntry.is_look).order_by(AuditEntry.id)
        return list(await session.scalars(entries))


async def test_an_umbrella_is_taken_in_with_a_photo_and_gets_a_label(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        assert "Take in an item" in await browser.page("/lost/new")
        answer = await take_in(browser, photos=2)
        item = await only_item(desk)
        assert answer.headers["HX-Redirect"] == f"/desk/lost/{item.id}"
        assert (item.status, item.shelf, item.finder, item.staff_id) == (
            "stored",
            "A3",
            "王保安",
            browser.staff.id,
        )
        page = await browser.page(f"/lost/{item.id}")
        assert page.count("thumbnail=true") == 2
        label = await browser.page(f"/lost/{item.id}/label")
    assert item.item_no in label
    assert "王保安" not in label
    assert "长柄伞" not in label
    assert await done(desk) == ["lost.add"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"at": "2026-12-03T09:00"}, "not in the future"),
        ({"category": "car"}, "wrong-category"),
        ({"building": "Z"}, "wrong-building"),
        ({"description": ""}, "wrong-description"),
    ],
)
async def test_what_cannot_be_is_told_beside_its_field_and_the_rest_stays(
    desk: Desk, changed: dict[str, str], told: str
) -> None:
    async with desk.signed_in("reception") as browser:
        await browser.page("/lost/new")
        answer = await take_in(browser, **changed)
        page = await answer.text()
    assert answer.status == 422
    assert told in page
    assert "A3" in page
    async with desk.demo.sessions() as session:
        taken = select(LostItem).where(LostItem.staff_id.is_not(None))
        assert (await session.scalars(taken)).all() == []


async def test_the_list_is_filtered(desk: Desk) -> None:
    mine = await reported(desk.demo, category="wallet", description="棕色钱包")
    found = await taken_in(desk.demo)
    async with desk.signed_in("agent") as browser:

        async def shown(query: str) -> set[str]:
            page = await browser.page(f"/lost?{query}")
            return {item.item_no for item in (mine, found) if item.item_no in page}

        assert await shown("") == {mine.item_no, found.item_no}
        assert await shown("kind=lost") == {mine.item_no}
        assert await shown("category=umbrella") == {found.item_no}
        assert await shown("q=棕色") == {mine.item_no}
        assert await shown(f"q={found.item_no[2:]}") == {found.item_no}
        by_chance = {mine.item_no} if "A3" in mine.item_no else set[str]()
        assert await shown("q=A3") == {found.item_no} | by_chance
        assert await shown("q=%25") == set()
        assert await shown("state=claimed") == set()
        assert await shown("state=closed") == set()


async def test_what_people_wrote_is_never_markup(desk: Desk) -> None:
    words = "<script>alert(1)</script>"
    match = await matched(desk.demo, description=words, category="wallet")
    async with desk.signed_in("reception") as browser:
        for path in ("/lost", f"/lost/{match.found_id}", f"/lost/{match.lost_id}"):
            page = await browser.page(path)
            assert words not in page
            assert "&lt;script&gt;" in page


async def agreed(desk: Desk, browser: Browser) -> tuple[LostMatch, str]:
    """A wallet that staff say is the owner's, and the owner's code."""
    match = await matched(desk.demo, category="wallet")
    await browser.page(f"/lost/{match.found_id}")
    answer = await browser.htmx(f"/lost/{match.found_id}/matches/{match.id}/agree")
    assert answer.status == 204
    person_id = await owner_of(desk.demo, match)
    async with desk.demo.sessions.begin() as session:
        code, _ = await codes.issue(
            session, desk.demo.id, match.id, person_id=person_id, now=desk.clock()
        )
    return match, code


async def test_a_wallet_is_handed_out_to_who_has_the_code_and_the_log_says_by_whom(
    desk: Desk,
) -> None:
    async with desk.signed_in("reception") as browser:
        match, code = await agreed(desk, browser)
        assert "Hand out by code" in await browser.page(f"/lost/{match.found_id}")
        answer = await browser.htmx(f"/lost/{match.found_id}/hand-out", {"code": code.lower()})
        assert answer.status == 204
    assert (await reloaded(desk.demo, match.found_id)).status == "handed_out"
    assert await done(desk) == ["lost.agree", "lost.hand_out"]
    async with desk.demo.sessions() as session:
        who = await session.scalars(select(AuditEntry.staff_id).where(~AuditEntry.is_look))
        assert set(who) == {browser.staff.id}


async def test_wrong_codes_are_counted_though_the_page_comes_back(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        match, code = await agreed(desk, browser)
        here = f"/lost/{match.found_id}/hand-out"
        for left in range(TRIES - 1, 0, -1):
            answer = await browser.htmx(here, {"code": "H-000000"})
            assert answer.status == 422
            assert f"{left} tries left" in await answer.text()
        assert "No code is good now" in await (await browser.htmx(here, {"code": "x"})).text()
        assert "No code is good now" in await (await browser.htmx(here, {"code": code})).text()
    assert (await reloaded(desk.demo, match.found_id)).status == "claimed"


async def test_staff_see_what_only_the_owner_knows_and_readers_do_not(desk: Desk) -> None:
    match = await matched(desk.demo, category="wallet", mark="夹层里有猫的照片")
    for role, sees in (("reception", True), ("manager", False)):
        async with desk.signed_in(role) as browser:
            for item_id in (match.lost_id, match.found_id):
                assert ("夹层里有猫的照片" in await browser.page(f"/lost/{item_id}")) is sees


async def test_a_claim_is_refused_with_a_reason(desk: Desk) -> None:
    match = await matched(desk.demo, category="wallet")
    async with desk.signed_in("reception") as browser:
        await browser.page(f"/lost/{match.found_id}")
        here = f"/lost/{match.found_id}/matches/{match.id}"
        assert (await browser.htmx(f"{here}/refuse", {"reason": "颜色不对"})).status == 204
        assert "颜色不对" in await browser.page(f"/lost/{match.found_id}")
        assert (await browser.htmx(f"{here}/agree")).status == 409
        assert (await browser.htmx(f"{here}/shred")).status == 404
        other = await taken_in(desk.demo, category="book")
        elsewhere = f"/lost/{other.id}/matches/{match.id}/refuse"
        assert (await browser.htmx(elsewhere)).status == 404


async def test_nothing_is_agreed_on_before_the_desk_has_it(desk: Desk) -> None:
    await reported(desk.demo, category="wallet")
    found = await reported(desk.demo, "found", category="wallet")
    [match] = await compared(desk.demo, found)
    async with desk.signed_in("reception") as browser:
        await browser.page(f"/lost/{found.id}")
        here = f"/lost/{found.id}"
        assert (await browser.htmx(f"{here}/matches/{match.id}/agree")).status == 422
        assert (await browser.htmx(f"{here}/store", {"shelf": "B1"})).status == 204
        assert (await browser.htmx(f"{here}/matches/{match.id}/agree")).status == 204
    assert (await reloaded(desk.demo, found.id)).shelf == "B1"


@pytest.mark.parametrize(("action", "status"), [("give_back", "returned"), ("dispose", "disposed")])
async def test_what_nobody_claims_goes_back_or_away(desk: Desk, action: str, status: str) -> None:
    found = await taken_in(desk.demo)
    async with desk.signed_in("dispatcher") as browser:
        assert f"dialog-{action}" in await browser.page(f"/lost/{found.id}")
        assert (
            await browser.htmx(f"/lost/{found.id}/do/{action}", {"reason": "超期"})
        ).status == 204
        assert (await browser.htmx(f"/lost/{found.id}/do/eat")).status == 404
    item = await reloaded(desk.demo, found.id)
    assert (item.status, item.status_reason) == (status, "超期")


async def test_more_photos_are_added_up_to_six(desk: Desk) -> None:
    found = await taken_in(desk.demo)
    async with desk.signed_in("reception") as browser:
        await browser.page(f"/lost/{found.id}")
        for status in (204, 204, 422):
            answer = await browser.htmx(f"/lost/{found.id}/photos", form(3))
            assert answer.status == status
    async with desk.demo.sessions() as session:
        assert len((await session.scalars(select(LostPhoto))).all()) == 6


async def test_a_manager_looks_and_does_nothing_and_an_engineer_does_not_look(desk: Desk) -> None:
    match = await matched(desk.demo, category="wallet")
    here = f"/lost/{match.found_id}"
    async with desk.signed_in("manager") as browser:
        page = await browser.page(here)
        assert "matches/" not in page
        for path in ("/do/dispose", "/hand-out", "/store", f"/matches/{match.id}/agree"):
            assert (await browser.htmx(f"{here}{path}")).status == 403
        assert (await browser.get("/lost/new")).status == 403
    async with desk.signed_in("engineer") as browser:
        assert (await browser.get("/lost")).status == 403
        assert (await browser.get(here)).status == 403


async def test_open_pages_hear_of_it_and_of_nothing_personal(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser, browser.stream() as events:
        found = await taken_in(desk.demo)
        event = await events.next()
    assert (event.event, event.data["id"]) == ("lost", found.id)
    assert "长柄伞" not in str(event.data)


async def test_the_page_listens_to_what_the_desk_is_told(desk: Desk) -> None:
    async with desk.signed_in("reception") as browser:
        page = await browser.page("/lost")
    kinds = page.partition('name="desk-kinds" content="')[2].partition('"')[0].split()
    assert {"lost", "ticket", "visit", "said", "presence"} <= set(kinds)


async def test_looks_are_in_the_log_by_numbers_alone(desk: Desk) -> None:
    found = await taken_in(desk.demo)
    async with desk.signed_in("manager") as browser:
        await browser.page("/lost")
        await browser.page(f"/lost/{found.id}")
    async with desk.demo.sessions() as session:
        looks = (await session.scalars(select(AuditEntry).where(AuditEntry.is_look))).all()
    listed, looked = [(one.action, one.after) for one in looks]
    assert listed[0] == "lost.list"
    assert found.item_no in listed[1]["items"]
    assert looked == ("lost.look", {"item_no": found.item_no})


async def test_a_park_decides_for_how_long_it_keeps_things(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        assert 'value="90"' in await browser.page("/operate/lost")
        assert (await browser.htmx("/operate/lost", {"unclaimed_days": "30"})).status == 200
        assert (await browser.htmx("/operate/lost", {"unclaimed_days": "0"})).status == 422
    async with desk.demo.sessions() as session:
        assert await settings.unclaimed_days(session, desk.demo.id) == 30
    async with desk.signed_in("reception") as browser:
        assert (await browser.get("/operate/lost")).status == 403


async def test_who_claims_at_the_counter_after_a_no_is_known_by_the_matches(desk: Desk) -> None:
    match = await matched(desk.demo, category="wallet")
    async with desk.demo.sessions.begin() as session:
        await claims.refuse(session, by(desk.demo), match.id, "说不出")
    async with desk.signed_in("reception") as browser:
        assert "说不出" in await browser.page(f"/lost/{match.lost_id}")
