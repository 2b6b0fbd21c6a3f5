"""How the bot is trained and started, as far as that needs no Rasa."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parkline import bot, secrets
from parkline.bot import BotMissing, TrainingFailed
from parkline.settings import ROOT, Settings

SETTINGS = Settings(demo=True)


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own for models."""
    for name, file in {
        "TRAINED": "",
        "MODEL": "parkline.tar.gz",
        "FINGERPRINT": "fingerprint",
        "KNOWLEDGE": "knowledge.json",
        "LEARNED": "learned.yml",
    }.items():
        monkeypatch.setattr(bot, name, tmp_path / file)
    monkeypatch.setattr(bot, "ROOT", tmp_path)
    for file in ("config.yml", "domain.yml", "bot/requirements.lock", "bot/data/a/nlu.yml"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"of the tests: {file}")
    monkeypatch.setattr(bot, "PYTHON", Path(sys.executable))
    return tmp_path


@pytest.fixture
def rasa(trained: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a few lines of Python in place of Rasa."""
    popen = subprocess.Popen

    def program(code: str) -> None:
        def instead(_command: list[str], **options: Any) -> Any:
            return popen([sys.executable, "-c", code], **options | {"cwd": trained})

        monkeypatch.setattr(bot.subprocess, "Popen", instead)

    return program


TRAINS = (
    "print(\"INFO Starting to train component 'NgramFeaturizer'.\")\n"
    "open('parkline.tar.gz', 'w').write('a model')"
)


def train(model: Path) -> list[str]:
    said: list[str] = []
    bot.train(said.append, model)
    return said


def test_the_bot_is_trained_when_the_model_is_of_the_present_data(
    trained: Path, rasa: Callable[[str], None]
) -> None:
    assert bot.is_trained() is False
    rasa(TRAINS)
    assert train(bot.MODEL) == ["training NgramFeaturizer"]
    assert bot.is_trained() is True


@pytest.mark.parametrize(
    "file", ["config.yml", "domain.yml", "bot/data/a/nlu.yml", "bot/data/a/domain.yml"]
)
def test_a_change_of_its_data_makes_a_model_old(
    trained: Path, rasa: Callable[[str], None], file: str
) -> None:
    rasa(TRAINS)
    train(bot.MODEL)
    (trained / file).write_text("changed")
    assert bot.is_trained() is False


def test_a_lost_model_is_no_model(trained: Path, rasa: Callable[[str], None]) -> None:
    rasa(TRAINS)
    train(bot.MODEL)
    bot.MODEL.unlink()
    assert bot.is_trained() is False


def test_training_that_fails_ends_with_what_rasa_said(
    trained: Path, rasa: Callable[[str], None]
) -> None:
    rasa("print('\\n'.join(f'line {n}' for n in range(30))); raise SystemExit(1)")
    with pytest.raises(TrainingFailed, match="line 29") as failed:
        train(bot.MODEL)
    assert "line 9\n" not in str(failed.value), "only its last words"
    assert not bot.FINGERPRINT.exists()


def test_training_computes_in_one_thread_and_orders_sets_alike(
    trained: Path, rasa: Callable[[str], None]
) -> None:
    """Or a model of the same data would be another one each time."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "PYTHONHASHSEED")
    rasa(f"import os; print([os.environ.get(name) for name in {names}])")
    with pytest.raises(TrainingFailed, match=r"\['1', '1', '0'\]"):
        train(bot.MODEL)


def test_training_that_leaves_no_model_has_failed(
    trained: Path, rasa: Callable[[str], None]
) -> None:
    rasa("print('all fine')")
    with pytest.raises(TrainingFailed, match="all fine"):
        train(bot.MODEL)


def test_without_its_environment_the_bot_says_what_to_do(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "PYTHON", trained / "no" / "python")
    with pytest.raises(BotMissing, match="make setup"):
        bot.command(5055)
    with pytest.raises(BotMissing, match="make setup"):
        train(bot.MODEL)


def test_the_bot_listens_on_loopback_only(trained: Path) -> None:
    line = bot.command(5077)
    assert line[line.index("--interface") + 1] == "127.0.0.1"
    assert line[line.index("--port") + 1] == "5077"


def test_the_bot_and_the_gateway_show_the_same_token() -> None:
    made = bot.environment(SETTINGS, actions_url="http://127.0.0.1:8081")
    assert made["PARKLINE_BOT_TOKEN"] == secrets.bot_token(SETTINGS)
    assert made["PARKLINE_ACTIONS_URL"] == "http://127.0.0.1:8081/actions/webhook"
    assert made["PARKLINE_KNOWLEDGE_URL"] == "http://127.0.0.1:8081/bot/knowledge"


def test_the_bot_gets_no_database() -> None:
    """What it remembers is handed to it; with the address it could read everything."""
    made = bot.environment(SETTINGS, actions_url="http://127.0.0.1:8081")
    assert not [name for name, value in made.items() if "postgres" in (name + value).lower()]


def test_every_variable_of_the_bots_files_is_given() -> None:
    made = bot.environment(SETTINGS, actions_url="")
    files = [(ROOT / "bot" / f"{name}.yml").read_text() for name in ("endpoints", "credentials")]
    lines = [line.partition("#")[0] for text in files for line in text.splitlines()]
    wanted = set(re.findall(r"\$\{(\w+)\}", "\n".join(lines)))
    assert wanted
    assert wanted - set(made) == set()
