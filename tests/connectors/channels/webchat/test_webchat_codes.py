"""The code that takes a phone on with this conversation, and its QR code."""

import re
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from tests.connectors.channels.webchat.driver import served
from tests.contract.installation import Installation


async def given(installation: Installation, **options: Any) -> tuple[str, dict[str, Any], str]:
    """The page, what it is given for a code, and its origin."""
    async with served(installation.door, **options) as port:
        origin = f"http://127.0.0.1:{port}"
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
            async with http.get(f"{origin}/") as answer:
                page = await answer.text()
            headers = {"Origin": origin}
            async with http.post(f"{origin}/chat/login-code", headers=headers) as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                return page, await answer.json(), origin


async def test_the_app_is_opened_with_the_code_where_only_the_browser_sees_it(
    installation: Installation,
) -> None:
    page, told, origin = await given(installation, app="/app/")
    assert 'data-app="/app/"' in page
    assert told["url"] == f"{origin}/app/#/pages/me/code?code={told['code']}"
    assert re.fullmatch(r"[0-9A-Z]{10}", told["code"])
    assert told["holds"] == 300
    assert told["qr"].startswith("<svg xmlns=")
    assert "script" not in told["qr"]


async def test_without_an_app_the_page_does_not_name_it(installation: Installation) -> None:
    page, told, _ = await given(installation)
    assert "open-app" not in page
    assert told.keys() == {"code", "expires_at", "holds"}


@pytest.mark.parametrize("origin", ["https://evil.example", ""])
async def test_another_sites_page_gets_no_code(installation: Installation, origin: str) -> None:
    async with served(installation.door, app="/app/") as port, ClientSession() as http:
        url = f"http://127.0.0.1:{port}/chat/login-code"
        async with http.post(url, headers={"Origin": origin}) as answer:
            assert answer.status == 403
