"""What staff teach is kept once, under the intent they said last."""

import json
from pathlib import Path

import pytest

from bot.components.danger.zones import KINDS
from parkline.bot import bot, training
from parkline.stores.database import Sessions
from services.danger.marks import Lesson
from services.kit.errors import Invalid
from services.knowledge.taught import add_sentence, sentences
from tests.conftest import WEDNESDAY_MORNING as NOW
from tests.given.factories import make_park

INTENTS = frozenset({"browse_menu", "complain"})


async def test_a_sentence_changes_its_intent(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        for intent in ("complain", "browse_menu"):
            await add_sentence(session, park.id, " 今儿整点啥 ", intent, intents=INTENTS, now=NOW)
    async with sessions() as session:
        assert await sentences(session) == {"browse_menu": ["今儿整点啥"]}


@pytest.mark.parametrize(
    ("text", "intent"),
    [("你好", "nope"), ("", "complain"), ("a\nb", "complain"), ("x" * 301, "complain")],
)
async def test_nonsense_is_refused(sessions: Sessions, text: str, intent: str) -> None:
    async with sessions.begin() as session:
        park = await make_park(session)
        with pytest.raises(Invalid):
            await add_sentence(session, park.id, text, intent, intents=INTENTS, now=NOW)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MODEL", "LEARNED", "MARKED", "TRAINED"):
        monkeypatch.setattr(bot, name, tmp_path / getattr(bot, name).name)
    monkeypatch.setattr(bot, "TRAINED", tmp_path)
    for name in ("CANDIDATE", "PREVIOUS"):
        monkeypatch.setattr(training, name, tmp_path / getattr(training, name).name)


@pytest.mark.usefixtures("folder")
def test_the_model_before_can_be_brought_back_and_forth() -> None:
    with pytest.raises(training.NothingToBringBack):
        training.bring_back()
    bot.MODEL.write_text("new")
    training.PREVIOUS.write_text("old")
    training.bring_back()
    assert (bot.MODEL.read_text(), training.PREVIOUS.read_text()) == ("old", "new")
    training.bring_back()
    assert bot.MODEL.read_text() == "new"


@pytest.mark.usefixtures("folder")
def test_learned_sentences_are_rasa_yaml() -> None:
    training.write_learned({"browse_menu": ["今儿整点啥", 'say "hi": ok']})
    assert bot.LEARNED.read_text("utf-8") == (
        "version: '3.1'\nnlu:\n- intent: browse_menu\n  examples: |\n"
        '    - 今儿整点啥\n    - say "hi": ok\n'
    )
    training.write_learned({})
    assert not bot.LEARNED.exists()


@pytest.mark.usefixtures("folder")
def test_marks_of_danger_are_lines_that_the_detector_s_training_reads() -> None:
    fire = Lesson("插座在冒蓝光", "zh", critical=True, kind="electric", date="2026-12-02")
    food = Lesson("so hot I am on fire", "en", critical=False, kind="lookalike", date="2026-12-03")
    training.write_marked([fire, food])
    assert [json.loads(line) for line in bot.MARKED.read_text("utf-8").splitlines()] == [
        {
            "text": "插座在冒蓝光", "lang": "zh", "critical": True, "kind": "electric",
            "writer": "park", "date": "2026-12-02",
        },
        {
            "text": "so hot I am on fire", "lang": "en", "critical": False, "kind": "lookalike",
            "writer": "park", "date": "2026-12-03",
        },
    ]  # fmt: skip
    assert fire.kind in KINDS
    training.write_marked([])
    assert not bot.MARKED.exists()
