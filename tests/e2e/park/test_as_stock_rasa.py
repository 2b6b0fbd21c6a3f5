"""What is ours in a turn changes what it costs, not what is said: the same dialogues are played to
the same model on Rasa's own machinery (bot/components/serving/stock.py).

PARKLINE_EVERY_DIALOGUE plays all of them; else those that go through most of the bot.
"""

import os
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from parkline.scratch.scratch import Scratch
from parkline.scratch.scratch import scratch as scratch_park
from parkline.settings.settings import Settings
from tests.dialogues.play import FOLDER, dialogues, play
from tests.e2e.park.conftest import Play

FOLDERS = sorted(path.name for path in FOLDER.iterdir() if any(path.glob("*.yaml")))
SOME = {
    "zh_full_in_one_sentence", "en_cancel_then_start_over", "zh_in_pieces", "zh_wifi_in_the_middle",
    "mixed_switch_zh_to_en", "zh_two_fallbacks", "zh_report_in_the_middle_of_an_order",
    "several_en_three_at_once", "several_en_repair_and_visitor_in_pieces",
    "several_zh_corrections_in_the_form", "several_zh_never_mind_one_after_another",
    "zh_visitor_in_pieces", "en_visitor_correction",
    "danger_zh_smoke_in_order", "danger_zh_ask_no", "danger_zh_in_a_visit", "danger_en_taken_back",
    "danger_zh_trapped_place_as_said",
}  # fmt: skip
ALL = [(folder, one) for folder in FOLDERS for one in dialogues(folder)]
CHOSEN = [
    pytest.param(folder, one, id=f"{folder}-{one['name']}")
    for folder, one in ALL
    if one["name"] in SOME or "PARKLINE_EVERY_DIALOGUE" in os.environ
]
RANDOM = re.compile(
    r"\b[A-Z]-[0-9A-Z]{6,}\b|https?://\S+|\b\d{6}\b"
    r"|前面还有 \d+ 位，轮到您时同事会在这里回复|马上有同事在这里回复您"
    r"|There are \d+ before you; someone will answer you here when it's your turn"
    r"|Someone will answer you here right away"
)
"""Numbers of orders, tickets and visits, addresses of passes, codes; who else waits in the park."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stock() -> AsyncIterator[Scratch]:
    os.environ["PARKLINE_BOT_STOCK"] = "1"
    try:
        async with scratch_park(Settings(demo=True), print) as made:
            yield made
    finally:
        del os.environ["PARKLINE_BOT_STOCK"]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("folder", "dialogue"), CHOSEN)
async def test_the_same_is_said(
    played: Play, stock: Scratch, folder: str, dialogue: dict[str, Any]
) -> None:
    here, there = await played(dialogue), await play(stock, dialogue)
    assert _masked(here.transcript) == _masked(there.transcript)
    assert here.differences == there.differences == []


def _masked(transcript: list[str]) -> list[str]:
    return [RANDOM.sub("*", line) for line in transcript]


def test_those_that_are_chosen_are_there() -> None:
    assert {one["name"] for _, one in ALL} >= SOME
