"""What was judged, in lines and tables of Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.components.danger.zones import Thresholds
from bot.tools.danger.judging import Figures, Judged, chosen, mean, share

ASKED = (0.15, 0.2, 0.3, 0.4, 0.5)
ALARMING = (0.6, 0.7, 0.78, 0.85, 0.9)
"""Thresholds that `--sweep` tries."""


def choices(judged: Sequence[Judged]) -> list[str]:
    """What would be chosen on all, and without each writer with what that does to this one's."""
    said = [f"chosen on all: {chosen(judged)}"]
    for writer in sorted({one.line.writer for one in judged if one.line.critical}):
        at = chosen([one for one in judged if one.line.writer != writer])
        own = Figures.of([one for one in judged if one.line.writer == writer], at)
        said.append(f"without {writer}: {at.alarm} and {at.ask}; then on {writer}: " + _shares(own))
    return said


def table(judged: Sequence[Judged], at: Thresholds) -> list[str]:
    """Rows of a table in Markdown: by writer, then of all."""
    rows = [
        "| writer | lines | alarm | alarm or question | false alarms | needless questions"
        " | ordinary: alarms | questions |",
        "|---|---|---|---|---|---|---|---|",
    ]
    writers = sorted({one.line.writer for one in judged})
    for name, group in [
        *((w, [one for one in judged if one.line.writer == w]) for w in writers),
        ("all", list(judged)),
    ]:
        rows.append(f"| {name} | {len(group)} | {_shares(Figures.of(group, at))} |")
    return rows


def _shares(figures: Figures) -> str:
    values = figures.__dict__.values()
    return " | ".join("–" if math.isnan(value) else f"{value:.3f}" for value in values)


def by_kind(judged: Sequence[Judged], at: Thresholds) -> list[str]:
    kinds = sorted({one.line.kind for one in judged if one.line.critical})
    groups = [
        (k, [one for one in judged if one.line.critical and one.line.kind == k]) for k in kinds
    ]
    return [
        f"| {kind} | {len(group)} | {share([one.alarms(at) for one in group]):.3f} | "
        f"{share([one.alarms(at) or one.asks(at) for one in group]):.3f} |"
        for kind, group in groups
    ]


def sweep(judged: Sequence[Judged], at: Thresholds) -> list[str]:
    """Rows of two tables in Markdown: what asking, and what alarming, from elsewhere would do. The
    mean and the least of the writers, then shares of all that only looks like danger or is
    ordinary."""
    rows = [
        "| asked from | heard, mean (least) | lookalikes asked | ordinary asked |",
        "|---|---|---|---|",
    ]
    for step in ASKED:
        each = [
            figures.recall_with_questions
            for figures in _by_writer(judged, Thresholds(at.alarm, step))
        ]
        all_ = Figures.of(judged, Thresholds(at.alarm, step))
        rows.append(
            f"| {step} | {mean(each):.3f} ({min(each):.3f}) | {all_.needless_questions:.3f} "
            f"| {all_.ordinary_questions:.3f} |"
        )
    rows += [
        "",
        "| alarms from | alarm, mean (least) | lookalikes that alarm | ordinary that alarm |",
        "|---|---|---|---|",
    ]
    for step in ALARMING:
        each = [figures.recall for figures in _by_writer(judged, Thresholds(step, at.ask))]
        all_ = Figures.of(judged, Thresholds(step, at.ask))
        rows.append(
            f"| {step} | {mean(each):.3f} ({min(each):.3f}) | {all_.false_alarms:.3f} "
            f"| {all_.ordinary_alarms:.3f} |"
        )
    return rows


def _by_writer(judged: Sequence[Judged], at: Thresholds) -> list[Figures]:
    """Of each writer who told of danger."""
    writers = sorted({one.line.writer for one in judged if one.line.critical})
    return [Figures.of([one for one in judged if one.line.writer == who], at) for who in writers]
