"""What is given to whoever helps: all that helps, and nothing of anybody."""

import json
import stat
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry, Counter

from parkline.doctor import bundle
from parkline.doctor.log_excerpts import reduced
from parkline.process.watch import watch_routes
from parkline.settings.settings import Settings
from parkline.stores.database import database
from tests.given.somebody import somebody
from tests.parkline.cli.commands import Parkline
from tests.security.canaries import Canaries

KEY = "canary-of-the-support-bundle-which-signs"
HOST = "canary-host.of-the-support.example"
TRACEBACK = """\
Traceback (most recent call last):
  File "/home/{word}/parkline/services/people/people.py", line 12, in find
    raise LookupError("{word}")
sqlalchemy.exc.IntegrityError: duplicate key {word} [parameters: ('{word}')]
DETAIL:  Key (phone)=({word}) already exists."""


def _spoilt(word: str) -> list[str]:
    """Lines of a log in which a word stands wherever one might."""
    request = {"event": "http.request", "route": "/api/v1/me", "status": 200, "request_id": word}
    failed = {"event": "event.failed", "event_id": 7, "problem": f"IntegrityError('{word}')"}
    thrown = {"event": "action.failed", "exception": TRACEBACK.format(word=word), "name": word}
    others = {"event": f"said {word}", "type": word + " and more", "phone": word, "text": word}
    return [
        *(json.dumps(line, ensure_ascii=False) for line in (request, failed, thrown, others)),
        *TRACEBACK.format(word=word).splitlines(),
        f"2026-12-02 01:30:00 INFO     rasa.core.processor  - {word} said {word}",
        f"aiohttp.server Error handling request from {word}",
        word,
        "{" + word,
    ]


@pytest.fixture
async def told(demo_url: str, tmp_path: Path) -> AsyncIterator[tuple[Canaries, Settings]]:
    """A park with somebody in every table, settings, logs that say it all, and metrics."""
    words = Canaries()
    async with database(demo_url, pool_size=1) as sessions, sessions.begin() as session:
        made = await somebody(session, 1, "Xq7Canary")
    for (table, column), word in made.words.items():
        if len(str(word)) >= 6:
            words.add(f"{table}.{column}", str(word))
    assert len(words.values) > 100
    words.add("secret key", KEY)
    words.add("host", HOST)
    logs = tmp_path / f"var-of-{words['person.name']}" / "log"
    logs.mkdir(parents=True)
    lines = [line for word in words.values.values() for line in _spoilt(word)]
    (logs / "gateway.log").write_text("\n".join(lines), "utf-8")
    registry = CollectorRegistry()
    Counter("parkline_turns", "Turns.", ["outcome"], registry=registry).labels("answered").inc(3)
    app = web.Application()
    app.router.add_routes(watch_routes(registry, {}))
    async with TestServer(app, host="127.0.0.1") as gateway:
        yield (
            words,
            Settings(
                secret_key=KEY,
                database_url=demo_url,
                redis_url=None,
                public_url=f"https://{HOST}",
                bot_urls=["http://127.0.0.1:1"],
                data_dir=logs.parent,
                port=gateway.port,
                worker_metrics_port=1,
            ),
        )


def unpacked(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def of(files: Mapping[str, bytes], name: str) -> Any:
    return json.loads(files[name])


async def test_nothing_of_anybody_and_no_secret_is_in_a_bundle(
    told: tuple[Canaries, Settings], tmp_path: Path
) -> None:
    words, settings = told
    given = tmp_path / f"{words['person.name']}.txt"
    given.write_text("\n".join(_spoilt(words["person.name"])))
    file = tmp_path / "support.zip"
    named = await bundle.write(file, settings, [given])
    files = unpacked(file)
    assert set(named) == set(files)
    assert words.found_in(files | {"names": "\n".join(files).encode()}) == set()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        await bundle.write(file, settings, [])


async def test_what_helps_is_in_it(told: tuple[Canaries, Settings], tmp_path: Path) -> None:
    _words, settings = told
    await bundle.write(tmp_path / "support.zip", settings, [])
    files = unpacked(tmp_path / "support.zip")
    versions, database_ = of(files, "versions.json"), of(files, "database.json")
    assert versions["parkline"]
    assert versions["packages"]["aiohttp"]
    assert of(files, "settings.json")["requests_at_once"] == 256
    assert of(files, "settings.json")["public_url"] == "set"
    assert of(files, "settings.json")["telegram_token"] == "default"
    assert {"level": "error", "code": "bot"} in of(files, "doctor.json")["findings"]
    assert database_["revision"][0]["version_num"] == database_["revision_of_the_program"][0]
    assert not [name for name, said in database_.items() if "missing" in said]
    assert "public.order" in {table["name"] for table in database_["tables"]}
    assert b'parkline_turns_total{outcome="answered"} 3.0' in files["metrics/gateway.txt"]
    assert of(files, "metrics/worker.txt") == {"missing": "ClientConnectorError"}
    assert b"http.request" in files["log/1-gateway.log"]


def test_of_a_line_stays_what_our_code_says_of_it() -> None:
    known = {
        "timestamp": "2026-12-02T01:30:00.000000Z",
        "event": "http.request",
        "route": "/api/v1/orders/{order_id}",
        "status": 503,
        "ms": 12.5,
        "request_id": "0123456789abcdef0123456789abcdef",
    }
    [line] = reduced([json.dumps(known | {"text": "Wang is ill", "guest": 7})])
    assert json.loads(line) == known | {"left_out": ["guest", "text"]}
    assert list(reduced(TRACEBACK.format(word="wang").splitlines())) == [
        "  services/people/people.py:12 find",
        "sqlalchemy.exc.IntegrityError",
    ]
    rasa = "2026-12-02 01:30:00 INFO     rasa.core.processor  - Wang said that"
    assert list(reduced([rasa, "Wang: hello"])) == ["2026-12-02 01:30:00 INFO rasa.core.processor"]


def test_an_installation_that_is_down_has_a_bundle_too(parkline: Parkline, tmp_path: Path) -> None:
    file = tmp_path / "support.zip"
    nobody = "postgresql://postgres@127.0.0.1:1/parkline"
    result = parkline("support", str(file), SECRET_KEY=KEY, DATABASE_URL=nobody)
    assert result.exit_code == 0, result.output
    files = unpacked(file)
    assert of(files, "database.json") == {"missing": "OperationalError"}
    assert {"level": "error", "code": "database"} in of(files, "doctor.json")["findings"]
    again = parkline("support", str(file), SECRET_KEY=KEY, DATABASE_URL=nobody)
    assert again.exit_code == 1
    assert "File exists" in again.output


def test_logs_that_stand_elsewhere_are_taken_in(operate: Parkline, tmp_path: Path) -> None:
    other = tmp_path / "journal.txt"
    other.write_text('{"event": "gateway.ready", "level": "info"}\n', "utf-8")
    result = operate("support", str(tmp_path / "it.zip"), "--log", str(other))
    assert result.exit_code == 0, result.output
    assert b"gateway.ready" in unpacked(tmp_path / "it.zip")["log/1-given.log"]
