from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from click.testing import Result
from typer.testing import CliRunner

from parkline.cli import app
from parkline.process import log
from parkline.settings.settings import Settings
from tests.connectors.bot.fake import FakeBot, fake_bot
from tests.kit.databases import Copies
from tests.parkline.cli.commands import Parkline


@pytest.fixture
def demo_url(demo_copies: Copies) -> Iterator[str]:
    """A database with the demo park."""
    with demo_copies.one() as url:
        yield url


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    async with fake_bot() as bot:
        yield bot


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env file, nobody's variables, and no logging set up for the whole run of tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARKLINE_{name.upper()}", raising=False)
    monkeypatch.setattr(log, "configure", lambda *_args, **_options: None)


@pytest.fixture
def parkline(alone: None, tmp_path: Path) -> Parkline:
    """Run a command with these variables. It sees neither what this machine has on Parkline's usual
    ports nor the checkout's own `var`."""
    elsewhere = {
        name.upper(): str(unused_port()) for name in Settings.model_fields if name.endswith("_port")
    } | {"PORT": str(unused_port()), "DATA_DIR": str(tmp_path / "var")}

    def run(*arguments: str, typed: str = "", **variables: str) -> Result:
        values = elsewhere | variables
        environment = {f"PARKLINE_{name}": value for name, value in values.items()}
        return CliRunner().invoke(app, arguments, input=typed, env=environment)

    return run


@pytest.fixture
def operate(parkline: Parkline, demo_url: str) -> Parkline:
    """Run a command on the demo park."""

    def run(*arguments: str, typed: str = "") -> Result:
        return parkline(*arguments, typed=typed, DATABASE_URL=demo_url, DEMO="true")

    return run
