"""Every command, whatever is wrong around it: one sentence that says what to do, no traceback."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import Result

from parkline.operating.park import taking_in
from parkline.stores.database import create_database, drop_database, libpq_url
from tests.kit.databases import Copies
from tests.kit.refusing_postgres import refusing_postgres
from tests.parkline.cli.commands import Parkline
from tests.parkline.test_docs import COMMANDS

SECRET = "a-secret-of-the-tests-of-troubles"
WORDS = {
    "calendar add": "https://93.184.216.34/rooms.ics\n",
    "channel add": "token=1:x\n",
    "channel rotate": "token=1:x\n",
    "park init": "",
    "staff add": "long enough\n" * 2,
    "staff password": "long enough\n" * 2,
}
"""What is typed."""

OPERATE = {
    "export": ("park.yaml",),
    "import": ("{yaml}",),
    "item add": (
        *("--outlet", "x", "--code", "x", "--zh", "x", "--en", "x"),
        *("--price", "1"),
    ),
    "vendor endpoint": ("x", "https://93.184.216.34/hooks"),
    "vendor key": ("x",),
    "vendor invite": ("x", "wang"),
    "vendor people": ("x",),
    "vendor dismiss": ("x", "wang"),
    "vendor play": ("1",),
    "vendor list": (),
    "vendor ping": ("1",),
    "vendor rotate": ("1",),
    "vendor enable": ("1",),
    "vendor disable": ("1",),
    "vendor attempts": ("1",),
    "vendor replay": ("1", "2026-12-02T09:00:00"),
    "staff add": ("lin", "--name", "x", "--roles", "agent"),
    "staff password": ("lin",),
    "staff unlock": ("lin",),
    "staff email": ("lin", "lin@park.example"),
    "staff list": (),
    "staff deactivate": ("lin",),
    "gate add": ("east",),
    "gate close": ("east",),
    "park host add": ("cam.example",),
    "park host remove": ("cam.example",),
    "park export": ("x", "--passphrase-file", "{yaml}"),
    "park reopen": (),
    "park sweep": (),
    "teach sentence": ("ask_faq", "x"),
    "teach alias": ("x", "y"),
    "teach faq": ("x", "y"),
    "teach misread": ("x.jsonl",),
    "teach effect": (),
    "privacy": ("--park",),
    "account link": ("lin", "cambridge:lin"),
    "account unlink": ("lin",),
    "account list": (),
    "calendar add": ("a_301", "Outlook"),
    "calendar read": ("1",),
    "calendar end": ("1",),
    "calendar list": (),
    "channel add": ("telegram", "x"),
    "channel rotate": ("x",),
    "channel check": ("x",),
    "channel disable": ("x",),
    "channel enable": ("x",),
    "channel drop": ("x",),
    "channel list": (),
    "network create": ("tus", "--zh", "x", "--en", "x"),
    "network join": ("tus",),
    "network leave": ("tus",),
    "network list": (),
    "network publish": ("tus", "org", "x"),
    "network withdraw": ("tus", "org", "x"),
    "peer add": ("cambridge", "https://93.184.216.34", "--network", "tus"),
    "peer trust": ("cambridge", "x"),
    "peer list": (),
    "peer read": ("cambridge",),
    "peer rotate": ("cambridge",),
    "peer drop": ("cambridge",),
    "park key rotate": (),
    "park quota set": ("turns", "5"),
    "park quota list": (),
    "park quota apply": ("{quotas}",),
}
"""Commands that act on the park of the settings."""
DATABASE = OPERATE | {
    "park init": ("--file", "{yaml}"),
    "park list": (),
    "migrate": (),
    "seed": (),
    "gateway": (),
    "worker": (),
    "up": (),
    "chat": (),
    "train": (),
    "backup": ("x.dump",),
    "drill": (),
    "secrets rotate": (),
    "secrets status": (),
    "database roles": (),
}
"""Commands that need a database."""
SAYS_IT_ITSELF = {"doctor": ()}
"""Its findings are what is wrong; its status is 2."""
TELLS_OF_IT = {"support": ("x.zip",)}
"""What is wrong is told in what it writes; its status is 0."""
NEED_NONE = {
    "bot", "cells map", "domains", "nlu", "simulate wechat", "telegram webhook", "wechat menu",
    "wechat qrcode",
    "restore", "payments reconcile", "park import", "park verify", "park switch",
}  # fmt: skip
"""Commands that read no database; or only an empty one, as `restore`; or only with a merchant's
keys, as `payments reconcile`, or with the folder of an export, as `park import`."""
MAKE_TABLES = {"park init", "migrate", "seed", "up", "train"}
"""An empty database is what they are for, or `seed` and `train` come behind `migrate`."""
LISTENS = {"gateway": "PORT", "worker": "WORKER_METRICS_PORT", "up": "PORT"}


@pytest.fixture
def yaml(tmp_path: Path) -> Path:
    path = tmp_path / "file.yaml"
    path.write_text(taking_in.STARTERS.read_text("utf-8"), "utf-8")
    return path


@pytest.fixture
def own_yaml(yaml: Path) -> Path:
    """With a park in it."""
    park = (
        "park: {slug: riverside, name_zh: 滨江, name_en: Riverside,"
        " desk_phone: 0571-5555-8000, emergency_phone: 0571-5555-0119}\n"
    )
    yaml.write_text(park + yaml.read_text("utf-8"), "utf-8")
    return yaml


@pytest.fixture
def empty_url(postgres_url: str) -> Iterator[str]:
    """A database without tables."""
    url = create_database(postgres_url, "empty_of_troubles")
    yield url
    drop_database(postgres_url, "empty_of_troubles")


def run(parkline: Parkline, name: str, yaml: Path, **variables: str) -> Result:
    quotas = yaml.with_name("quotas.yaml")
    quotas.write_text("daybreak: {turns: 5}\n", "utf-8")
    files = {"{yaml}": str(yaml), "{quotas}": str(quotas)}
    arguments = [files.get(one, one) for one in DATABASE[name]]
    stores = {"REDIS_URL": "redis://127.0.0.1:1/0", "SECRET_KEY": SECRET}
    return parkline(
        *(*name.split(), *arguments),
        typed=WORDS.get(name, ""),
        **stores | variables,
    )


def assert_told(result: Result, said: str) -> None:
    """In the last line, that starts with our name."""
    assert not isinstance(result.exception, Exception), result.exception
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("parkline: "), result.stderr
    assert re.search(said, last), last


def test_every_command_stands_in_this_table() -> None:
    names = {name.removeprefix("parkline ") for name in COMMANDS}
    assert names == DATABASE.keys() | SAYS_IT_ITSELF.keys() | TELLS_OF_IT.keys() | NEED_NONE


@pytest.mark.parametrize("name", DATABASE)
def test_a_database_that_does_not_answer(parkline: Parkline, name: str, own_yaml: Path) -> None:
    result = run(
        parkline, name, own_yaml, DATABASE_URL="postgresql://parkline@127.0.0.1:1/parkline"
    )
    assert_told(result, "the database cannot be reached: start PostgreSQL, or correct")


@pytest.mark.parametrize("name", DATABASE)
def test_a_database_that_refuses_the_password(
    parkline: Parkline, name: str, own_yaml: Path
) -> None:
    with refusing_postgres() as url:
        result = run(parkline, name, own_yaml, DATABASE_URL=url)
    assert_told(result, "the database refuses the password of PARKLINE_DATABASE_URL")
    assert "wrong" not in result.output


@pytest.mark.parametrize("name", sorted(DATABASE.keys() - MAKE_TABLES))
def test_a_database_without_tables(
    parkline: Parkline, name: str, own_yaml: Path, empty_url: str
) -> None:
    assert_told(run(parkline, name, own_yaml, DATABASE_URL=empty_url), "`?parkline migrate`?")


@pytest.mark.parametrize("name", ["gateway", "worker", "staff list", "chat"])
@pytest.mark.parametrize(
    "schema",
    [("0001", "the program at .*: parkline migrate"), ("9999", "run the version that made this")],
)
def test_a_schema_that_is_another_s(
    parkline: Parkline, name: str, copies: Copies, own_yaml: Path, schema: tuple[str, str]
) -> None:
    revision, said = schema
    with copies.one() as url:
        with psycopg.connect(libpq_url(url)) as connection:
            connection.execute("update alembic_version set version_num = %s", [revision])
        assert_told(run(parkline, name, own_yaml, DATABASE_URL=url), said)


@pytest.mark.parametrize("name", LISTENS)
def test_a_port_where_somebody_else_listens(
    parkline: Parkline, name: str, own_yaml: Path, demo_url: str, redis_url: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = {LISTENS[name]: str(taken.getsockname()[1])}
        result = run(parkline, name, own_yaml, DATABASE_URL=demo_url, REDIS_URL=redis_url, **port)
    assert_told(result, "the address is taken .*: stop what listens there|cannot listen on 127")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("export", ("{file}/park.yaml",)),
        ("backup", ("{file}/park.dump",)),
        ("import", ("{file}/park.yaml",)),
        ("park init", ("--file", "{file}/park.yaml")),
    ],
)
def test_a_file_where_nobody_may_write_or_read(
    operate: Parkline, tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    asked = [one.replace("{file}", str(tmp_path / "file")) for one in arguments]
    assert_told(operate(*name.split(), *asked), "Not a directory|cannot be read|cannot be written")


@pytest.mark.parametrize("name", ["up", "park init"])
def test_a_data_folder_that_cannot_be_made(
    parkline: Parkline, name: str, own_yaml: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    arguments = [one.replace("{yaml}", str(own_yaml)) for one in DATABASE[name]]
    folder = str(tmp_path / "file" / "var")
    result = parkline(*name.split(), *arguments, SECRET_KEY=SECRET, DATA_DIR=folder)
    assert_told(result, "Not a directory: correct the path, or who may write there")


def test_the_doctor_says_as_a_finding_that_the_database_refuses_the_password(
    parkline: Parkline,
) -> None:
    with refusing_postgres() as url:
        result = parkline("doctor", DATABASE_URL=url, SECRET_KEY=SECRET)
    assert result.exit_code == 2
    assert "✗ database: the database does not answer" in result.stdout
