"""An operator gives a room its picture, and says what it shows."""

from io import BytesIO

from aiohttp import FormData

from services.booking import pictures
from tests.desk.booking.test_settings import pool
from tests.desk.driver import Desk
from tests.desk.operating import refused
from tests.given.booking import thing
from tests.given.photo_files import decoded, encoded, picture

ALTS = {"alt_zh": "长桌和投影幕", "alt_en": "A long table and a screen"}


def sent(raw: bytes | None, **alts: str) -> FormData:
    form = FormData()
    for name, words in alts.items():
        form.add_field(name, words)
    if raw is not None:
        form.add_field("picture", BytesIO(raw), filename="room.jpg")
    return form


async def path(desk: Desk) -> str:
    async with desk.demo.sessions() as session:
        room = await thing(session, desk.demo, "a_301")
    return f"/operate/booking/{(await pool(desk, 'meeting')).id}/things/{room.id}/picture"


async def test_it_is_uploaded_described_and_removed(desk: Desk) -> None:
    here = await path(desk)
    page = here.partition("/things")[0]
    async with desk.signed_in("operator") as browser:
        assert f"{here}?small" not in await browser.page(page)
        form = sent(encoded(picture((2400, 1800))), **ALTS)
        answer = await browser.htmx(here, form)  # type: ignore[arg-type]
        assert answer.headers["HX-Redirect"] == f"/desk{page}"
        assert 'alt="A long table and a screen"' in await browser.page(page)
        sizes = [
            decoded(await (await browser.get(here + query)).read()).size for query in ("", "?small")
        ]
        assert sizes == [(1080, 810), (320, 240)]
        await browser.htmx(here, sent(None, **ALTS | {"alt_en": "A table"}))  # type: ignore[arg-type]
        assert 'alt="A table"' in await browser.page(page)
        await browser.htmx(here + "/remove")
        assert (await browser.get(here)).status == 404


async def test_it_needs_a_file_and_words_in_both_languages(desk: Desk) -> None:
    here = await path(desk)
    async with desk.signed_in("operator") as browser:
        await browser.page(here.partition("/things")[0])
        answer = await browser.htmx(here, sent(None, **ALTS))  # type: ignore[arg-type]
        assert list(refused(answer, 422)["fields"]) == ["picture"]
        half = sent(encoded(picture()), alt_zh="长桌", alt_en=" ")
        answer = await browser.htmx(here, half)  # type: ignore[arg-type]
        assert list(refused(answer, 422)["fields"]) == ["alt_en"]
    async with desk.demo.sessions() as session:
        room = await thing(session, desk.demo, "a_301")
        assert await pictures.of_resources(session, desk.demo.id, [room.id]) == {}


async def test_others_put_none(desk: Desk) -> None:
    here = await path(desk)
    async with desk.signed_in("reception") as browser:
        form = sent(encoded(picture()), **ALTS)
        assert (await browser.htmx(here, form)).status == 403  # type: ignore[arg-type]
