"""What further marked lines would change: `bot/.venv/bin/python -m bot.tools.effect ASKED ANSWER`.

ASKED is JSON: `lines` as in bot/data/acts, `messages` ({conversation, seq, text}), `sentences`.
The reader's heads are learned anew with these lines beside the shipped ones, and both read every
text. ANSWER says how many are read otherwise, and the most telling of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from bot.components.danger.data import files  # noqa: E402 - after the placeholders
from bot.components.e5.finetuned import Manifest  # noqa: E402
from bot.components.reading.annotated import Annotated, annotated  # noqa: E402
from bot.components.reading.encoder import Reader, shared_reader  # noqa: E402
from bot.components.reading.hearing import answers, hear  # noqa: E402
from bot.components.reading.kept import kept_heads, kept_reads  # noqa: E402
from bot.components.reading.model import Model  # noqa: E402
from bot.components.rule_entities import ruled  # noqa: E402
from bot.components.span_tagger import SpanTagger  # noqa: E402
from bot.components.tokenizer import tokens_of  # noqa: E402

DATA = "bot/data/acts"
HELD = 0.5
"""Probability from which a message does something."""
TOLD = 10
_OF_WORDS = 0.25
"""What words that are marked otherwise count, beside a whole act."""

Reading = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bot.tools.effect", description=__doc__)
    parser.add_argument("asked", type=Path)
    parser.add_argument("answer", type=Path)
    chosen = parser.parse_args()
    asked = json.loads(chosen.asked.read_text(encoding="utf-8"))
    extra = chosen.asked.with_suffix(".jsonl")
    rows = (json.dumps(line, ensure_ascii=False) + "\n" for line in asked["lines"])
    extra.write_text("".join(rows), encoding="utf-8")
    before, after = models(extra)
    reader = shared_reader()
    readings = [_both(before, after, reader, one["text"]) for one in asked["messages"]]
    sentences = [_both(before, after, reader, text) for text in asked["sentences"]]
    named = [{"text": text} for text in asked["sentences"]]
    places = [{"conversation": one["conversation"], "seq": one["seq"]} for one in asked["messages"]]
    answer = {
        "messages": len(readings),
        "changed": sum(map(differs, readings)),
        "sentences": len(sentences),
        "sentences_changed": sum(map(differs, sentences)),
        "told": telling([*zip(places, readings), *zip(named, sentences)]),  # noqa: B905
    }
    chosen.answer.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return 0


def models(extra: Path) -> tuple[Model, Model]:
    """The heads as they are trained now, and with the lines of `extra`."""
    shipped = [line for path in files([DATA]) for line in annotated(path)]
    more = [*shipped, *annotated(extra)]

    def learn(lines: Sequence[Annotated]) -> Model:
        with kept_reads(shared_reader(), Manifest.read().sha256) as reader:
            pairs = [(line, tokens_of(line.text)) for line in lines]
            heard = [hear(one.text, tokens, reader, ruled(one.text)) for one, tokens in pairs]
        marked = [answers(line, tokens) for line, tokens in pairs]
        return Model.learn(heard, marked, [line.acts for line in lines])

    digest = SpanTagger.fingerprint_addon({"data": DATA})
    return kept_heads(digest, lambda: learn(shipped)), learn(more)


def _both(before: Model, after: Model, reader: Reader, text: str) -> tuple[Reading, Reading]:
    return read(before, reader, text), read(after, reader, text)


def read(model: Model, reader: Reader, text: str) -> Reading:
    """`acts` with their probabilities, `words` as [start, end, label, role]."""
    tokens = tokens_of(text)
    if not tokens:
        return {"acts": {}, "words": []}
    heard = hear(text, tokens, reader, ruled(text))
    words = [
        [tokens[one.first].start, tokens[one.after - 1].end, one.label, one.role]
        for one in model.read(heard)
    ]
    return {"acts": model.likely_acts(heard), "words": words}


def does(reading: Mapping[str, Any]) -> list[str]:
    return sorted(name for name, share in reading["acts"].items() if share >= HELD)


def differs(both: tuple[Reading, Reading]) -> bool:
    before, after = both
    return does(before) != does(after) or before["words"] != after["words"]


def telling(read: Iterable[tuple[dict[str, Any], tuple[Reading, Reading]]]) -> list[dict[str, Any]]:
    """Those that differ, the most different first; TOLD at most."""
    changed = [(where, both) for where, both in read if differs(both)]
    changed.sort(key=lambda one: -distance(*one[1]))
    return [
        {**where, "before": _told(before), "after": _told(after)}
        for where, (before, after) in changed[:TOLD]
    ]


def distance(before: Reading, after: Reading) -> float:
    """By how much the probabilities of acts differ, and how many words are marked otherwise."""
    names = {*before["acts"], *after["acts"]}
    acts = sum(abs(before["acts"].get(one, 0.0) - after["acts"].get(one, 0.0)) for one in names)
    words = {tuple(one) for one in before["words"]} ^ {tuple(one) for one in after["words"]}
    return float(acts) + _OF_WORDS * len(words)


def _told(reading: Reading) -> dict[str, Any]:
    return {"acts": does(reading), "words": reading["words"]}


if __name__ == "__main__":
    raise SystemExit(main())
