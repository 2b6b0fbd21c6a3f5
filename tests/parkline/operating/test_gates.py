"""Commands for the gates."""

from sqlalchemy import select

from models.visits import Gate
from tests.parkline.cli.commands import Parkline, read


def test_a_gate_gets_its_key_and_only_the_hash_is_kept(operate: Parkline, demo_url: str) -> None:
    result = operate("gate", "add", "东门")
    name, _, key = result.stdout.splitlines()[-1].partition(": ")
    assert (result.exit_code, name, key[:3], len(key)) == (0, "东门", "gk_", 46)
    [kept] = read(demo_url, select(Gate.key_hash))
    assert key not in kept
    again = operate("gate", "add", "东门")
    assert (again.exit_code, "there is a gate" in again.stderr) == (1, True)


def test_a_gate_is_closed(operate: Parkline, demo_url: str) -> None:
    operate("gate", "add", "东门")
    assert operate("gate", "close", "东门").stdout.splitlines()[-1] == "东门 is closed"
    assert read(demo_url, select(Gate.active)) == [False]
    assert operate("gate", "close", "西门").exit_code == 1
