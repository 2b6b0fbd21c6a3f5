"""The drill: a backup is restored into a server of its own, and looked at."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from cryptography.fernet import InvalidToken

from parkline.stores import postgres_programs as programs
from parkline.stores.backup import BackupFailed, Contents, Say, backup, contents_of, restore
from parkline.stores.database import create_database, libpq_url
from parkline.stores.embedded import postgres
from services.kit.sealing import Vault


@dataclass(slots=True)
class Verdict:
    """What a drill found."""

    seconds: dict[str, float] = field(default_factory=dict)
    bytes: int = 0
    rows: int = 0
    tables: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        return {
            "good": self.good,
            "problems": self.problems,
            "seconds": {name: round(value, 2) for name, value in self.seconds.items()},
            "bytes": self.bytes,
            "tables": self.tables,
            "rows": self.rows,
        }


def drill(database_url: str, file: Path | None, vault: Vault, say: Say) -> Verdict:
    """Restore a backup into a server of its own, and see whether everything is there.

    Without `file` a backup is made now and compared with what it was made from. Raises
    BackupFailed, RestoreRefused.
    """
    verdict = Verdict()
    with tempfile.TemporaryDirectory(prefix="parkline-drill-") as name:
        folder = Path(name)
        source: Contents | None = None
        if file is None:
            say("making a backup")
            file = folder / "backup"
            with _timed(verdict, "backup"):
                source = backup(database_url, file, contents=True)
        verdict.bytes = file.stat().st_size
        say("restoring it into a scratch server")
        with postgres(folder / "postgres") as server:
            url = create_database(server, "drill")
            with _timed(verdict, "restore"), _told_of_programs(database_url, source):
                restore(url, file, say)
            say("looking at what is there")
            with _timed(verdict, "check"):
                _examine(url, source, vault, verdict)
    return verdict


@contextmanager
def _told_of_programs(database_url: str, source: Contents | None) -> Iterator[None]:
    """What was dumped here by another version than the server's may not be restored elsewhere."""
    try:
        yield
    except BackupFailed as problem:
        if source is None:
            raise
        with psycopg.connect(libpq_url(database_url)) as connection:
            why = programs.lacking(programs.version_of(connection.info.server_version))
        raise BackupFailed(f"{str(problem).rstrip(';')}; {why}" if why else str(problem)) from None


@contextmanager
def _timed(verdict: Verdict, name: str) -> Iterator[None]:
    started = time.monotonic()
    try:
        yield
    finally:
        verdict.seconds[name] = time.monotonic() - started


def _examine(url: str, source: Contents | None, vault: Vault, verdict: Verdict) -> None:
    with psycopg.connect(libpq_url(url)) as connection:
        found = contents_of(connection)
        sealed = connection.execute(
            "select secret from endpoint union all select previous_secret from endpoint"
            " where previous_secret is not null and previous_until > now()"
        )
        secrets = [bytes(row[0]) for row in sealed]
    verdict.rows, verdict.tables = sum(found.rows.values()), len(found.rows)
    problems = verdict.problems
    if not found.rows.get("public.park"):
        problems.append("there is no park in it")
    if not all(_opens(vault, secret) for secret in secrets):
        problems.append("PARKLINE_SECRET_KEY is not the key that vendors' secrets are kept with")
    if source is not None:
        problems += differences(source, found)


def differences(source: Contents, found: Contents) -> list[str]:
    """What a restored database lacks, or has too much of."""
    problems = [
        f"{table}: {source.rows.get(table, 0)} rows saved, {found.rows.get(table, 0)} there"
        for table in sorted(source.rows.keys() | found.rows.keys())
        if source.rows.get(table) != found.rows.get(table)
    ]
    if source.foreign_keys != found.foreign_keys:
        problems.append(f"{source.foreign_keys} foreign keys were saved, {found.foreign_keys} hold")
    if source.last_event != found.last_event:
        problems.append("the last event is another")
    if source.jobs != found.jobs:
        problems.append(f"jobs were {source.jobs}, and are {found.jobs}")
    return problems


def _opens(vault: Vault, secret: bytes) -> bool:
    try:
        vault.decrypt(secret)
    except InvalidToken:
        return False
    return True
