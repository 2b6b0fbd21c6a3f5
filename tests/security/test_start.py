"""Settings with which nothing starts say which they are, and nothing of what they hold."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from parkline.cli import app
from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url
from tests.kit.installation import ROOT, unset

KEY = "k" * 40
PART = "Canary"
"""Stands in each part of the secret."""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", PART),
        ("DATABASE_URL", f"postgresql://parkline:x@{PART}@db/parkline"),
        ("DATABASE_URL", f"postgresql//parkline:{PART}@db/parkline"),
        ("REDIS_URL", f"redis://:{PART}/x@redis:6379/0"),
        ("WECOM_AGENT_ID", f"{PART}-of-another-field"),
        ("TRUSTED_PROXIES", f'["{PART}"]'),
        ("TRUSTED_PROXIES", PART),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_not_shown(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for ours in Settings.model_fields:
        monkeypatch.delenv(f"PARKLINE_{ours.upper()}", raising=False)
    given = {"SECRET_KEY": KEY, name: value}
    environment = {f"PARKLINE_{key}": said for key, said in given.items()}
    done = CliRunner().invoke(app, ["gateway"], env=environment)
    refuses(name, done.exit_code, done.output)


def test_nor_is_it_by_the_process() -> None:
    environment = unset() | {"PARKLINE_SECRET_KEY": PART}
    done = subprocess.run(
        [sys.executable, "-m", "parkline", "gateway"], cwd=ROOT, env=environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    refuses("SECRET_KEY", done.returncode, done.stdout + done.stderr)


def refuses(name: str, status: int, said: str) -> None:
    assert status == 2, said
    assert name.lower() in said.lower()
    assert PART not in said
    assert "Traceback" not in said


def test_nor_by_whoever_reads_the_settings_elsewhere() -> None:
    with pytest.raises(ValidationError) as wrong:
        Settings(_env_file=None, secret_key=PART)  # type: ignore[call-arg, arg-type]
    assert PART not in str(wrong.value)


def test_a_password_with_a_slash_in_it_is_one_to_postgresql() -> None:
    url = "postgresql://parkline:a/b@db/parkline"
    assert Settings(_env_file=None, secret_key=KEY, database_url=url).database_url == url  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize("password", ["a b", "a+b", "a%20b", "a/b@c", "é\"'\\", "100%"])
def test_libpq_reads_the_password_that_was_meant(password: str) -> None:
    """It refuses a blank, and shows the password in what it says."""
    meant = make_url("postgresql://u@/d?host=/a folder/b%2Bc").set(password=password)
    url = meant.render_as_string(hide_password=False)
    read = conninfo_to_dict(libpq_url(url))
    assert (read["password"], read["host"]) == (password, "/a folder/b+c")
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(libpq_url(url))
    assert password not in str(refused.value)
