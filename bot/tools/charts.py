"""The pictures of a report, as PNG files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

_INK, _BLUE, _RED, _PALE = "#22303c", "#1f6f8b", "#c8553d", "#c9d6df"
_STYLE = {
    "font.size": 10,
    "axes.edgecolor": "#9aa7b1",
    "axes.labelcolor": _INK,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.dpi": 192,
}


def draw(results: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Writes each picture into the folder. By name, in the order of the report."""
    drawn = {}
    with mpl.rc_context(_STYLE):
        for name, draw_one in _PICTURES.items():
            figure = draw_one(results)
            drawn[name] = folder / f"{name}.png"
            figure.savefig(drawn[name], bbox_inches="tight")
            plt.close(figure)
    return drawn


def _confusion(results: Mapping[str, Any]) -> Any:
    names, counts = results["confusion"]["intents"], results["confusion"]["counts"]
    shares = [[count / max(sum(row), 1) for count in row] for row in counts]
    figure, axes = plt.subplots(figsize=(9.5, 9))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    ticks = range(len(names))
    axes.set_xticks(ticks, names, rotation=90)
    axes.set_yticks(ticks, names)
    axes.set_xlabel("seen")
    axes.set_ylabel("meant")
    for row in ticks:
        for column in ticks:
            if counts[row][column]:
                _count(axes, row, column, counts[row][column], shares[row][column])
    axes.spines[:].set_visible(False)
    return figure


def _count(axes: Any, row: int, column: int, count: int, share: float) -> None:
    dark = share > 0.6  # noqa: PLR2004 - where white is read better than ink
    colour = "white" if dark else _INK if row == column else _RED
    axes.text(column, row, count, ha="center", va="center", color=colour, fontsize=9)


def _calibration(results: Mapping[str, Any]) -> Any:
    figure, axes = plt.subplots(figsize=(5.2, 4.4))
    axes.plot([0, 1], [0, 1], color=_PALE, linewidth=1.5, label="perfectly calibrated")
    for name, title, colour in (
        ("guess", "classifier", _BLUE),
        ("answer", "after threshold and FAQ", _RED),
    ):
        kind = results["calibration"][name]
        label = f"{title} (ECE {100 * kind['ece']:.1f})"
        points = [(row["confidence"], row["accuracy"], row["n"]) for row in kind["bins"]]
        confidence, accuracy, n = zip(*points, strict=True)
        axes.plot(confidence, accuracy, color=colour, linewidth=1, label=label)
        axes.scatter(confidence, accuracy, [8 + size for size in n], color=colour, alpha=0.6)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.04)
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.45, 1))
    return figure


def _thresholds(results: Mapping[str, Any]) -> Any:
    curve, configured = results["thresholds"]["curve"], results["thresholds"]["configured"]
    at = [row["threshold"] for row in curve]
    figure, axes = plt.subplots(figsize=(5.8, 4.4))
    for name, title, colour in (
        ("recall", "out of scope, rejected", _BLUE),
        ("false_rejects", "in scope, falsely rejected", _RED),
        ("accuracy", "accuracy over all", "#7a8b99"),
    ):
        axes.plot(at, [100 * row[name] for row in curve], color=colour, label=title)
    axes.axvline(configured, color=_PALE, linestyle="--", zorder=0)
    axes.annotate(f"threshold {configured}", (configured, 50), (4, 0), textcoords="offset points")
    axes.set_xlabel("threshold")
    axes.set_ylabel("% of sentences")
    axes.set_ylim(0, 102)
    axes.set_xlim(0, max(at))
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2)
    return figure


def _robustness(results: Mapping[str, Any]) -> Any:
    kinds = sorted(results["robustness"].items(), key=lambda kind: kind[1]["drop"])
    figure, axes = plt.subplots(figsize=(6.6, 0.42 * len(kinds) + 1))
    names = [f"{name.replace('_', ' ')} ({kind['n']})" for name, kind in kinds]
    after = [100 * kind["after"] for _, kind in kinds]
    axes.barh(names, [100 * kind["before"] for _, kind in kinds], color=_PALE, label="clean")
    axes.barh(names, after, color=_BLUE, height=0.5, label="disturbed")
    for place, value in enumerate(after):
        axes.text(value - 1, place, f"{value:.1f}", ha="right", va="center", color="white")
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("% understood, same sentences")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2)
    return figure


_PICTURES = {
    "confusion": _confusion,
    "calibration": _calibration,
    "thresholds": _thresholds,
    "robustness": _robustness,
}
