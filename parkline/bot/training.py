"""Teaching the bot while it runs: train beside it, check, swap, and the way back."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import aiohttp
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from connectors.bot.client import BotDown, BotFailed, Dialogue
from parkline.bot import bot
from parkline.failing import Failed
from parkline.settings import secrets
from parkline.settings.settings import ROOT, Settings
from services.danger.marks import Lesson

CANDIDATE = bot.TRAINED / "candidate.tar.gz"
PREVIOUS = bot.TRAINED / "previous.tar.gz"

Say = Callable[[str], None]


class CheckFailed(Failed):
    """The new model understands less than the last one; it was not put in place."""


class NothingToBringBack(Failed):
    """There is no earlier model."""


def write_learned(sentences: Mapping[str, Sequence[str]]) -> None:
    """Put the sentences that staff taught where training finds them, as Rasa's own YAML."""
    if not sentences:
        bot.LEARNED.unlink(missing_ok=True)
        return
    nlu = [
        {
            "intent": intent,
            "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts)),
        }
        for intent, texts in sorted(sentences.items())
    ]
    bot.TRAINED.mkdir(parents=True, exist_ok=True)
    with bot.LEARNED.open("w", encoding="utf-8") as out:
        YAML().dump({"version": "3.1", "nlu": nlu}, out)


def write_marked(lessons: Sequence[Lesson]) -> None:
    """Put what staff marked of danger where the detector's training reads it."""
    if not lessons:
        bot.MARKED.unlink(missing_ok=True)
        return
    bot.TRAINED.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in lessons]
    bot.MARKED.write_text("".join(lines), encoding="utf-8")


def retrain(say: Say, *, check: bool) -> None:
    """Train a candidate, check it against the held-out sentences, and put it in place.

    Raises bot.TrainingFailed and CheckFailed; the model in place stays as it was then.
    """
    learned = bot.fingerprint()  # What changes while it trains, it has not learned.
    bot.train(say, CANDIDATE)
    if check:
        say("checking it against the held-out sentences")
        _check(CANDIDATE)
    _put_in_place(CANDIDATE)
    bot.FINGERPRINT.write_text(learned)
    say(f"{bot.MODEL.name} is the new model; `parkline train --back` brings the old one back")


def _check(model: Path) -> None:
    tool = (str(bot.PYTHON), "-m", "bot.tools.evaluate")
    command = [*tool, "--model", str(model), "--no-writers"]
    environment = {
        **os.environ,
        **bot.QUIET,
        **bot.ONE_THREAD,
        "PARKLINE_KNOWLEDGE_FILE": str(bot.KNOWLEDGE),
    }
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise CheckFailed(f"the new model is not put in place:\n{done.stdout[-2000:]}")


def _put_in_place(model: Path) -> None:
    """Whoever opens the model meanwhile reads the old one or the new one, whole."""
    if bot.MODEL.exists():
        PREVIOUS.unlink(missing_ok=True)
        os.link(bot.MODEL, PREVIOUS)
    model.replace(bot.MODEL)


def bring_back() -> None:
    """Swap the model in place with the one before it. Raises NothingToBringBack."""
    if not PREVIOUS.exists():
        raise NothingToBringBack("there is no earlier model to bring back")
    PREVIOUS.replace(CANDIDATE)
    _put_in_place(CANDIDATE)


async def reload(settings: Settings) -> bool:
    """Have the running bot load the model in place; False if no bot runs.

    It answers with the old model until the new one is loaded, so no message waits or is lost.
    """
    token = secrets.bot_token(settings)
    async with aiohttp.ClientSession() as client:
        try:
            await Dialogue(
                client, settings.bots, token, timeout=settings.bot_timeout_seconds
            ).reload()
        except (BotDown, BotFailed):
            return False
    return True
