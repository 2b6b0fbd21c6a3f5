"""Recall over false alarms, as a picture."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from pathlib import Path

from bot.components.danger.zones import Thresholds
from bot.tools.danger.judging import Figures, Judged


def draw(judged: Sequence[Judged], at: Thresholds, path: Path, *, apart: Container[str]) -> None:
    """Recall over false alarms: a curve of all, one in colour for each writer who stands `apart`,
    a grey one for each of the others; only of those who told of both."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "parkline"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 4.6))
    steps = [Thresholds(step / 200, step / 200) for step in range(1, 200)]
    greys = iter(["each other writer"])
    for writer in sorted({one.line.writer for one in judged}):
        group = [one for one in judged if one.line.writer == writer]
        points = _points(group, steps)
        if not points:
            continue
        if writer in apart:
            axes.plot(*zip(*points, strict=True), linewidth=1.6, label=writer, zorder=3)
        else:
            axes.plot(
                *zip(*points, strict=True), linewidth=0.7, color="#9aa5ad", label=next(greys, None)
            )
    axes.plot(
        *zip(*_points(judged, steps), strict=True),
        linewidth=2.4, color="#22303c", label="all", zorder=4,
    )  # fmt: skip
    for threshold, mark in ((at.alarm, "o"), (at.ask, "s")):
        here = _points(judged, [Thresholds(threshold, threshold)])
        axes.plot(*zip(*here, strict=True), mark, color="#22303c", ms=7, zorder=5)
    axes.set_xlabel("% of lookalikes that alarm (○ alarm, □ question or alarm, as configured)")
    axes.set_ylabel("% of dangers that alarm")
    axes.set_xlim(0, 40)
    axes.set_ylim(50, 101)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})


def _points(judged: Sequence[Judged], steps: Sequence[Thresholds]) -> list[tuple[float, float]]:
    """False alarms and recall in percent at each step; none where either has nothing to count."""
    figures = [Figures.of(judged, step) for step in steps]
    points = [(100 * each.false_alarms, 100 * each.recall) for each in figures]
    return [] if any(math.isnan(number) for point in points for number in point) else points
