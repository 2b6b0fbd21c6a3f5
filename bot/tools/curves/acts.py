"""The reader's heads, by how many writers of bot/data/acts they have learned.

The encoder that ships has read all of them, so the level flatters; what counts is how it rises.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.components.e5.finetuned import Manifest
from bot.components.reading.annotated import Annotated, annotated
from bot.components.reading.encoder import Reader, shared_reader
from bot.components.reading.hearing import answers, hear
from bot.components.reading.kept import kept_reads
from bot.components.reading.model import Heard, Labelled, Model
from bot.components.rule_entities import ruled
from bot.components.tokenizer import tokens_of
from bot.tools import measures
from bot.tools.curves.shares import SHARES, nested

ASKED = ("a14", "a19", "a24", "a27")
"""Two of the writers of single messages, and two of those of whole conversations."""
HELD = 0.5
"""Probability from which a message does something."""
_LEAST = 1e-6
Figures = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A marked message, as the heads take it."""

    writer: str
    heard: Heard
    spans: Sequence[Labelled]
    acts: frozenset[str]


def measured(options: argparse.Namespace) -> Figures:
    every = read(options.data / "acts")
    writers = sorted({one.writer for one in every} - {*options.asked})
    asked = [one for one in every if one.writer in options.asked]
    curve = []
    for share in SHARES:
        chosen = {writers[at] for at in nested(writers, [0] * len(writers), share)}
        learnt = [one for one in every if one.writer in chosen]
        began = time.process_time()
        model = Model.learn(
            [one.heard for one in learnt],
            [one.spans for one in learnt],
            [one.acts for one in learnt],
        )
        told = {"share": share, "writers": len(chosen), "lines": len(learnt)}
        curve.append({**told, "cpu_s": time.process_time() - began, **judged(model, asked)})
    return {"asked": {"writers": sorted(options.asked), "lines": len(asked)}, "curve": curve}


def read(folder: Path) -> list[Line]:
    """Every line of the folder; what a training has read is taken from where it is kept, which
    stays as it is: a training forgets what it did not ask for, and this asks for all of it."""
    found = [line for path in sorted(folder.glob("*.jsonl")) for line in annotated(path)]
    with kept_reads(shared_reader(), Manifest.read().sha256) as reader:
        return [_line(one, reader) for one in found]


def _line(line: Annotated, reader: Reader) -> Line:
    tokens = tokens_of(line.text)
    heard = hear(line.text, tokens, reader, ruled(line.text))
    return Line(line.writer, heard, answers(line, tokens), line.acts)


def judged(model: Model, asked: Sequence[Line]) -> Figures:
    """Exact spans, with and without their role; acts; the log loss of a message's acts together."""
    spans, in_roles, right_acts, right, losses = [], [], [], [], []
    for one in asked:
        found = model.read(one.heard)
        likely = model.likely_acts(one.heard)
        does = frozenset(name for name, share in likely.items() if share >= HELD)
        spans.append((_marks(one.spans), _marks(found)))
        in_roles.append((_marks(one.spans, roles=True), _marks(found, roles=True)))
        right_acts.append(does == one.acts)
        same = sorted(in_roles[-1][0]) == sorted(in_roles[-1][1])
        right.append(same and right_acts[-1])
        losses.append(_log_loss(likely, one.acts))
    return {
        "spans_f1": measures.of_lists(spans).f1,
        "with_role_f1": measures.of_lists(in_roles).f1,
        "acts_right": measures.share(right_acts),
        "log_loss": float(np.mean(losses)),
        "all_right": measures.share(right),
    }


def _marks(spans: Sequence[Labelled], *, roles: bool = False) -> list[str]:
    return [
        " ".join([str(one.first), str(one.after), one.label, one.role if roles else ""])
        for one in spans
    ]


def _log_loss(likely: Mapping[str, float], acts: frozenset[str]) -> float:
    """Of all acts that heads know; one that they do not know is no matter of probability."""
    bounded = ((name in acts, min(max(one, _LEAST), 1 - _LEAST)) for name, one in likely.items())
    return float(-sum(np.log(one if does else 1 - one) for does, one in bounded))


def lines(told: Figures) -> Iterator[str]:
    asked = told["asked"]
    yield f"acts, asked: {', '.join(asked['writers'])}, {asked['lines']} messages"
    yield (
        f"{'share':>6}{'writers':>9}{'lines':>7}{'spans F1':>10}{'with role':>11}{'acts':>7}"
        f"{'log loss':>10}{'all':>7}{'CPU':>7}"
    )
    for row in told["curve"]:
        yield (
            f"{row['share']:>6}{row['writers']:>9}{row['lines']:>7}{row['spans_f1']:>10.3f}"
            f"{row['with_role_f1']:>11.3f}{row['acts_right']:>7.3f}{row['log_loss']:>10.3f}"
            f"{row['all_right']:>7.3f}{row['cpu_s']:>6.0f}s"
        )
