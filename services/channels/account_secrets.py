"""The secrets of an account, sealed in its row: the present ones, and those of before meanwhile.

A platform and its operator never change a secret at one moment. What was good stays good for
OVERLAP, so that nothing that is under way then is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken

from models.channels import ChannelAccount
from services.kit.sealing import Vault

OVERLAP = timedelta(days=1)
MOST_FORMER = 3

Secrets = Mapping[str, str]
"""By name: `secret`, `token` (of Telegram the bot's), `aes_key`, `kf_secret`, `webhook`."""


@dataclass(frozen=True, slots=True)
class Kept:
    now: Secrets = field(repr=False)
    former: tuple[tuple[datetime, Secrets], ...] = field(default=(), repr=False)
    """Until when, the newest first."""

    def at(self, moment: datetime) -> "Kept":
        """Without those whose time is over."""
        return Kept(self.now, tuple(one for one in self.former if one[0] > moment))

    def changed(self, secrets: Secrets, *, now: datetime) -> "Kept":
        """With others; what is empty stays."""
        new = {**self.now, **{name: value for name, value in secrets.items() if value}}
        if new == dict(self.now):
            return self.at(now)
        former = ((now + OVERLAP, self.now), *self.at(now).former)
        return Kept(new, former[:MOST_FORMER])


def seal(row: ChannelAccount, vault: Vault, kept: Kept) -> None:
    former = [[until.isoformat(), dict(secrets)] for until, secrets in kept.former]
    row.sealed = vault.encrypt(json.dumps({"now": dict(kept.now), "former": former}).encode())
    row.former_until = kept.former[0][0] if kept.former else None


def opened(row: ChannelAccount, vault: Vault) -> Kept | None:
    """None for a dropped account, and where no key of the settings opens them."""
    if row.sealed is None:
        return None
    try:
        found = json.loads(vault.decrypt(row.sealed))
    except InvalidToken:
        return None
    former = ((datetime.fromisoformat(until), secrets) for until, secrets in found["former"])
    return Kept(found["now"], tuple(former))
