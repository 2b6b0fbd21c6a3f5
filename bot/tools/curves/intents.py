"""The classifier of intents, by how many sentences it has learned, and without each writer.

The likeliest intent alone, without threshold, FAQ and what acts correct: what sentences buy.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import INTENT

from bot.tools import measures
from bot.tools.conditions import NOW
from bot.tools.curves.shares import SHARES, nested
from bot.tools.heldout import OUT_OF_SCOPE, Sentence, sentences
from bot.tools.pipelines import chain
from bot.tools.pipelines.catalogue import CURRENT, PIPELINES
from bot.tools.pipelines.chain import Chain
from bot.tools.training import training_data, writer_of
from bot.tools.writers import Beginning, beginnings

FEWEST = 100
"""Sentences of a writer who is left out, and judged."""
Figures = dict[str, Any]


class Learned:
    """All that is learned from and asked, with the features that need no training made once."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.folder = folder
        steps = PIPELINES[CURRENT].steps
        self._trained = [step for step in steps if chain.needs_training(step)]
        fixed = [step for step in steps if not chain.needs_training(step)]
        examples = training_data(options.data).intent_examples
        self.writers = [writer_of(one) for one in examples]
        self.intents = [str(one.get(INTENT)) for one in examples]
        self.texts = [str(one.get("text")) for one in examples]
        self.sets: dict[str, list[Sentence]] = {
            name: sentences(options.sets / f"{name}.jsonl") for name in ("blind", "heldout")
        }
        self.begun: list[Beginning] = beginnings(options.data / "acts", {*self.texts})
        asked = [one.text for name in self.sets for one in self.sets[name]]
        asked += [one.text for one in self.begun]
        known = zip(self.texts, self.intents, strict=True)
        self._learnt = [chain.message(text, intent) for text, intent in known]
        self._asked = [chain.message(text, now=NOW) for text in asked]
        chain.prepare(fixed, [*self._learnt, *self._asked], folder / "fixed")

    def asked_after(self, learnt: Sequence[int], others: Sequence[int] = ()) -> list[str]:
        """The likeliest intents of all that is asked, then of the sentences at `others`, by a
        classifier of the sentences at `learnt`."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            known = [chain.copied(self._learnt[at]) for at in learnt]
            Chain.train(self._trained, known, Path(name))
            asked = [*self._asked, *(self._learnt[at] for at in others)]
            made = [chain.copied(one, without=INTENT) for one in asked]
            ranked = Chain.load(self._trained, Path(name)).rank(made)
        return [ranking[0][0] for ranking in ranked]


def measured(options: argparse.Namespace) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        known = Learned(options, Path(folder))
        curve = [_at(known, share) for share in SHARES]
        counted = Counter(known.writers)
        left_out = [_without(known, writer) for writer, count in counted.items() if count >= FEWEST]
    return {"curve": curve, "left_out": left_out}


def _at(known: Learned, share: float) -> Figures:
    learnt = nested(known.texts, known.intents, share)
    seen = iter(known.asked_after(learnt))
    told: Figures = {"share": share, "sentences": len(learnt)}
    for name, asked in known.sets.items():
        pairs = [(one.intent, next(seen)) for one in asked]
        told[name] = measures.accuracy(pairs)
        inside = [pair for pair in pairs if pair[0] != OUT_OF_SCOPE]
        told[f"{name}_in_scope"] = measures.accuracy(inside)
    right = [(one.writer, one.is_heard(next(seen))) for one in known.begun]
    told["beginnings"] = measures.share(is_right for _, is_right in right)
    return told


def _without(known: Learned, writer: str) -> Figures:
    """A writer's sentences of intents that others have taught, too."""
    others = [at for at, one in enumerate(known.writers) if one != writer]
    taught = {known.intents[at] for at in others}
    texts = {known.texts[at] for at in others}
    theirs = [at for at, one in enumerate(known.writers) if one == writer]
    asked = [at for at in theirs if known.intents[at] in taught and known.texts[at] not in texts]
    seen = known.asked_after(others, asked)[-len(asked) :] if asked else []
    pairs = [(known.intents[at], one) for at, one in zip(asked, seen, strict=True)]
    inside = [pair for pair in pairs if pair[0] != OUT_OF_SCOPE]
    return {
        "writer": writer, "sentences": len(theirs), "asked": len(asked),
        "accuracy": measures.accuracy(pairs), "in_scope": measures.accuracy(inside),
        "macro_f1": measures.macro_f1(pairs),
    }  # fmt: skip


def lines(told: Figures) -> Iterator[str]:
    yield "intents by how many sentences are learned (in scope), the likeliest alone:"
    yield f"{'share':>6}{'sentences':>10}{'blind':>14}{'held out':>14}{'beginnings':>12}"
    for row in told["curve"]:
        sets = (
            f"{_points(row[name])} ({_points(row[f'{name}_in_scope'])})"
            for name in ("blind", "heldout")
        )
        shown = "".join(f"{one:>14}" for one in sets)
        yield (f"{row['share']:>6}{row['sentences']:>10}{shown}{_points(row['beginnings']):>12}")
    yield "sentences of a writer whom the classifier has not learned:"
    for row in told["left_out"]:
        yield (
            f"{row['writer']:>14}: {_points(row['accuracy'])} of {row['asked']}, in scope "
            f"{_points(row['in_scope'])}, macro-F1 {_points(row['macro_f1'])}"
        )


def _points(share: float) -> str:
    return f"{100 * share:.1f}"
