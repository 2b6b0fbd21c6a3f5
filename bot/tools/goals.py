"""What the project has set itself to reach on sentences of writers who saw the domain only, and how
the figures of a set spread: lines to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Results = Mapping[str, Any]

GOALS: Mapping[str, float] = {
    "accuracy": 93.0,
    "out_of_scope_recall": 85.0,
    "accepted_in_scope": 97.0,
    "faq": 90.0,
    "quantities": 92.0,
    "repair_category": 88.0,
    "plate": 100.0,
}
"""Least of a headline figure, in points. What is accepted in scope is all but false rejects."""
_LOWEST = 5


def table(headline: Mapping[str, float]) -> Iterator[str]:
    """Each goal beside what was reached; one that was missed is marked."""
    yield f"{'':22}{'goal':>9}{'now':>7}"
    for name, least in GOALS.items():
        now = headline.get(name)
        reached = "–" if now is None else f"{now:.1f}"
        missed = "" if now is not None and now >= least else "  << missed"
        yield f"{name:22}{least:>9.1f}{reached:>7}{missed}"


def missed(headline: Mapping[str, float]) -> list[str]:
    """Names of goals that a set with such figures does not reach; of what it does not annotate
    nothing is said."""
    return [name for name, least in GOALS.items() if headline.get(name, least) < least]


def spread(results: Results) -> Iterator[str]:
    """Right intents by area, language and noise, the intents that are found least, and how far the
    confidence may be believed."""
    intents = results["intents"]
    for title in ("area", "language", "noise"):
        groups = intents[f"by_{title}"]
        told = (f"{name} {100 * one['share']:.1f} of {one['n']}" for name, one in groups.items())
        yield f"by {title}: " + ", ".join(told)
    scores = sorted(intents["by_intent"].items(), key=lambda one: one[1]["f1"])[:_LOWEST]
    yield "lowest F1: " + ", ".join(f"{name} {100 * one['f1']:.1f}" for name, one in scores)
    errors = {name: one["ece"] for name, one in results["calibration"].items()}
    shown = ", ".join(f"{name} {100 * error:.1f}" for name, error in errors.items())
    yield f"calibration error, points: {shown}"
    cost = results["cost"]
    yield (
        f"a parse on this machine's clock: p50 {cost['parse_p50_ms']:.1f} ms, "
        f"p95 {cost['parse_p95_ms']:.1f} ms; {cost['resident_mb']:.0f} MB"
    )
