"""The list of commands is read at once: nothing of Parkline's machinery is loaded for it."""

import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "aiohttp", "redis", "rasa_sdk", "models", "api.frame", "desk", "connectors")


@pytest.mark.parametrize("asked", [("--help",), ("telegram", "--help"), ("staff", "--help")])
def test_help_loads_no_more_than_it_needs(asked: tuple[str, ...]) -> None:
    program = (
        "import sys\n"
        "from parkline.cli import app\n"
        f"sys.argv = ['parkline', *{asked!r}]\n"
        "try: app()\n"
        "finally: print('loaded', *sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("loaded")[2].split())
    assert "Usage" in done.stdout
    assert [name for name in HEAVY if name in loaded] == []
