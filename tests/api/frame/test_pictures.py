"""Pictures of items: in menus and carts, and at addresses of their own."""

from typing import Any

import pytest

from models.catalogue import Item
from services.catalogue import pictures
from services.kit.audit import By
from tests.api.driver import Api
from tests.given.photo_files import decoded, encoded, picture


async def give(api: Api, code: str = "beef_noodles", side: int = 640) -> None:
    cleaned = pictures.clean(encoded(picture((side, 480))))
    async with api.demo.sessions.begin() as session:
        item = await session.get_one(Item, (api.demo.id, api.demo.items[code]))
        await pictures.put(session, By(api.demo.id, None, api.clock()), item, cleaned)


async def shown(api: Api) -> Any:
    li = await api.tenant()
    return (await li.get(f"/items/{api.demo.items['beef_noodles']}"))["picture"]


async def test_menus_goods_and_carts_name_the_picture(api: Api) -> None:
    assert await shown(api) is None
    await give(api)
    one = await shown(api)
    assert (one["width"], one["height"]) == (640, 480)
    li = await api.tenant()
    menu = await li.get("/menus?meal=lunch")
    dishes = [
        item
        for outlet in menu["menus"]
        for category in outlet["categories"]
        for item in category["items"]
    ]
    assert [item["picture"] for item in dishes if item["code"] == "beef_noodles"] == [one]
    assert {item["code"] for item in dishes if item["picture"]} == {"beef_noodles"}
    await li.cart()
    [cart] = (await li.get("/carts"))["carts"]
    assert cart["lines"][0]["picture"] == one


async def test_a_picture_needs_no_token_and_may_be_kept_for_good(api: Api) -> None:
    await give(api)
    one = await shown(api)
    for url, size in ((one["url"], (640, 480)), (one["thumbnail_url"], (320, 240))):
        async with api.http.get(api.url.join(api.url.with_path(url))) as answer:
            body = await answer.read()
            assert (answer.status, answer.content_type) == (200, "image/jpeg")
            assert decoded(body).size == size
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            etag = answer.headers["ETag"]
        known = {"If-None-Match": etag}
        async with api.http.get(api.url.with_path(url), headers=known) as again:
            assert (again.status, await again.read()) == (304, b"")


async def test_another_picture_has_another_address_and_the_menu_is_sent_again(api: Api) -> None:
    await give(api)
    li = await api.tenant()
    etag = (await li.ask("GET", "/menus?meal=lunch")).headers["ETag"]
    before = await shown(api)
    await give(api, side=800)
    changed = await li.ask("GET", "/menus?meal=lunch", headers={"If-None-Match": etag})
    assert changed.status == 200
    assert (await shown(api))["url"] != before["url"]
    async with api.http.get(api.url.with_path(before["url"])) as answer:
        assert answer.status == 404


@pytest.mark.parametrize("digest", ["0" * 32, "x" * 32, "..%2f..", ""])
async def test_nobody_guesses_an_address(api: Api, digest: str) -> None:
    await give(api)
    path = f"/api/v1/pictures/{api.demo.items['beef_noodles']}/{digest}"
    for end in ("", "/small"):
        async with api.http.get(f"{str(api.url).rstrip('/')}{path}{end}") as answer:
            assert (answer.status, answer.content_type) == (404, "application/problem+json")
