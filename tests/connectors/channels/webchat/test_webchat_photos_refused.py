"""Uploads that are no photos, too many, too large, from elsewhere or no forms at all."""

import random
import re
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.kit.photo_cleaning import BYTES_LIMIT
from tests.connectors.channels.webchat.driver import WebDriver
from tests.connectors.channels.webchat.uploading import ID, PHOTO, form, kept, post
from tests.contract.channels import stored
from tests.contract.installation import Installation
from tests.given.photo_files import SVG, decoded, encoded, gif, picture, png_of


async def test_another_sites_page_uploads_nothing(
    driver: WebDriver, installation: Installation
) -> None:
    for origin in ("https://evil.example", "null", ""):
        async with (
            driver.browser("li") as browser,
            browser.post(
                "/chat/photos", data=form([PHOTO]), headers={"Origin": origin}
            ) as response,
        ):
            assert response.status == 403
    assert await stored(installation) == []


async def test_a_forged_visitor_is_told_to_fetch_the_page(driver: WebDriver) -> None:
    headers = {"Origin": driver.url, "Cookie": "parkline_visitor=v1.forged"}
    async with (
        ClientSession(driver.url, headers=headers) as browser,
        browser.post("/chat/photos", data=form([PHOTO])) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (401, "unknown_visitor")


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "photo_type"),
        (random.Random(1).randbytes(5_000), 400, "photo_type"),
        (SVG, 400, "photo_type"),
        (gif(), 400, "photo_type"),
        (PHOTO[: len(PHOTO) // 2], 400, "photo_broken"),
        (png_of(60_000, 60_000), 413, "photo_too_large"),
        (PHOTO + b"\0" * BYTES_LIMIT, 413, "photo_too_large"),
    ],
    ids=["nothing", "random", "svg", "gif as jpg", "truncated", "bomb", "11 MB"],
)
async def test_what_is_no_photo_is_refused_in_both_languages(
    driver: WebDriver, installation: Installation, raw: bytes, status: int, code: str
) -> None:
    answer = await post(driver, raw)
    assert (answer.status, answer.frame["code"], answer.frame["id"]) == (status, code, ID)
    assert re.search(r"[一-鿿]", answer.frame["text_zh"])
    assert re.search(r"[a-z]", answer.frame["text_en"])
    assert "retry_after" not in answer.frame
    assert await stored(installation) == await kept(installation) == []


async def test_one_bad_photo_refuses_the_message_whole(
    driver: WebDriver, installation: Installation
) -> None:
    assert (await post(driver, PHOTO, SVG)).frame["code"] == "photo_type"
    assert await stored(installation) == await kept(installation) == []


async def test_seven_photos_are_too_many_for_a_message(
    driver: WebDriver, installation: Installation
) -> None:
    answer = await post(driver, *[PHOTO] * 7)
    assert (answer.status, answer.frame["code"]) == (422, "too_many_photos")
    assert await kept(installation) == []


async def test_an_eleventh_photo_waits(driver: WebDriver) -> None:
    first = await post(driver, *[PHOTO] * 6, id=str(uuid4()))
    second = await post(driver, *[PHOTO] * 4, id=str(uuid4()))
    third = await post(driver, PHOTO, id=str(uuid4()))
    assert (first.status, second.status) == (200, 200)
    assert (third.status, third.frame["code"]) == (422, "too_many_photos")


async def test_an_eleventh_upload_in_a_minute_says_when(driver: WebDriver) -> None:
    for _ in range(10):
        assert (await post(driver, SVG)).status == 400
    answer = await post(driver, PHOTO)
    assert (answer.status, answer.frame["code"]) == (429, "rate_limited")
    assert 0 < answer.frame["retry_after"] <= 60
    assert (await post(driver, PHOTO, who="wang")).status == 200


async def test_a_caption_has_the_limit_of_any_text(
    driver: WebDriver, installation: Installation
) -> None:
    for caption in ("面" * 2_001, "面" * 200_000):
        answer = await post(driver, PHOTO, caption=caption)
        assert (answer.status, answer.frame["code"]) == (400, "text_too_long")
    assert await kept(installation) == []
    assert (await post(driver, PHOTO, caption="面" * 2_000)).status == 200


BOUNDARY = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
MALFORMED: dict[str, tuple[str, bytes]] = {
    "json": ("application/json", b'{"id": 1}'),
    "no boundary": ("multipart/form-data", b"--b--"),
    "empty": (BOUNDARY, b""),
    "no parts": (BOUNDARY, b"--b--\r\n"),
    "no end": (BOUNDARY, PART % (b"id", ID.encode())),
    "no photo": (BOUNDARY, PART % (b"id", ID.encode()) + b"--b--\r\n"),
    "no id": (BOUNDARY, PART % (b"photo", PHOTO) + b"--b--\r\n"),
    "bad id": (BOUNDARY, PART % (b"id", b"one") + PART % (b"photo", PHOTO) + b"--b--\r\n"),
    "bad text": (BOUNDARY, PART % (b"id", b"\xff") + b"--b--\r\n"),
    "unknown field": (BOUNDARY, PART % (b"admin", b"1") + b"--b--\r\n"),
    "nested": (
        BOUNDARY,
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n",
    ),
    "bad header": (BOUNDARY, b"--b\r\n\xff\xfe: x\r\n\r\n1\r\n--b--\r\n"),
    "bad length": (BOUNDARY, b"--b\r\nContent-Length: x\r\n\r\n1\r\n--b--\r\n"),
}


@pytest.mark.parametrize(("content_type", "body"), MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_form_is_refused(
    driver: WebDriver, installation: Installation, content_type: str, body: bytes
) -> None:
    headers = {"Content-Type": content_type}
    async with (
        driver.browser("li") as browser,
        browser.post("/chat/photos", data=body, headers=headers) as response,
    ):
        assert (response.status, (await response.json())["code"]) == (400, "bad_frame")
    assert await stored(installation) == await kept(installation) == []


@pytest.mark.filterwarnings("ignore::aiohttp.multipart.BadContentDispositionHeader")
@pytest.mark.filterwarnings("ignore::aiohttp.multipart.BadContentDispositionParam")
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
async def test_whatever_is_sent_is_stored_as_our_own_jpeg_or_refused(
    driver: WebDriver, installation: Installation, data: st.DataObject
) -> None:
    """Forms of our shape with bytes changed anywhere: a boundary, a header, the photo."""
    photo = encoded(picture((40, 30)), data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"])))
    fields = PART % (b"id", str(uuid4()).encode()) + PART % (b"photo", photo)
    body = bytearray(fields + b"--b--\r\n")
    for _ in range(data.draw(st.integers(0, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    async with (
        driver.browser(uuid4().hex[:22]) as browser,
        browser.post("/chat/photos", data=bytes(body), headers={"Content-Type": BOUNDARY}) as got,
    ):
        assert got.status in {200, 400, 413, 422}, await got.text()
    async with installation.sessions() as session:
        images = await session.scalars(text("select image from photo"))
        assert {decoded(bytes(image)).format for image in images} <= {"JPEG"}
