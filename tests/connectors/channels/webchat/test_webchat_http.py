import re

import pytest
from aiohttp import ClientSession

from connectors.channels.webchat import WebChat, guests
from connectors.channels.webchat.texts import ERRORS
from tests.connectors.channels.webchat.driver import FACE, KEY, WebDriver, served
from tests.contract.installation import Installation, clock


async def test_the_first_visit_gets_a_cookie_that_scripts_cannot_read(driver: WebDriver) -> None:
    async with ClientSession(driver.url) as browser, browser.get("/") as response:
        cookie = response.cookies[guests.COOKIE]
    assert guests.verify(cookie.value, KEY, now=clock()) is not None
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == str(400 * 24 * 3600)
    assert cookie["secure"] == ""


async def test_behind_https_the_cookie_stays_on_https(installation: Installation) -> None:
    async with (
        served(installation.door, public_url="https://park.example/") as port,
        ClientSession() as browser,
        browser.get(f"http://127.0.0.1:{port}/") as response,
    ):
        assert response.cookies[guests.COOKIE]["secure"] is True


async def test_a_known_visitor_keeps_the_cookie(driver: WebDriver) -> None:
    async with driver.browser("li") as browser, browser.get("/") as response:
        assert guests.COOKIE not in response.cookies


async def test_nothing_is_inline_and_nothing_comes_from_elsewhere(driver: WebDriver) -> None:
    async with ClientSession(driver.url) as browser, browser.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        html = await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|\bstyle=", html) == []
    links = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert links
    assert [link for link in links if not link.startswith("/chat/static/")] == []


async def test_every_linked_file_is_there(driver: WebDriver) -> None:
    async with ClientSession(driver.url) as browser:
        async with browser.get("/") as response:
            links = re.findall(r'(?:src|href)="([^"]+)"', await response.text())
        for link in links:
            async with browser.get(link) as response:
                assert response.status == 200, link


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2Fpage.py", "%2e%2e%2fpage.py", "..%5Cpage.py", ""]
)
async def test_only_the_pages_own_files_are_served(driver: WebDriver, name: str) -> None:
    path = f"/chat/static/{name}"
    async with ClientSession(driver.url) as browser, browser.get(path) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("preferred", "name"),
    [("zh-CN,zh;q=0.9", "启明科技园"), ("en-GB,en", "Daybreak Science Park"), ("", "启明科技园")],
)
async def test_the_title_is_in_the_readers_language(
    driver: WebDriver, preferred: str, name: str
) -> None:
    headers = {"Accept-Language": preferred}
    async with ClientSession(driver.url) as browser, browser.get("/", headers=headers) as response:
        assert f"<title>{name}</title>" in await response.text()


def test_a_web_chat_without_a_key_is_not_built(installation: Installation) -> None:
    with pytest.raises(ValueError, match="key"):
        WebChat(installation.door, FACE, key=b"")


def test_every_error_is_said_in_both_languages() -> None:
    for code, text in ERRORS.items():
        assert re.search(r"[一-鿿]", text.zh), code
        assert re.search(r"[A-Za-z]", text.en), code
        assert not re.search(r"[一-鿿]", text.en), code
