"""Lost and found through the API."""

from typing import Any

import pytest
from sqlalchemy import select

from models.lost import LostMatch
from services.lost import claims, codes, lost
from tests.api.driver import Api, Tenant
from tests.api.examples import photo_form
from tests.api.lost.examples import LOST
from tests.given.lost import by, compare, taken_in

FOUND = {key: value for key, value in LOST.items() if key != "mark"} | {"kind": "found"}
UMBRELLA = {**LOST, "category": "umbrella", "colour": "black"}


async def matched(api: Api, owner: Tenant, body: dict[str, Any] = LOST) -> tuple[str, int, int]:
    """Number of what the owner lost; ids of the match and of what the desk has."""
    number = (await owner.post("/lost", body, status=201))["item_no"]
    found = await taken_in(
        api.demo,
        category=body["category"],
        colour=body["colour"],
        description=f"{body['description']}，里面有现金",
    )
    async with api.demo.sessions.begin() as session:
        await compare(session, found)
        match = (await session.scalars(select(LostMatch).order_by(LostMatch.id.desc()))).first()
        assert match is not None
    return number, match.id, found.id


async def agree(api: Api, match_id: int) -> None:
    async with api.demo.sessions.begin() as session:
        await claims.agree(session, by(api.demo), match_id)


async def test_what_is_lost_is_reported_and_what_only_the_owner_knows_is_never_answered(
    api: Api,
) -> None:
    li = await api.tenant(phone="13812345678")
    shown = await li.post("/lost", LOST, status=201)
    assert (shown["status"], shown["category_text"], shown["can"]) == (
        "reported",
        "钱包",
        ["withdraw", "add_photos"],
    )
    for answered in (shown, await li.get(f"/lost/{shown['item_no']}"), await li.get("/lost")):
        assert LOST["mark"] not in str(answered)
        assert shown["item_no"] in str(answered)


async def test_a_match_tells_no_more_than_the_building_and_the_day(api: Api) -> None:
    li = await api.tenant()
    number, match_id, _ = await matched(api, li)
    shown = await li.get(f"/lost/{number}")
    assert shown["matches"] == [
        {
            "id": match_id,
            "status": "suggested",
            "found_where": "B座",
            "found_when": "12月1日 周二",
            "can": ["claim", "disown"],
        }
    ]
    assert "现金" not in str(shown)


async def test_a_wallet_is_claimed_agreed_on_and_fetched_with_a_code(api: Api) -> None:
    li = await api.tenant()
    number, match_id, found_id = await matched(api, li)
    here = f"/lost/{number}/matches/{match_id}"
    assert (await li.post(f"{here}/claim"))["matches"][0]["status"] == "claimed"
    problem = await li.post(f"{here}/code", status=422)
    assert problem["code"] == "lost_not_agreed"
    await agree(api, match_id)
    code = (await li.post(f"{here}/code", status=201))["code"]
    async with api.demo.sessions.begin() as session:
        found = await lost.load(session, api.demo.id, found_id)
        assert (await codes.hand_out(session, by(api.demo), found, code)).right
    assert (await li.get(f"/lost/{number}"))["status"] == "handed_out"


async def test_an_umbrella_is_theirs_at_once(api: Api) -> None:
    li = await api.tenant()
    number, match_id, _ = await matched(api, li, UMBRELLA)
    shown = await li.post(f"/lost/{number}/matches/{match_id}/claim")
    assert (shown["matches"][0]["status"], shown["matches"][0]["can"]) == ("agreed", ["code"])


async def test_what_is_not_theirs_is_looked_for_on(api: Api) -> None:
    li = await api.tenant()
    number, match_id, _ = await matched(api, li)
    shown = await li.post(f"/lost/{number}/matches/{match_id}/disown")
    assert (shown["status"], shown["matches"]) == ("reported", [])


async def test_a_match_of_another_thing_of_theirs_is_not_found_here(api: Api) -> None:
    li = await api.tenant()
    _, match_id, _ = await matched(api, li)
    other = (await li.post("/lost", {**LOST, "category": "book"}, status=201))["item_no"]
    await li.post(f"/lost/{other}/matches/{match_id}/claim", status=404)


async def test_photos_of_what_was_found_are_seen_once_staff_agree(api: Api) -> None:
    li, finder = await api.tenant(), await api.tenant()
    uploaded = await (await finder.ask("POST", "/photos", data=photo_form())).json()
    body = {**FOUND, "photos": [uploaded["photos"][0]["id"]]}
    found = await finder.post("/lost", body, status=201)
    assert (len(found["photos"]), found["matches"]) == (1, [])
    number = (await li.post("/lost", LOST, status=201))["item_no"]
    async with api.demo.sessions.begin() as session:
        item = await lost.find_by_number(session, api.demo.id, found["item_no"])
        assert item is not None
        await lost.store(session, api.demo.id, item.id, shelf=None, staff_id=None, now=api.clock())
        await compare(session, item)
        match_id = await session.scalar(select(LostMatch.id))
        assert match_id is not None
    assert (await li.get(f"/lost/{number}"))["photos"] == []
    await agree(api, match_id)
    [photo] = (await li.get(f"/lost/{number}"))["photos"]
    assert photo["id"] == found["photos"][0]["id"]


async def test_a_photo_is_of_one_thing_and_of_nobody_elses(api: Api) -> None:
    li, other = await api.tenant(), await api.tenant()
    number = (await li.post("/lost", LOST, status=201))["item_no"]
    added = await li.ask("POST", f"/lost/{number}/photos", data=photo_form())
    photo = (await added.json())["photos"][0]["id"]
    for who in (li, other):
        await who.post("/lost", {**LOST, "category": "keys", "photos": [photo]}, status=404)


async def test_it_is_withdrawn_once_it_turned_up(api: Api) -> None:
    li = await api.tenant()
    number = (await li.post("/lost", LOST, status=201))["item_no"]
    shown = await li.post(f"/lost/{number}/withdraw")
    assert (shown["status"], shown["can"]) == ("withdrawn", [])
    refused = await li.ask("POST", f"/lost/{number}/photos", data=photo_form())
    assert (refused.status, (await refused.json())["code"]) == (409, "lost_closed")


@pytest.mark.parametrize("what", ["一个煤气罐", "an unattended suitcase"])
async def test_what_should_not_be_touched_is_refused_with_the_number_to_call(
    api: Api, what: str
) -> None:
    li = await api.tenant()
    problem = await li.post("/lost", {**FOUND, "description": what}, status=422)
    assert (problem["code"], problem["details"]) == ("lost_hazard", {"phone": "8110"})
    assert (await li.get("/lost"))["items"] == []


async def test_the_list_is_of_one_kind_or_of_what_is_open(api: Api) -> None:
    li = await api.tenant()
    mine = (await li.post("/lost", LOST, status=201))["item_no"]
    found = (await li.post("/lost", FOUND, status=201))["item_no"]
    await li.post(f"/lost/{mine}/withdraw")

    async def numbers(query: str) -> list[str]:
        return [one["item_no"] for one in (await li.get(f"/lost?{query}"))["items"]]

    assert await numbers("") == [found, mine]
    assert await numbers("kind=lost") == [mine]
    assert await numbers("open=true") == [found]


async def test_nobody_wants_to_hear_of_it_who_says_so(api: Api) -> None:
    li = await api.tenant()
    kinds = (await li.put("/me/notices/lost", {"wanted": False}))["kinds"]
    assert [one["wanted"] for one in kinds if one["kind"] == "lost"] == [False]
