"""Platforms that take what a test lets them take, and an account of a park."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.channels import ChannelAccount
from services.channels.account_forms import Entered
from services.channels.account_secrets import Kept, seal
from services.kit.sealing import Vault

AES_KEY = "anEncodingAESKeyForTheTestsOfTheDesk0000001"
SECRETS = {"secret": "an-app-secret", "token": "a-token", "aes_key": AES_KEY}


@dataclass
class FakePlatforms:
    """See desk.frame.deps.Platforms."""

    refuses: Exception | None = None
    checked: list[Entered] = field(default_factory=list)
    led: list[tuple[Entered, str]] = field(default_factory=list)

    def url(self, channel: str, code: str) -> str:
        return f"https://park.example/in/{channel}/{code}"

    async def check(self, entered: Entered) -> None:
        self.checked.append(entered)
        if self.refuses is not None:
            raise self.refuses

    async def lead(self, entered: Entered, url: str) -> bool:
        self.led.append((entered, url))
        return entered.channel == "telegram"


async def wechat_account(
    session: Any, park_id: int, vault: Vault, now: datetime, app_id: str = "wx0000000000000001"
) -> ChannelAccount:
    """One that nobody at the desk has connected."""
    row = ChannelAccount(
        park_id=park_id, code=f"code{park_id}", channel="wechat", name="公众号", app_id=app_id,
        mode="safe", options={}, status="active", created_at=now,
    )  # fmt: skip
    seal(row, vault, Kept(SECRETS))
    session.add(row)
    await session.flush()
    return row
