"""Commands for the Telegram bot, on a Telegram of the tests."""

import asyncio
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from click.testing import Result
from pydantic import SecretStr

from parkline.settings import secrets
from parkline.settings.settings import Settings
from tests.connectors.channels.telegram import fake
from tests.parkline.cli.commands import Parkline

KEY = "a secret key of the tests, long enough"


@pytest.fixture
def platform() -> Iterator[fake.Telegram]:
    """In a thread of its own: a command runs a loop of its own in this one."""
    loop, stop, ready = asyncio.new_event_loop(), asyncio.Event(), Event()
    made: list[fake.Telegram] = []

    async def serve() -> None:
        async with fake.telegram() as platform:
            made.append(platform)
            ready.set()
            await stop.wait()

    thread = Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(5)
    yield made[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def telegram(parkline: Parkline, platform: fake.Telegram, *arguments: str, **more: str) -> Result:
    variables = {
        "SECRET_KEY": KEY,
        "TELEGRAM_TOKEN": fake.TOKEN,
        "TELEGRAM_API_URL": platform.url,
        "PUBLIC_URL": "https://chat.park.example",
    }
    return parkline("telegram", "webhook", *arguments, **variables | more)


def test_telegram_is_told_where_updates_go(parkline: Parkline, platform: fake.Telegram) -> None:
    result = telegram(parkline, platform)
    url = "https://chat.park.example/telegram/webhook"
    assert (result.exit_code, result.stdout) == (
        0,
        f"t.me/daybreak_park_bot sends its updates to {url}\n",
    )
    assert platform.settings == {
        "url": url,
        "secret_token": secrets.channel_secret(Settings(secret_key=SecretStr(KEY)), "telegram"),
        "allowed_updates": ["message", "edited_message", "callback_query"],
        "max_connections": 1,
    }
    removed = telegram(parkline, platform, "--remove")
    assert (removed.stdout, platform.settings) == ("Telegram sends no more updates\n", {})


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"TELEGRAM_TOKEN": ""}, "PARKLINE_TELEGRAM_TOKEN is not set"),
        ({"PUBLIC_URL": "http://park.example"}, "https only"),
        ({"TELEGRAM_TOKEN": "1:wrong"}, "Telegram said 401 Unauthorized"),
        ({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, "no answer from http://127.0.0.1:9"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_without_the_token(
    parkline: Parkline, platform: fake.Telegram, variables: dict[str, str], says: str
) -> None:
    result = telegram(parkline, platform, **variables)
    assert result.exit_code == 1
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert fake.TOKEN not in result.output
