"""The held-out sentences measure only as long as the bot has not been taught them."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

HELDOUT = (Path("tests/nlu/blind.jsonl"), Path("tests/nlu/heldout.jsonl"))
TRAINING = Path("bot/data")
DANGER = Path("bot/data/danger")
FAQS = Path("parkline/demo/faqs.yaml")

MUCH_ALIKE = 90
"""Percent of characters that two sentences share in order (rapidfuzz's ratio)."""
SHORT_WORDS, SHORT_CHARACTERS = 2, 6
"""Up to this length people cannot but say the same: no thanks, checkout, 转人工."""
ENOUGH = 60
ENOUGH_OF_A_LANGUAGE = 20

_ANNOTATED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_to_simplified = OpenCC("t2s")


def normalised(text: str) -> str:
    """What is left when spelling of width, case, script, spaces and punctuation is no matter."""
    folded = _to_simplified.convert(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(character for character in folded if character.isalnum())


def leaks(heldout: list[str], learnt: list[str]) -> list[tuple[str, str]]:
    """Held-out sentences beside the learnt ones that are, or nearly are, the same."""
    known = {normalised(text): text for text in learnt}
    found = []
    for text in heldout:
        if is_short(text):
            continue
        near = process.extractOne(
            normalised(text), known.keys(), scorer=fuzz.ratio, score_cutoff=MUCH_ALIKE
        )
        if near is not None:
            found.append((text, known[near[0]]))
    return found


def is_short(text: str) -> bool:
    if _CHINESE.search(text):
        return len(normalised(text)) <= SHORT_CHARACTERS
    return len(text.split()) <= SHORT_WORDS


@cache
def training() -> list[tuple[str, str]]:
    """Sentences and their intents, entities' marks removed."""
    return [row for path in sorted(TRAINING.glob("*/nlu*.yml")) for row in _sentences(path)]


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    for block in YAML(typ="safe").load(path)["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                yield _ANNOTATED.sub(r"\1", line.removeprefix("- ")), block["intent"]


def faq_questions() -> list[str]:
    rows = YAML(typ="safe").load(FAQS)
    return [question for row in rows for question in (*row["questions_zh"], *row["questions_en"])]


def heldout() -> list[str]:
    lines = [line for path in HELDOUT for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("来两份牛肉面，一杯豆浆", "来两份牛肉面 一杯豆浆！"),
        ("我想要兩碗牛肉麵", "我想要两碗牛肉面"),
        ("Where can I park my bike overnight", "where can i park my bikes overnight?"),
    ],
)
def test_a_sentence_that_differs_only_in_spelling_is_a_leak(text: str, near: str) -> None:
    assert leaks([text], ["别的话", near]) == [(text, near)]


def test_short_phrases_and_different_sentences_are_none() -> None:
    for short in ("转人工", "no thanks", "checkout"):
        assert leaks([short], [short]) == []
    assert leaks(["来两份牛肉面，一杯豆浆"], ["来三碗牛肉面，一瓶可乐"]) == []


def test_no_held_out_sentence_is_taught() -> None:
    assert leaks(heldout(), [text for text, _ in training()]) == []


def test_no_held_out_sentence_is_taught_as_danger() -> None:
    lines = [
        json.loads(line)
        for path in DANGER.glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    whole = [line["text"] if "text" in line else "\n".join(line["texts"]) for line in lines]
    pieces = [piece for line in lines for piece in line.get("texts", [])]
    assert leaks(heldout(), [*whole, *pieces]) == []


def test_no_held_out_sentence_is_a_question_of_the_faq() -> None:
    assert leaks(heldout(), faq_questions()) == []


def test_every_intent_is_taught_with_enough_sentences_of_both_languages() -> None:
    chinese = Counter(intent for text, intent in training() if _CHINESE.search(text))
    english = Counter(intent for text, intent in training() if not _CHINESE.search(text))
    intents = {intent for _, intent in training()}
    assert {name for name in intents if chinese[name] + english[name] < ENOUGH} == set()
    for counts in (chinese, english):
        assert {name for name in intents if counts[name] < ENOUGH_OF_A_LANGUAGE} == set()
