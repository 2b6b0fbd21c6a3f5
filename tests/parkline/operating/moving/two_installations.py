"""Two installations of a test: each has a database and a secret key of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.fernet import Fernet
from psycopg.rows import scalar_row

from parkline.operating.moving import exporting, importing, switching, verifying
from parkline.operating.moving.databases import MovedPark
from parkline.operating.moving.exporting import Patience
from parkline.operating.moving.manifest import Manifest
from parkline.operating.moving.sums import Vaults
from parkline.operating.moving.verifying import Compared
from parkline.settings import secrets
from parkline.stores.database import libpq_url

PASSPHRASE = b"a passphrase for tests alone"
AT_ONCE = Patience(ends=5, settles=0)


def new_vaults() -> Vaults:
    return {
        secrets.VAULT: Fernet(Fernet.generate_key()),
        secrets.PLATFORM_TOKENS: Fernet(Fernet.generate_key()),
    }


def nothing(_step: str) -> None:
    """Goes on."""


@dataclass(frozen=True)
class Side:
    """An installation, with the commands as an operator gives them there."""

    url: str
    folder: Path
    vaults: Vaults = field(default_factory=new_vaults)
    slug: str = "daybreak"
    at: Callable[[str], None] = nothing
    now: datetime | None = None
    patience: Patience = AT_ONCE

    def told(self, at: Callable[[str], None]) -> "Side":
        return replace(self, at=at)

    def clock(self) -> datetime:
        return self.now or datetime.now(UTC)

    def export(self) -> Manifest:
        return exporting.export(
            self.url, self.slug, self.folder, passphrase=PASSPHRASE, vaults=self.vaults,
            clock=self.clock, at=self.at, patience=self.patience,
        )  # fmt: skip

    def take_in(self, slug: str | None = None) -> MovedPark:
        return importing.take_in(
            self.url, self.folder, passphrase=PASSPHRASE, vaults=self.vaults, clock=self.clock,
            at=self.at, slug=slug,
        )  # fmt: skip

    def verify(self) -> Compared:
        return verifying.verify(
            self.url, self.folder, passphrase=PASSPHRASE, vaults=self.vaults, at=self.at
        )

    def switch(self, moved_to: str | None = None) -> MovedPark:
        return switching.switch(
            self.url, self.folder, passphrase=PASSPHRASE, clock=self.clock, at=self.at,
            moved_to=moved_to,
        )  # fmt: skip

    def switch_back(self) -> MovedPark:
        return switching.switch_back(
            self.url, self.folder, passphrase=PASSPHRASE, clock=self.clock, at=self.at
        )

    def reopen(self, **how: bool) -> MovedPark:
        return switching.reopen(self.url, self.slug, clock=self.clock, at=self.at, **how)

    def asked(self, query: str, *values: Any) -> Any:
        """The first value of the first row."""
        with psycopg.connect(libpq_url(self.url), row_factory=scalar_row) as connection:
            return connection.execute(query.encode(), values).fetchone()

    def do(self, statement: str, *values: Any) -> None:
        with psycopg.connect(libpq_url(self.url)) as connection:
            connection.execute(statement.encode(), values)


def move(old: Side, new: Side, to: str = "https://new.example") -> MovedPark:
    """The whole of it, as the guide says it."""
    old.export()
    new.take_in()
    assert new.verify().good
    old.switch(to)
    return new.switch()
