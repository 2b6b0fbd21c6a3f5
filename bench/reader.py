"""`make eval READER=URL`: the written sentences, read again by a model where the bot is at a loss.

    python -m bench.reader URL MODEL [--key-file FILE] [--price-in P] [--price-out P] [--most N]

Writes results/nlu/reader.json. Sentences are judged alone, nothing stands, every act is allowed;
nothing is masked, since nobody's words are in them. Prices are of a million tokens.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from connectors.readers.endpoint import Endpoint, Level, NoAnswer
from services.readers import answers
from services.readers.answers import Broken
from services.readers.questions import Question
from services.readers.vocabulary import VOCABULARY

SETS = ("blind", "heldout")
FOLDER, RESULTS = Path("tests/nlu"), Path("results/nlu/reader.json")
NOTHING = "out_of_scope"
MILLION = 1_000_000
EVERYTHING = tuple(one.do for one in VOCABULARY)
DEADLINE = 30.0
"""Seconds: what takes longer than a turn may is told by its time, not left out."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`heard`: the bot's intent."""

    text: str
    intent: str
    lang: str
    heard: str


@dataclass(frozen=True, slots=True)
class Told:
    sentence: Sentence
    outcome: str
    proposed: tuple[str, ...]
    seconds: float
    tokens: tuple[int, int]


async def tell(endpoint: Endpoint, level: Level, sentence: Sentence) -> Told:
    """One sentence, whatever becomes of it."""
    question = Question(sentence.text, EVERYTHING, sentence.lang)
    began = time.monotonic()
    outcome, tokens = "read", (0, 0)
    proposed: tuple[str, ...] = ()
    try:
        told = await endpoint.ask(question, level, seconds=DEADLINE)
        tokens = told.tokens_in, told.tokens_out
        proposed = tuple(one.do for one in answers.read(told.content, question))
    except NoAnswer as problem:
        outcome, tokens = problem.outcome, problem.used
    except Broken:
        outcome = "broken"
    return Told(sentence, outcome, proposed, time.monotonic() - began, tokens)


def figures(told: Sequence[Told], prices: tuple[float, float]) -> dict[str, Any]:
    """Counts of sentences; `wrong` would have been read back to a tenant as something else."""
    meant = [one for one in told if one.sentence.intent in EVERYTHING]
    strangers = [one for one in told if one.sentence.intent not in EVERYTHING]
    took = sorted(one.seconds for one in told)
    sent, came = (sum(one.tokens[at] for one in told) for at in (0, 1))
    cost = (sent * prices[0] + came * prices[1]) / MILLION
    return {
        "asked": len(told),
        "right": sum(one.sentence.intent in one.proposed for one in meant),
        "wrong": sum(
            bool(one.proposed) and one.sentence.intent not in one.proposed for one in meant
        ),
        "nothing": sum(not one.proposed for one in meant),
        "strangers": len(strangers),
        "strangers_let_be": sum(not one.proposed for one in strangers),
        "outcomes": {name: sum(one.outcome == name for one in told) for name in _outcomes(told)},
        "seconds_median": round(took[len(took) // 2], 2) if took else 0,
        "seconds_95": round(took[int(len(took) * 0.95)], 2) if took else 0,
        "tokens_sent": sent,
        "tokens_back": came,
        "cost": round(cost, 4),
        "cost_of_1000": round(cost / len(told) * 1000, 2) if told else 0,
    }


def _misleads(one: Told) -> bool:
    return bool(one.proposed) and one.sentence.intent not in one.proposed


def _outcomes(told: Sequence[Told]) -> list[str]:
    return sorted({one.outcome for one in told})


def heard(sentences: Sequence[dict[str, Any]]) -> list[str]:
    """What the trained bot hears in each."""
    lines = "\n".join(json.dumps({"text": one["text"]}) for one in sentences)
    command = [sys.executable, "-m", "parkline", "nlu", "--jsonl"]
    ran = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)  # noqa: S603
    return [json.loads(line)["intent"] for line in ran.stdout.splitlines() if line]


def at_a_loss(name: str) -> list[Sentence]:
    """The sentences of a set in which the bot hears nothing."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [
        Sentence(row["text"], row["intent"], row["lang"], intent)
        for row, intent in zip(rows, heard(rows), strict=True)
    ]
    return [one for one in found if one.heard == NOTHING]


async def measure(
    endpoint: Endpoint, sentences: dict[str, list[Sentence]], prices: tuple[float, float]
) -> dict[str, Any]:
    """One call at a time. Raises NoAnswer where the endpoint cannot be probed."""
    level = await endpoint.probe()
    about = {
        "model": endpoint.model,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "level": level.value if level else None,
    }
    if level is None:
        return about
    found = {
        name: figures([await tell(endpoint, level, one) for one in those], prices)
        for name, those in sentences.items()
    }
    return about | {"sets": found}


async def _run(options: argparse.Namespace) -> dict[str, Any]:
    key = options.key_file.read_text("utf-8").strip() if options.key_file else None
    sentences = {name: at_a_loss(name)[: options.most] for name in SETS}
    async with aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, options.url, options.model, key)
        return await measure(endpoint, sentences, (options.price_in, options.price_out))


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.reader", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("model")
    parser.add_argument("--key-file", type=Path)
    parser.add_argument("--price-in", type=float, default=0.0)
    parser.add_argument("--price-out", type=float, default=0.0)
    parser.add_argument("--most", type=int, help="sentences of each set")
    try:
        results = asyncio.run(_run(parser.parse_args()))
    except NoAnswer as problem:
        print(f"the endpoint cannot be asked: {problem}")
        return 1
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(results, ensure_ascii=False, indent=2)
    RESULTS.write_text(written + "\n", "utf-8")
    print(written)
    return 0 if "sets" in results else 1


if __name__ == "__main__":
    sys.exit(main())
