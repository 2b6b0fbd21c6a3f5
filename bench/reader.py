"""`make eval READER=URL`: the written sentences, read again by a model where the bot is in doubt.

    python -m bench.reader [URL MODEL] [--key-file FILE] [--price-in P] [--price-out P] [--most N]

Writes results/nlu/reader.json and prints the same in words; without URL both say that none was
measured. Sentences are judged alone, nothing stands, every act is allowed; nothing is masked, since
nobody's words are in them. Prices are of a million tokens.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from connectors.readers.endpoint import Endpoint, Level, NoAnswer
from services.readers import answers
from services.readers.answers import Broken
from services.readers.doubt import rivals
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
    """`heard`: the bot's intent; `near`: acts that it thinks nearly as likely."""

    text: str
    intent: str
    lang: str
    heard: str
    near: frozenset[str] = frozenset()

    @property
    def is_doubtful(self) -> bool:
        """Whether a gateway would ask."""
        return self.heard == NOTHING or bool(self.near)


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


def figures(
    told: Sequence[Told], prices: tuple[float, float], sentences: int | None = None
) -> dict[str, Any]:
    """Counts of those that were asked about, of so many sentences. `helped`: the bot was wrong, and
    what was meant would have been read back; `harmed`: something else would have been, `of_right`
    of these where the bot was right."""
    meant = [one for one in told if one.sentence.intent in EVERYTHING]
    strangers = [one for one in told if one.sentence.intent not in EVERYTHING]
    took = sorted(one.seconds for one in told)
    sent, came = (sum(one.tokens[at] for one in told) for at in (0, 1))
    cost = (sent * prices[0] + came * prices[1]) / MILLION
    return {
        "sentences": sentences or len(told),
        "asked": len(told),
        "of_ties": sum(one.sentence.heard != NOTHING for one in told),
        "helped": sum(one.sentence.heard != one.sentence.intent and _leads(one) for one in told),
        "harmed": sum(_misleads(one) for one in told),
        "of_right": sum(
            _misleads(one) and one.sentence.heard == one.sentence.intent for one in told
        ),
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


def _read_back(one: Told) -> set[str]:
    """Of a tie only the other reading is; that it agrees with the bot changes nothing."""
    said = set(one.proposed)
    return said if one.sentence.heard == NOTHING else said & one.sentence.near


def _leads(one: Told) -> bool:
    return one.sentence.intent in _read_back(one)


def _misleads(one: Told) -> bool:
    return bool(_read_back(one)) and not _leads(one)


def _outcomes(told: Sequence[Told]) -> list[str]:
    return sorted({one.outcome for one in told})


def heard(rows: Sequence[dict[str, Any]]) -> list[Sentence]:
    """What the trained bot hears in each."""
    lines = "\n".join(json.dumps({"text": one["text"]}) for one in rows)
    command = [sys.executable, "-m", "parkline", "nlu", "--jsonl"]
    ran = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)  # noqa: S603
    parsed = [json.loads(line) for line in ran.stdout.splitlines() if line]
    return [
        Sentence(
            row["text"], row["intent"], row["lang"], one["intent"],
            rivals(one["intent"], one["confidence"], one["ranking"]),
        )
        for row, one in zip(rows, parsed, strict=True)
    ]  # fmt: skip


def sentences_of(name: str) -> list[Sentence]:
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return heard([json.loads(line) for line in lines])


async def measure(
    endpoint: Endpoint,
    sentences: dict[str, list[Sentence]],
    prices: tuple[float, float],
    most: int | None = None,
) -> dict[str, Any]:
    """One call at a time, `most` of each set. Raises NoAnswer where it cannot be probed."""
    level = await endpoint.probe()
    about = {
        "model": endpoint.model,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "level": level.value if level else None,
    }
    if level is None:
        return about
    found = {}
    for name, those in sentences.items():
        asked = [one for one in those if one.is_doubtful][:most]
        told = [await tell(endpoint, level, one) for one in asked]
        found[name] = figures(told, prices, len(those))
    return about | {"sets": found}


def report(results: Mapping[str, Any]) -> list[str]:
    """The same in words."""
    if results["model"] is None:
        return ["second reader: none was measured (READER=URL measures one)"]
    lines = [f"second reader: {results['model']}, {results['at']}, by {results['level']}"]
    for name, one in results.get("sets", {}).items():
        lines += [
            f"{name}: asked of {one['asked']} of {one['sentences']} sentences"
            f" ({one['of_ties']} of them near ties)",
            f"  helped {one['helped']}, harmed {one['harmed']} (in {one['of_right']} the bot was"
            f" right), let {one['strangers_let_be']} of {one['strangers']} strangers be",
            f"  median {one['seconds_median']} s, 95 %: {one['seconds_95']} s;"
            f" {one['tokens_sent']} tokens sent, {one['tokens_back']} back, cost {one['cost']}"
            f" ({one['cost_of_1000']} for 1,000 questions)",
        ]
    return lines


async def _run(options: argparse.Namespace) -> dict[str, Any]:
    if options.url is None:
        return {"model": None}
    key = options.key_file.read_text("utf-8").strip() if options.key_file else None
    sentences = {name: sentences_of(name) for name in SETS}
    async with aiohttp.ClientSession() as client:
        endpoint = Endpoint(client, options.url, options.model, key)
        prices = options.price_in, options.price_out
        return await measure(endpoint, sentences, prices, options.most)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.reader", description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("model", nargs="?", default="default")
    parser.add_argument("--key-file", type=Path)
    parser.add_argument("--price-in", type=float, default=0.0)
    parser.add_argument("--price-out", type=float, default=0.0)
    parser.add_argument("--most", type=int, help="questions of each set")
    try:
        results = asyncio.run(_run(parser.parse_args(arguments)))
    except NoAnswer as problem:
        print(f"the endpoint cannot be asked: {problem}")
        return 1
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(results, ensure_ascii=False, indent=2)
    RESULTS.write_text(written + "\n", "utf-8")
    print("\n".join(report(results)))
    return 1 if results["model"] and "sets" not in results else 0


if __name__ == "__main__":
    sys.exit(main())
