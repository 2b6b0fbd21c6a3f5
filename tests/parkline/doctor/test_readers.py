"""What the doctor says of a second reader, each finding caused."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from parkline.doctor import examination, readers
from parkline.doctor.findings import Finding
from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url
from tests.connectors.readers.fake import (
    KEY,
    MODEL,
    FakeEndpoint,
    answers,
    busy,
    fake_endpoint,
    said,
)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def fake() -> AsyncIterator[FakeEndpoint]:
    async with fake_endpoint() as made:
        yield made


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "reader.key"
    file.write_text(KEY)
    file.chmod(0o640)
    return file


@pytest.fixture
def mode(request: pytest.FixtureRequest, key: Path) -> None:
    """Of the key's file."""
    key.chmod(request.param)


@pytest.fixture
def chosen(fake: FakeEndpoint, key: Path) -> Settings:
    return Settings(demo=True, reader_url=fake.url, reader_model=MODEL, reader_key_file=key)


async def told(settings: Settings) -> list[tuple[str, str]]:
    return [(one.level, one.code) for one in await readers.reader(settings, now)]


async def test_a_well_one_and_none(chosen: Settings) -> None:
    assert await told(chosen) == []
    assert await told(Settings(demo=True)) == []


@pytest.mark.parametrize("mode", [0o644, 0o602], indirect=True)
async def test_a_key_that_everybody_reads(chosen: Settings, mode: None) -> None:
    [finding] = await readers.reader(chosen, now)
    assert (finding.level, finding.code) == ("warning", "reader-key-open")
    assert KEY not in str(finding)


async def test_a_key_that_is_gone(chosen: Settings, tmp_path: Path) -> None:
    gone = chosen.model_copy(update={"reader_key_file": tmp_path / "gone"})
    assert await told(gone) == [("error", "reader-key")]


async def test_a_model_that_is_not_there_is_refused_and_named_as_that(chosen: Settings) -> None:
    other = chosen.model_copy(update={"reader_model": "no-such"})
    [finding] = await readers.reader(other, now)
    assert (finding.level, finding.code) == ("warning", "reader")
    assert "HTTP 400" in finding.what


async def test_one_that_cannot_be_reached(chosen: Settings) -> None:
    gone = chosen.model_copy(update={"reader_url": "http://127.0.0.1:9/v1"})
    assert await told(gone) == [("warning", "reader")]


async def test_one_that_wants_to_be_left_alone(chosen: Settings, fake: FakeEndpoint) -> None:
    fake.behave = answers(busy)
    assert await told(chosen) == [("warning", "reader")]


async def test_one_that_never_answers_as_agreed(chosen: Settings, fake: FakeEndpoint) -> None:
    fake.behave = answers(lambda: said("I am glad to help!", arguments="{}"))
    assert await told(chosen) == [("warning", "reader-level")]


async def test_one_that_takes_neither_schema_nor_tools(
    chosen: Settings, fake: FakeEndpoint
) -> None:
    fake.schemas = fake.tools = False
    assert await told(chosen) == [("info", "reader-level")]


@pytest.fixture
def connection(demo_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(libpq_url(demo_url), autocommit=True) as made:
        made.execute("update park set reader_mode = 'shadow', reader_agreed_at = now()")
        yield made


async def spent(demo_url: str, **values: object) -> list[Finding]:
    settings = Settings.model_construct(database_url=demo_url, **values)
    connected = await psycopg.AsyncConnection.connect(libpq_url(demo_url), autocommit=True)
    async with connected:
        return await readers.spending(connected, settings, now)


URL = "https://llm.park.example/v1"


async def test_what_parks_may_spend(demo_url: str, connection: psycopg.Connection) -> None:
    priced = {"reader_url": URL, "reader_price_in": 1.0}
    assert await spent(demo_url, **priced) == []
    assert [one.code for one in await spent(demo_url, reader_url=URL)] == ["reader-price"]
    assert [one.code for one in await spent(demo_url)] == ["reader-none"]
    connection.execute("update park set reader_daily_calls = 0")
    assert [one.code for one in await spent(demo_url, **priced)] == ["reader-budget"]
    connection.execute("update park set reader_agreed_at = null")
    assert await spent(demo_url, **priced) == []


def test_both_are_asked() -> None:
    assert readers.reader in examination.AROUND
    assert readers.spending in examination.WITHIN
