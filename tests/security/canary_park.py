"""A park as `parkline up` makes it, with canaries for secrets, whose every part logs all it can."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from aiohttp import ClientResponse, ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from redis.asyncio import Redis

from parkline.stores import postgres_programs
from parkline.stores.database import create_database, libpq_url
from parkline.stores.embedded import Postgres, valkey
from tests.kit.installation import ROOT, start, stop, wait_until_ready
from tests.kit.installation import variables as usual
from tests.kit.waiting import until
from tests.security.canaries import Canaries
from tests.security.canary_settings import Platforms, invent, variables

ANSWERED_SECONDS = 120
"""For each thing to happen: every process writes all it can, on a machine that is busy already."""
LOUD = """\
try:
    import logging, parkline.process.log as log
except ImportError:  # The bot's environment, which is told by LOG_LEVEL.
    pass
else:
    configure = log.configure
    def loud(log_format, *, role, level=0):
        configure(log_format, role=role, level=logging.DEBUG)
        logging.getLogger().setLevel(logging.DEBUG)
        # At DEBUG it writes every row that is read; no setting of ours makes it.
        logging.getLogger("sqlalchemy").setLevel(logging.INFO)
    log.configure = loud
"""


@dataclass
class CanaryPark:
    """`written` is what was said to the world, by where: bodies of refusals, outputs, metrics."""

    canaries: Canaries
    platforms: Platforms
    folder: Path
    environment: dict[str, str]
    database: Postgres
    url: str
    metrics: str
    stops: dict[str, TestServer]
    """The platforms and the vendor's endpoint: close one, and it is down."""
    written: dict[str, bytes] = field(default_factory=dict)

    @property
    def database_url(self) -> str:
        return self.environment["PARKLINE_DATABASE_URL"]

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(libpq_url(self.database_url), autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    async def command(self, *arguments: str, status: int = 0, **changed: str) -> str:
        """Run a command of the operator's; what it printed, which is kept as written."""
        done = await asyncio.to_thread(self._run, arguments, changed)
        said = done.stdout + done.stderr
        where = "parkline " + " ".join(arguments[:2]) + "".join(f" {name}" for name in changed)
        self.written[where] = said
        assert done.returncode == status, said.decode()
        return done.stdout.decode()

    def _run(self, arguments: tuple[str, ...], changed: dict[str, str]) -> Any:
        environment = self.environment | {f"PARKLINE_{k}": v for k, v in changed.items()}
        return subprocess.run(
            [sys.executable, "-m", "parkline", *arguments],
            cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False,
        )  # fmt: skip

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[ClientSession]:
        """Somebody's, with the origin of our pages."""
        jar = CookieJar(unsafe=True)
        async with ClientSession(self.url, headers={"Origin": self.url}, cookie_jar=jar) as made:
            yield made

    async def ask(
        self, http: ClientSession, method: str, path: str, **how: Any
    ) -> tuple[ClientResponse, bytes]:
        """The answer and its body; a refusal is kept as written."""
        async with http.request(method, path, allow_redirects=False, **how) as answer:
            body = await answer.read()
            if answer.status >= 400:
                where = f"HTTP {answer.status} {method} {path.split('?', maxsplit=1)[0][:24]}"
                self.written[where] = self.written.get(where, b"") + body + _headers(answer)
            return answer, body

    @staticmethod
    def unpacked(backup: Path) -> bytes:
        """All that is in a backup, as SQL."""
        newest = postgres_programs.in_order(None)[0].folder
        restore = [str(newest / "pg_restore"), "--file", "-", str(backup)]
        return subprocess.run(restore, capture_output=True, timeout=60, check=True).stdout

    async def look_at_metrics(self) -> None:
        async with ClientSession() as http:
            for url in (f"{self.url}/metrics", f"{self.metrics}/metrics"):
                async with http.get(url) as answer:
                    self.written[f"metrics {len(self.written)}"] = await answer.read()

    def command_lines(self) -> None:
        """Of every process of ours, for whoever reads the list of processes."""
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            with _gone_meanwhile():
                line = file.read_bytes()
                if b"parkline" in line or b"rasa" in line or b"postgres" in line:
                    self.written[f"process {file.parent.name}"] = line.replace(b"\0", b" ")

    def logs(self) -> dict[str, bytes]:
        files = [self.folder / "up.log", *sorted((self.folder / "data" / "log").glob("*.log"))]
        return {f"log {file.name}": file.read_bytes() for file in files}

    async def logged(self, words: str) -> None:
        """Wait until somebody has logged it."""

        async def there() -> bool:
            return any(words.encode() in said for said in self.logs().values())

        await until(there, seconds=ANSWERED_SECONDS)

    def rows(self) -> dict[str, bytes]:
        """Everything that the database holds, by table and column."""
        held: dict[str, bytes] = {}
        tables = self.sql("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in tables:
            for (row,) in self.sql(f'select to_jsonb(t) from "{table}" t'):
                for column, value in row.items():
                    place = f"{table}.{column}"
                    held[place] = held.get(place, b"") + f"\n{value}".encode()
        return held


def _headers(answer: ClientResponse) -> bytes:
    shown = (f"{name}: {value}" for name, value in answer.headers.items())
    return "\n".join(shown).encode()


@contextmanager
def _gone_meanwhile() -> Iterator[None]:
    try:
        yield
    except OSError:
        return


@asynccontextmanager
async def canary_park(folder: Path) -> AsyncIterator[CanaryPark]:
    """Up until the block ends."""
    canaries = Canaries()
    invent(canaries)
    async with AsyncExitStack() as stack:
        platforms = Platforms.of(canaries)
        stops = {
            "wechat": await stack.enter_async_context(_served(platforms.app())),
            "telegram": await stack.enter_async_context(_served(_telegram())),
            "vendor": await stack.enter_async_context(_served(_failing_vendor())),
        }
        platforms.wechat.world.base_url = _base(stops["wechat"])
        environment = _environment(folder, stops, canaries, platforms)
        database = await asyncio.to_thread(Postgres, folder / "postgres")
        stack.callback(database.stop)
        url = create_database(database.url, "parkline")
        password = quote(canaries["database password"], safe="")
        environment["PARKLINE_DATABASE_URL"] = url.replace("postgres:@", f"postgres:{password}@")
        redis_url = stack.enter_context(valkey(folder / "valkey"))
        environment["PARKLINE_REDIS_URL"] = await _locked(redis_url, canaries["redis password"])
        park = CanaryPark(
            canaries, platforms, folder, environment, database,
            f"http://127.0.0.1:{environment['PARKLINE_PORT']}",
            f"http://127.0.0.1:{environment['PARKLINE_WORKER_METRICS_PORT']}", stops,
        )  # fmt: skip
        await park.command("migrate")
        await park.command("seed")
        process = start(folder / "up.log", environment)
        stack.callback(stop, process)
        # The platforms answer meanwhile.
        await asyncio.to_thread(wait_until_ready, process, folder / "up.log")
        yield park


def _environment(
    folder: Path, stops: dict[str, TestServer], canaries: Canaries, platforms: Platforms
) -> dict[str, str]:
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(LOUD)
    known = variables(
        canaries,
        platforms,
        folder,
        wechat=_base(stops["wechat"]),
        telegram=_base(stops["telegram"]),
    )
    return {
        **usual(folder / "data"),
        **known,
        "PYTHONPATH": str(hook),
        "LOG_LEVEL": "DEBUG",
    }


def _base(server: TestServer) -> str:
    return str(server.make_url("")).rstrip("/")


@asynccontextmanager
async def _served(app: web.Application) -> AsyncIterator[TestServer]:
    async with TestServer(app, host="127.0.0.1") as server:
        yield server


def _telegram() -> web.Application:
    """The Bot API on a bad day: it answers with a proxy's page."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=502, text=f"<h1>Bad gateway</h1>{request.path}")

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    return app


def _failing_vendor() -> web.Application:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=500, text="out of order")

    app = web.Application()
    app.router.add_post("/hooks", answer)
    return app


async def _locked(redis_url: str, password: str) -> str:
    """The URL that has the password which Redis wants from now on."""
    async with Redis.from_url(redis_url) as redis:
        await redis.config_set("requirepass", password)
    return redis_url.replace("redis://", f"redis://:{quote(password, safe='')}@")
