"""What is installed is what was looked at."""

import json
import re
from pathlib import Path

import pytest

from parkline.settings.settings import ROOT

LOCKS = (
    *("requirements.lock", "bot/requirements.lock", "bot/tools/finetuning/requirements.lock"),
    *("tests/peers/requirements.lock", ".ci/audit.lock", "site/requirements.lock"),
    *("deploy/helm/requirements.lock", "bench/stock/requirements.lock"),
)
NODE = (
    *("miniapp/package-lock.json", "tests/peers/package-lock.json"),
    "site/package-lock.json",
)
_PACKAGE = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==\S+")


def packages(path: Path) -> dict[str, str]:
    """Each with all that the lock says of it."""
    found: dict[str, str] = {}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if (begins := _PACKAGE.match(line)) is not None:
            name = line.partition(" \\")[0]
            found[name] = ""
        elif name:
            found[name] += line
        assert begins or not line or line[0] in " #", f"{path}: {line}"
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_hashes(lock: str) -> None:
    found = packages(ROOT / lock)
    assert len(found) > 5
    assert [name for name, about in found.items() if "--hash=sha256:" not in about] == []


@pytest.mark.parametrize("lock", NODE)
def test_every_package_of_npm_has_its_digest(lock: str) -> None:
    found = json.loads((ROOT / lock).read_text("utf-8"))["packages"]
    wanting = [
        name
        for name, about in found.items()
        if name and "integrity" not in about and not about.get("inBundle")
    ]
    assert wanting == []


@pytest.mark.parametrize("lock", [*LOCKS, *NODE])
def test_no_lock_names_a_registry(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"^--?(?:extra-)?index\S*|^-f |--find-links|\"resolved\":", text, re.M) == []
