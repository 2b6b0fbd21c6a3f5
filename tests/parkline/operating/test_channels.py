"""Commands for a park's accounts on platforms."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from models.channels import ChannelAccount
from models.staff import AuditEntry
from tests.connectors.channels.telegram import fake
from tests.parkline.channels.telegram_thread import telegram_in_a_thread
from tests.parkline.cli.commands import Parkline, read

KEY = "a secret key of the tests, long enough"


@pytest.fixture
def platform() -> Iterator[fake.Telegram]:
    with telegram_in_a_thread() as platform:
        yield platform


@pytest.fixture
def channel(parkline: Parkline, demo_url: str, platform: fake.Telegram) -> Any:
    def run(*arguments: str, typed: str = "") -> Result:
        return parkline(
            "channel", *arguments, typed=typed, DATABASE_URL=demo_url, SECRET_KEY=KEY,
            TELEGRAM_API_URL=platform.url, PUBLIC_URL="https://park.example",
        )  # fmt: skip

    return run


def test_an_account_is_added_from_standard_input_and_the_platform_is_led_to_us(
    channel: Any, platform: fake.Telegram, demo_url: str
) -> None:
    result = channel("add", "telegram", "Bot", typed=f"token={fake.TOKEN}\n")
    assert result.exit_code == 0, result.output
    code, _, url = result.stdout.splitlines()[-1].partition(": ")
    assert url == f"https://park.example/in/telegram/{code}"
    assert platform.settings["url"] == url
    assert fake.TOKEN not in result.output
    [about] = json.loads(channel("list", "--json").stdout)["accounts"]
    assert (about["code"], about["status"], about["url"]) == (code, "active", url)


def test_a_wrong_secret_is_told_and_nothing_is_kept(
    channel: Any, demo_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "secrets"
    file.write_text("token=7000000001:wrong\n")
    result = channel("add", "telegram", "Bot", "--secrets", str(file))
    assert (result.exit_code, "wrong" in result.output) == (1, False)
    assert read(demo_url, select(ChannelAccount.code)) == []


def test_it_is_checked_rotated_disabled_enabled_and_dropped(
    channel: Any, platform: fake.Telegram, demo_url: str
) -> None:
    added = channel("add", "telegram", "Bot", typed=f"token={fake.TOKEN}\n")
    code = added.stdout.splitlines()[-1].partition(": ")[0]
    before = platform.settings["secret_token"]
    assert "takes the secret" in channel("check", code).stdout
    assert channel("rotate", code, typed="").exit_code == 0
    assert platform.settings["secret_token"] != before
    assert channel("disable", code).stdout.splitlines()[-1] == f"{code}: disabled"
    assert channel("enable", code).stdout.splitlines()[-1] == f"{code}: active"
    assert channel("drop", code).exit_code == 0
    assert channel("check", code).exit_code == 1
    assert read(demo_url, select(ChannelAccount.sealed)) == [None]
    noted = read(demo_url, select(AuditEntry.action).where(AuditEntry.action.like("channel.%")))
    assert sorted(noted) == sorted(
        f"channel.{act}" for act in ("add", "check", "rotate", "disable", "enable", "drop")
    )
