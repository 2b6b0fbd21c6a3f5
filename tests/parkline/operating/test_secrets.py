"""Commands for the secret key."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select

from models.vendors import Endpoint
from parkline.settings import secrets
from parkline.settings.settings import Settings
from tests.parkline.cli.commands import Parkline, read

OLD, NEW = "o" * 40, "n" * 40


def key_id(secret: str) -> str:
    return secrets.key_id(Settings(secret_key=SecretStr(secret)))


def test_a_rotation_step_by_step(parkline: Parkline, demo_url: str, tmp_path: Path) -> None:
    where = {"DATABASE_URL": demo_url, "WEBHOOK_ALLOW": '["127.0.0.0/8"]'}
    made = parkline(
        *("vendor", "endpoint", "sunshine", "http://127.0.0.1:9/hook"),
        **where | {"SECRET_KEY": OLD},
    )
    assert made.exit_code == 0, made.output

    accepted = tmp_path / "former"
    accepted.write_text(f"{OLD}\n")
    now = where | {"SECRET_KEY": NEW, "SECRET_KEYS_ACCEPTED_FILE": str(accepted)}
    status = parkline("secrets", "status", **now)
    assert f"{key_id(OLD)}  is accepted; 1 under it" in status.stdout
    assert "cannot go yet: something is sealed with it" in status.stdout

    rotated = parkline("secrets", "rotate", **now)
    assert rotated.exit_code == 0, rotated.output
    assert f"1 sealed anew with key {key_id(NEW)}" in rotated.stdout
    assert f"{key_id(OLD)}  is accepted; 0 under it" in rotated.stdout
    assert "accepted keys can go at" in rotated.stdout
    [sealed] = read(demo_url, select(Endpoint.secret))
    assert secrets.vault(Settings(secret_key=SecretStr(NEW))).decrypt(sealed)
    for said in (status, rotated):
        assert OLD not in said.output
        assert NEW not in said.output


def test_without_the_former_key_it_says_what_is_missing(parkline: Parkline, demo_url: str) -> None:
    where = {"DATABASE_URL": demo_url, "WEBHOOK_ALLOW": '["127.0.0.0/8"]'}
    parkline(
        *("vendor", "endpoint", "sunshine", "http://127.0.0.1:9/hook"),
        **where | {"SECRET_KEY": OLD},
    )
    failed = parkline("secrets", "rotate", **where | {"SECRET_KEY": NEW})
    assert failed.exit_code == 1
    assert "PARKLINE_SECRET_KEYS_ACCEPTED" in failed.stderr
    assert "Traceback" not in failed.output
