"""The headline figures that must not fall, kept in a small committed file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

ALLOWED_DROP = 0.5
"""Points. With a few hundred sentences, one more error is within it; for small sets it is not."""

Headline = Mapping[str, float]


def read(path: Path) -> dict[str, float]:
    """Empty where nothing was accepted yet."""
    if not path.is_file():
        return {}
    return {name: float(value) for name, value in json.loads(path.read_text("utf-8")).items()}


def write(path: Path, headline: Headline) -> None:
    path.write_text(json.dumps(dict(headline), indent=2) + "\n", encoding="utf-8")


def fallen(before: Headline, now: Headline) -> list[str]:
    """Names of figures that dropped by more than is allowed, or are no longer measured."""
    gone = [name for name in before if name not in now]
    dropped = [
        name for name in before if name in now and before[name] - now[name] > ALLOWED_DROP + 1e-9
    ]
    return gone + dropped


def table(before: Headline, now: Headline) -> Iterator[str]:
    """Both side by side, in points, a drop that counts marked."""
    bad = set(fallen(before, now))
    yield f"{'':22}{'baseline':>9}{'now':>7}{'change':>8}"
    for name in [*now, *(set(before) - set(now))]:
        then, this = before.get(name), now.get(name)
        change = f"{this - then:+.1f}" if then is not None and this is not None else ""
        mark = "  << too low" if name in bad else ""
        yield f"{name:22}{_points(then):>9}{_points(this):>7}{change:>8}{mark}"


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
