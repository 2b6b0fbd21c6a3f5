"""The bot's process: training it when its data changed, and starting it in its own environment."""

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from ruamel.yaml import YAML

from parkline.bot import knowledge_export, shipped_heads
from parkline.failing import Failed
from parkline.settings import secrets
from parkline.settings.settings import ROOT, Settings

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
RASA = "bot.components.rasa_cli"
TRAINED = ROOT / "bot" / "trained"
MODEL = TRAINED / "parkline.tar.gz"
FINGERPRINT = TRAINED / "fingerprint"
LEARNED = TRAINED / "learned.yml"
"""Sentences that staff taught, written by `parkline train`."""
MARKED = TRAINED / "danger.jsonl"
"""Alarms and questions that staff marked right or wrong, in the format of bot/data/danger."""
KNOWLEDGE = TRAINED / "knowledge.json"
CACHE, HEADS = TRAINED / "cache", "heads"
OF_CODES = 3
"""Of so many versions of the code what was learned is kept."""
QUIET = {
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A message's products of 512 numbers are too small to share: waking another core for one takes ten
times as long as the product (docs/performance.md). In training, whose processes have a core each,
sums shared between threads would come to other last digits each time."""

SAME_TWICE = {"PYTHONHASHSEED": "0"}
"""Rules are stored in the order of a set: trained twice, a model is the same."""


KINDS = ("intents", "entities", "slots", "forms", "actions")


class BotMissing(Failed):
    """The bot's environment is not set up."""


class TrainingFailed(Failed):
    """Rasa could not train; the message ends with what it said."""


def _code() -> Iterator[Path]:
    """What Rasa's cache overlooks: it knows a component's source, not what that imports."""
    components = ROOT / "bot" / "components"
    for path in sorted(components.rglob("*.py")):
        if components / "serving" not in path.parents:
            yield path
    yield from sorted((ROOT / "times").rglob("*.py"))
    yield KNOWLEDGE


def sources() -> Iterator[Path]:
    """Every file that a trained model depends on, those of each domain included."""
    yield from (ROOT / "config.yml", ROOT / "domain.yml", ROOT / "bot" / "requirements.lock")
    yield from sorted((ROOT / "bot" / "data").rglob("*.yml"))
    yield from sorted((ROOT / "bot" / "data").rglob("*.jsonl"))
    yield from (ROOT / "bot" / "encoder").glob("manifest.json")
    yield from _code()
    yield from (path for path in (LEARNED, MARKED) if path.exists())


def domain() -> dict[str, list[str]]:
    """Names of intents, entities, slots, forms and actions that the bot knows, of all domains
    together."""
    names: dict[str, list[str]] = {}
    parts = sorted((ROOT / "bot" / "data").glob("*/domain.yml"))
    for path in (ROOT / "domain.yml", *parts):
        for kind, named in YAML(typ="safe").load(path).items():
            if kind in KINDS:
                names.setdefault(kind, []).extend(named)
    return names


def fingerprint() -> str:
    return _digest(sources())


def _prune(kept: Path) -> None:
    """Forget what was learned with older code."""
    folders = [one for one in kept.iterdir() if one.is_dir()] if kept == CACHE else []
    for old in sorted(folders, key=lambda one: one.stat().st_mtime)[:-OF_CODES]:
        shutil.rmtree(old, ignore_errors=True)


def ship_heads() -> Path:
    """Put what the last training learned of the marked lines and of danger into the repository, at
    a release. Raises FileNotFoundError where it kept nothing."""
    return shipped_heads.ship(CACHE / code_version() / HEADS, code_version())


def code_version() -> str:
    """Of the code that makes features, and of the catalogue that it finds names in."""
    return _digest(_code())[:12]


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_trained() -> bool:
    knowledge_export.export(KNOWLEDGE)
    fresh = FINGERPRINT.exists() and FINGERPRINT.read_text() == fingerprint()
    return MODEL.exists() and fresh


def train(say: Callable[[str], None], model: Path = MODEL, *, cache: Path | None = None) -> None:
    """Train the bot into `model`, telling progress through `say`.

    `cache`: where parts that need not be learned again are kept, by default beside the model.
    Raises BotMissing, TrainingFailed. The fingerprint is that of the running model, so only
    training in place writes it.
    """
    _need_environment()
    knowledge_export.export(KNOWLEDGE)
    wanted = fingerprint()
    command = [
        *(str(PYTHON), "-m", RASA, "train", "--fixed-model-name", model.name.split(".")[0]),
        *("--config", "config.yml", "--domain", "domain.yml"),
        *("--data", "bot/data", *([str(LEARNED)] if LEARNED.exists() else [])),
        *("--out", str(TRAINED)),
    ]
    kept = cache or CACHE
    environment = learning(cache)
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.rstrip())
            if "Starting to train component" in line:
                say("training " + line.split("'")[1])
    if process.returncode != 0 or not model.exists():
        raise TrainingFailed("\n".join(said[-20:]))
    _prune(kept)
    if model == MODEL:
        FINGERPRINT.write_text(wanted)


def learning(cache: Path | None = None) -> dict[str, str]:
    """Variables of a process that learns; `cache` as of `train`."""
    kept = cache or CACHE
    of_this_code = cache or kept / code_version()
    return {
        **os.environ,
        **QUIET,
        **ONE_THREAD,
        **SAME_TWICE,
        "PARKLINE_KNOWLEDGE_FILE": str(KNOWLEDGE),
        "RASA_CACHE_DIRECTORY": str(of_this_code),
        "PARKLINE_READ_FILE": str(kept / "read.sqlite"),
        "PARKLINE_HEADS": str(of_this_code / HEADS),
        "PARKLINE_SHIPPED_HEADS": str(shipped_heads.SHIPPED / code_version()),
        "PARKLINE_SHIPPED_DANGER": str(shipped_heads.SHIPPED / shipped_heads.DANGER),
    }


def environment(settings: Settings, *, actions_url: str) -> dict[str, str]:
    """Variables for bot/endpoints.yml. The bot keeps nothing, so it gets no database."""
    return {
        **QUIET,
        **ONE_THREAD,
        "PARKLINE_BOT_TOKEN": secrets.bot_token(settings),
        "PARKLINE_BOT_TOKENS_ACCEPTED": " ".join(secrets.bot_tokens(settings)[1:]),
        "PARKLINE_ACTIONS_URL": f"{actions_url}/actions/webhook",
        "PARKLINE_KNOWLEDGE_URL": f"{actions_url}/bot/knowledge",
        "PARKLINE_KNOWLEDGE_FILE": str(KNOWLEDGE),
    }


def command(port: int) -> list[str]:
    """Rasa on loopback."""
    _need_environment()
    return [
        *(str(PYTHON), "-m", RASA, "run", "--model", str(MODEL)),
        *("--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"),
        *("--interface", "127.0.0.1", "--port", str(port)),
    ]


def _need_environment() -> None:
    if not PYTHON.exists():
        raise BotMissing(f"{PYTHON.parent.parent} is missing: run `make setup`")


async def start(port: int, variables: Mapping[str, str], log: Path) -> asyncio.subprocess.Process:
    """Start the bot; it writes its output to `log`, which its owner alone may read."""
    with _opened(log) as output:
        return await asyncio.create_subprocess_exec(
            *command(port),
            cwd=ROOT,
            env={**os.environ, **variables},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def _opened(log: Path) -> IO[bytes]:
    log.touch(mode=0o600)
    return log.open("ab")


def exec_bot(settings: Settings) -> None:
    """Become the bot."""
    variables = environment(settings, actions_url=settings.actions_url)
    line = command(settings.bot_port)
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(line[0], line, {**os.environ, **variables})  # noqa: S606 - our own command
