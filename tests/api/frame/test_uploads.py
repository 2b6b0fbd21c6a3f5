"""Whatever is uploaded: images are kept, made anew, and nothing else is."""

import random
from io import BytesIO

import pytest
from aiohttp import FormData
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import undefer

from models.tickets import Photo
from tests.api.driver import Api, Tenant
from tests.api.examples import photo_form
from tests.given import photo_files as files

REFUSED = {
    "svg": (files.SVG, 415, "photo_type"),
    "gif": (files.gif(), 415, "photo_type"),
    "html": (b"<html><script>alert(1)</script>", 415, "photo_type"),
    "text": ("牛肉面".encode(), 415, "photo_type"),
    "nothing": (b"", 415, "photo_type"),
    "zip": (b"PK\x03\x04" + bytes(200), 415, "photo_type"),
    "cut off": (files.encoded(files.picture())[:800], 400, "photo_broken"),
    "a bomb of a billion pixels": (files.png_of(65_000, 65_000), 413, "photo_too_large"),
    "more than is read": (b"\xff\xd8\xff" + bytes(11 * 2**20), 413, "photo_too_large"),
}


async def upload(tenant: Tenant, *photos: bytes) -> tuple[int, str]:
    answer = await tenant.ask("POST", "/photos", data=photo_form(*photos))
    return answer.status, (await answer.json()).get("code", "")


async def stored(api: Api) -> list[bytes]:
    async with api.demo.sessions() as session:
        found = await session.scalars(select(Photo).options(undefer(Photo.image)))
        return [photo.image for photo in found]


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_photo_is_refused_and_not_kept(api: Api, what: str) -> None:
    raw, status, code = REFUSED[what]
    assert await upload(await api.tenant(), raw) == (status, code)
    assert await stored(api) == []


async def test_one_bad_photo_spoils_the_upload(api: Api) -> None:
    good = files.encoded(files.picture())
    assert await upload(await api.tenant(), good, files.SVG) == (415, "photo_type")
    assert await stored(api) == []


async def test_what_is_kept_says_nothing_of_its_camera_and_carries_nothing(api: Api) -> None:
    li = await api.tenant()
    raws = (files.telltale_jpeg(), files.telltale_png(), files.polyglot())
    assert await upload(li, *raws) == (201, "")
    kept = await stored(api)
    assert len(kept) == len(raws)
    for image in kept:
        assert image.startswith(b"\xff\xd8\xff")
        for secret in (*files.SECRETS, files.POLYGLOT_TAIL):
            assert secret not in image


async def test_mangled_photos_are_refused_or_made_whole_and_never_a_failure(api: Api) -> None:
    """A hundred files with some bytes turned over."""
    fate = random.Random(20261202)
    li = await api.tenant()
    raws = [files.encoded(files.picture((64, 48)), kind) for kind in ("JPEG", "PNG", "WEBP")]
    statuses = set()
    for number in range(100):
        if number % 9 == 0:  # So many an hour is one's due.
            li = await api.tenant()
        raw = bytearray(fate.choice(raws))
        for _ in range(fate.randint(1, 20)):
            raw[fate.randrange(len(raw))] = fate.randrange(256)
        statuses.add((await upload(li, bytes(raw)))[0])
    assert statuses <= {201, 400, 413, 415}
    assert statuses > {201}
    for image in await stored(api):
        Image.open(BytesIO(image)).load()


FORM = "multipart/form-data; boundary=x"
MALFORMED = (
    b"",
    b"garbage",
    b"--x\r\n\r\n",
    b"--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=photo\r\n",
    b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--",
)


@pytest.mark.parametrize("body", MALFORMED)
async def test_what_is_no_form_is_refused(api: Api, body: bytes) -> None:
    li = await api.tenant()
    for content_type in (FORM, "multipart/form-data"):
        answer = await li.ask("POST", "/photos", data=body, headers={"Content-Type": content_type})
        assert (answer.status, answer.content_type) == (400, "application/problem+json")


async def test_photos_come_as_a_form(api: Api) -> None:
    answer = await (await api.tenant()).ask("POST", "/photos", json={"photo": "x"})
    assert (answer.status, (await answer.json())["details"]) == (
        415, {"wanted": "multipart/form-data"},
    )  # fmt: skip


async def test_a_field_that_nobody_asked_for_is_refused(api: Api) -> None:
    li = await api.tenant()
    form = FormData()
    form.add_field("file", files.encoded(files.picture()), filename="a.jpg")
    answer = await li.ask("POST", "/photos", data=form)
    assert (await answer.json())["details"] == {"field": "file"}


async def test_seven_photos_are_one_too_many(api: Api) -> None:
    small = files.encoded(files.picture((32, 32)))
    assert await upload(await api.tenant(), *[small] * 7) == (422, "too_many_photos")
    assert await stored(api) == []
