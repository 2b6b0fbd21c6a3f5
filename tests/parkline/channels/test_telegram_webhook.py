"""Commands for the Telegram bot, on a Telegram of the tests."""

from collections.abc import Iterator

import pytest
from click.testing import Result
from pydantic import SecretStr

from parkline.settings import secrets
from parkline.settings.settings import Settings
from tests.connectors.channels.telegram import fake
from tests.parkline.channels.telegram_thread import telegram_in_a_thread
from tests.parkline.cli.commands import Parkline

KEY = "a secret key of the tests, long enough"


@pytest.fixture
def platform() -> Iterator[fake.Telegram]:
    with telegram_in_a_thread() as platform:
        yield platform


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
