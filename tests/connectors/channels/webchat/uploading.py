"""Photos as a browser uploads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiohttp import FormData
from sqlalchemy import select

from models.tickets import Photo
from tests.connectors.channels.webchat.driver import WebDriver
from tests.contract.installation import Installation
from tests.given.photo_files import encoded, picture

PHOTO = encoded(picture((400, 300)))
ID = "6f1c0f0e-7f0b-4a83-9f5a-000000000001"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    frame: dict[str, Any]


def form(photos: Sequence[bytes], *, id: str = ID, caption: str | None = None) -> FormData:
    data = FormData()
    data.add_field("id", id)
    if caption is not None:
        data.add_field("caption", caption)
    for photo in photos:
        data.add_field("photo", BytesIO(photo), filename="photo.jpg", content_type="image/jpeg")
    return data


async def post(driver: WebDriver, *photos: bytes, who: str = "li", **fields: str) -> Answer:
    async with (
        driver.browser(who) as browser,
        browser.post("/chat/photos", data=form(photos, **fields)) as response,
    ):
        return Answer(response.status, await response.json())


async def kept(installation: Installation) -> list[Photo]:
    async with installation.sessions() as session:
        return list(await session.scalars(select(Photo).order_by(Photo.id)))
