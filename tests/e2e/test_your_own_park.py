"""The guide from a clone to a park of one's own, block by block, as a stranger follows it."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from parkline.settings.settings import ROOT, Settings

GUIDE = ROOT / "docs" / "guides" / "your-own-park.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
GET, SETTINGS, PARK, UP, ASK, MENU, DOCTOR = BLOCKS
"""What they are for. The first one is what whoever runs tests has done."""
VENDORS = ROOT / "docs" / "guides" / "adding-a-vendor.md"
READY_SECONDS = 300
OWN_PARK_SECONDS = 600
"""From `make setup` to a park that answers: ten minutes for a stranger."""
FIRST_WEBHOOK_SECONDS = 180

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def variables() -> dict[str, str]:
    """No settings of this machine; ports that nobody has."""
    ours = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    ports = ("PORT", "ACTIONS_PORT", "BOT_PORT", "WORKER_METRICS_PORT")
    return kept | {f"PARKLINE_{name}": str(unused_port()) for name in ports}


@pytest.fixture
def clone(tmp_path: Path, scratch: Path, variables: dict[str, str]) -> Path:
    """What `make setup` leaves, as far as commands look for it, and a data folder of its own."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    variables["PARKLINE_DATA_DIR"] = str(scratch / "own-park")
    return tmp_path


def follow(block: str, clone: Path, variables: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-ec", block], cwd=clone, env=variables, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def running(clone: Path, variables: dict[str, str]) -> Iterator[float]:
    """The park that was made, under `parkline up`; when that was begun, on the monotonic clock."""
    began = time.monotonic()
    follow(SETTINGS, clone, variables)
    made = follow(PARK, clone, variables)
    assert "password of wang, shown only now: " in made
    assert follow(PARK, clone, variables) == "riverside: 0 changed, 7 as they were\n"
    log = clone / "up.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["bash", "-ec", f"exec {UP}"], cwd=clone, env=variables, stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + READY_SECONDS
        while "ready; Ctrl-C" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        yield began
    finally:
        process.terminate()
        process.wait(60)


def test_a_stranger_gets_from_a_clone_to_a_park_that_answers_with_its_own_numbers(
    running: float, clone: Path, variables: dict[str, str]
) -> None:
    assert GET.splitlines()[-1] == "make setup train"

    answers = [json.loads(line) for line in follow(ASK, clone, variables).splitlines()]
    told = " ".join(one.get("text", "") for one in answers)
    assert "0571-5555-0119" in told
    assert "8110" not in told
    took = time.monotonic() - running
    assert took < OWN_PARK_SECONDS
    print(f"a park of one's own that answers in Chinese with its own number: {took:.0f} s")

    *planned, counted = follow(MENU, clone, variables).splitlines()
    assert counted == "riverside: 5 changed, 0 as they were"
    assert "riverside: 5 to change, 0 as they were" in planned
    order = ASK.replace("B座3楼着火了", "有鲜鱼汤吗")
    assert "鲜鱼汤" in follow(order, clone, variables)

    _first_webhook(clone, variables)

    found = follow(DOCTOR, clone, variables)
    for code in ("no-park", "no-staff", "no-outlet", "demo-number", "demo-desk-number", "bot"):
        assert f" {code}: " not in found


def _first_webhook(clone: Path, variables: dict[str, str]) -> None:
    """The vendor's guide, in the same park: no SQL, and within three minutes."""
    (clone / "docs").symlink_to(ROOT / "docs")
    [block] = re.findall(r"```sh\n(.*?)```", VENDORS.read_text("utf-8"), re.DOTALL)
    port = str(unused_port())
    began = time.monotonic()
    told = follow(block.replace("8099", port), clone, variables | {"VENDOR_PORT": port})
    took = time.monotonic() - began
    assert took < FIRST_WEBHOOK_SECONDS
    print(f"the first signed webhook, without SQL: {took:.0f} s")
    assert "order.placed O-SAMPLE" in told
    assert "order.completed O-SAMPLE" in told
