"""What goes on in a park beside its chat: people look around in the mini-app and send photos, staff
have their desks open."""

import asyncio
import io
import itertools
import re
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from PIL import Image

from bench.installation import Installation
from parkline.demo.desk.data import DEMO_PASSWORD

READ = ("/park", "/menus", "/items", "/orders", "/repairs", "/conversation/messages", "/notices")
READERS, READ_SECONDS = 4, 1.0
PHOTO_SECONDS = 10.0
DESKS = ("agent", "anna", "dispatcher", "engineer", "manager", "reception")
SILENCE_SECONDS = 60.0
"""A stream says every quarter of a minute that it is still there."""
FINE = 400


@dataclass(slots=True)
class Beside:
    done: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


@asynccontextmanager
async def life(made: Installation) -> AsyncIterator[Beside]:
    """Goes on until the block ends."""
    counted = Beside()
    works = [
        *(_forever(lambda: _reader(made.url, counted), "reader", counted) for _ in range(READERS)),
        *(_forever(lambda login=login: _desk(made.url, login, counted), "desk", counted)  # type: ignore[misc]
          for login in DESKS),
        _forever(lambda: _photos(made.url, counted), "photos", counted),
    ]  # fmt: skip
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield counted
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _forever(work: Callable[[], Awaitable[None]], name: str, counted: Beside) -> None:
    """Begin again whenever it breaks off, and count why."""
    while True:
        try:
            await work()
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            counted.failed[f"{name}: {type(problem).__name__} {problem}"] += 1
            await asyncio.sleep(1)


def _browser() -> aiohttp.ClientSession:
    jar = aiohttp.CookieJar(unsafe=True)  # Cookies of an address without a name.
    return aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=30))


async def _reader(url: str, counted: Beside) -> None:
    """Somebody who looks around in the mini-app until their token has run out."""
    async with _browser() as http:
        api = f"{url}/api/v1"
        async with http.post(f"{api}/login/browser", headers={"origin": url}) as answer:
            answer.raise_for_status()
            token = (await answer.json())["access_token"]
        for path in itertools.cycle(READ):
            header = {"authorization": f"Bearer {token}"}
            async with http.get(api + path, headers=header) as answer:
                await answer.read()
                if answer.status == 401:  # noqa: PLR2004 - HTTP
                    return
                where = counted.done if answer.status < FINE else counted.failed
                where["read" if answer.status < FINE else f"{path}: {answer.status}"] += 1
            await asyncio.sleep(READ_SECONDS)


async def _photos(url: str, counted: Beside) -> None:
    """One newcomer after another who shows a photo."""
    photo = _jpeg()
    while True:
        async with _browser() as http:
            await (await http.get(f"{url}/")).read()
            form = aiohttp.FormData({"id": str(uuid.uuid4()), "caption": "这里漏水"})
            form.add_field("photo", photo, filename="leak.jpg", content_type="image/jpeg")
            async with http.post(f"{url}/chat/photos", data=form, headers={"origin": url}) as sent:
                said = await sent.json()
                fine = said["type"] == "ack"
                where = counted.done if fine else counted.failed
                where["photo" if fine else f"photo: {said.get('code')}"] += 1
        await asyncio.sleep(PHOTO_SECONDS)


def _jpeg() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(written, "JPEG", quality=85)
    return written.getvalue()


async def _desk(url: str, login: str, counted: Beside) -> None:
    """One of the staff with a page open: all that happens is heard."""
    async with _browser() as http:
        await _sign_in(http, url, login)
        quiet = aiohttp.ClientTimeout(total=None, sock_read=SILENCE_SECONDS)
        async with http.get(f"{url}/desk/stream", timeout=quiet) as stream:
            stream.raise_for_status()
            async for line in stream.content:
                counted.done["desk event"] += line.startswith(b"data:")
    counted.failed["desk: stream ended"] += 1
    await asyncio.sleep(1)


async def _sign_in(http: aiohttp.ClientSession, url: str, login: str) -> None:
    async with http.get(f"{url}/desk/sign-in", headers={"accept": "text/html"}) as page:
        found = re.search(r'name="csrf" value="(\w+)"', await page.text())
    assert found is not None, "the desk's first page has no token"
    form = {"csrf": found[1], "login": login, "password": DEMO_PASSWORD}
    headers = {"accept": "text/html", "origin": url}
    async with http.post(
        f"{url}/desk/sign-in", data=form, headers=headers, allow_redirects=False
    ) as answer:
        if answer.status != 303:  # noqa: PLR2004 - HTTP
            raise aiohttp.ClientError(f"{login} was not let in: {answer.status}")
