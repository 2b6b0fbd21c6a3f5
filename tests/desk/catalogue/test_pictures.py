"""An operator gives an item its picture."""

from io import BytesIO

import pytest
from aiohttp import FormData

from services.catalogue import pictures
from tests.desk.driver import Browser, Desk
from tests.desk.operating import refused
from tests.given.photo_files import decoded, encoded, picture


def file(raw: bytes, name: str = "noodles.jpg") -> FormData:
    form = FormData()
    form.add_field("picture", BytesIO(raw), filename=name)
    return form


def path(desk: Desk) -> str:
    return f"/operate/catalogue/items/{desk.demo.items['beef_noodles']}"


async def told(browser: Browser, desk: Desk, raw: bytes) -> str:
    answer = await browser.htmx(path(desk) + "/picture", file(raw))  # type: ignore[arg-type]
    fields: dict[str, str] = refused(answer, 422)["fields"] or {"": refused(answer, 422)["words"]}
    return next(iter(fields.values()))


async def test_it_is_uploaded_looked_at_and_removed(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        assert "/picture?small" not in await browser.page(path(desk))
        sent = file(encoded(picture((2400, 1800))))
        answer = await browser.htmx(path(desk) + "/picture", sent)  # type: ignore[arg-type]
        assert answer.headers["HX-Redirect"] == f"/desk{path(desk)}"
        assert "/picture?small" in await browser.page(path(desk))
        sizes = []
        for query in ("", "?small"):
            shown = await browser.get(path(desk) + "/picture" + query)
            sizes.append(decoded(await shown.read()).size)
        assert sizes == [(1080, 810), (320, 240)]
        assert (await browser.htmx(path(desk) + "/picture/remove")).status == 200
        assert "/picture?small" not in await browser.page(path(desk))
        assert (await browser.get(path(desk) + "/picture")).status == 404


async def test_what_is_no_picture_is_refused_in_words(desk: Desk) -> None:
    broken = encoded(picture())[:900]
    async with desk.signed_in("operator") as browser:
        await browser.page(path(desk))
        assert (await told(browser, desk, b"")).startswith("Please choose a picture")
        assert (await told(browser, desk, b"<svg/>")).startswith("Only JPEG")
        assert (await told(browser, desk, broken)).startswith("That picture cannot be read")
    async with desk.demo.sessions() as session:
        assert await pictures.of_items(session, desk.demo.id, desk.demo.items.values()) == {}


@pytest.mark.parametrize("role", ["agent", "engineer"])
async def test_others_put_none(desk: Desk, role: str) -> None:
    async with desk.signed_in(role) as browser:
        answer = await browser.htmx(path(desk) + "/picture", file(encoded(picture())))  # type: ignore[arg-type]
        assert answer.status == 403
