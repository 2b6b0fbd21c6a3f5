"""Charts as plain SVG: they stretch with the page, and their text keeps its size.

Across, everything is placed in percent; down, in pixels. Colours come from classes (charts.css), as
the content security policy allows no inline style. A chart has a title and a description; its page
puts the same numbers into a table beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from markupsafe import Markup

HEIGHT = 190
TOP = 12
FOOT = 26
ROW = 26
ROW_FOOT = 4
MOST_LABELS = 8
"""Along the foot of a chart."""
NARROW_LABELS = 5
"""On a phone; of more every other one is hidden."""
MOST_DOTS = 62
MOST_TICKS = 4
FULL = 84.0
"""Percent of the width that the longest row takes; its total stands behind it."""


@dataclass(frozen=True, slots=True)
class Series:
    """`tone` is accent, info, good, warn, bad or faint. None is a gap in a line, no bar in bars."""

    name: str
    tone: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """`key` is unique on its page; `labels` name the values of every series, in order."""

    key: str
    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]
    told: Callable[[float], str] = "{:g}".format
    """A value as people read it."""
    top: float | None = None
    """Where the scale ends; by default above the greatest value."""


def bars(chart: Chart) -> Markup:
    """Upright bars, one for each label; several series stand on each other. A histogram, too."""
    scale = _Scale.up_to(chart.top or _greatest(chart), whole=_counts(chart))
    width = 100 / max(len(chart.labels), 1)
    drawn = [
        _rect(at * width + width * 0.14, scale.y(low + value), width * 0.72, scale.y(low), tone)
        for at in range(len(chart.labels))
        for tone, low, value in _stack(chart, at)
    ]
    return _frame(chart, scale, drawn)


def line(chart: Chart) -> Markup:
    """A line for each series, with a dot on each value, and gaps where there is none."""
    greatest = max(_values(chart), default=0)
    scale = _Scale.up_to(chart.top or greatest, whole=_counts(chart))
    width = 100 / max(len(chart.labels), 1)
    drawn = []
    for series in chart.series:
        dots = [
            None if value is None else ((at + 0.5) * width, scale.y(value))
            for at, value in enumerate(series.values)
        ]
        drawn += [_stroke(*a, *b, series.tone) for a, b in pairwise(dots) if a and b]
        drawn += [_dot(*dot, series.tone) for dot in _shown(dots)]
    return _frame(chart, scale, drawn)


def rows(chart: Chart) -> Markup:
    """Lying bars with their labels on the left and their totals on the right."""
    longest = chart.top or _greatest(chart) or 1
    height = len(chart.labels) * ROW + ROW_FOOT
    names, drawn = [], []
    for at, label in enumerate(chart.labels):
        middle = at * ROW + ROW / 2
        names.append(_text("0", middle, label, "chart-name"))
        end = 0.0
        for tone, low, value in _stack(chart, at):
            left, end = low / longest * FULL, (low + value) / longest * FULL
            drawn.append(_rect(left, middle - 8, end - left, middle + 8, tone))
        total = chart.told(sum(value for _, _, value in _stack(chart, at)))
        drawn.append(_text(_percent(end), middle, total, "chart-total", dx=6))
        drawn.append(
            _hit(0, at * ROW, 100, ROW, f"{label}: {_said(chart, at)}"),
        )
    return _whole(chart, height, names, drawn, "chart chart-rows")


@dataclass(frozen=True, slots=True)
class _Scale:
    """Round steps from 0 up."""

    step: float
    top: float

    @classmethod
    def up_to(cls, greatest: float, *, whole: bool = False) -> "_Scale":
        """`whole`: of what is counted there are no halves."""
        if greatest <= 0:
            return cls(1, 1)
        rough = greatest / MOST_TICKS
        power = 10 ** floor(log10(rough))
        step = next(power * times for times in (1, 2, 5, 10) if rough <= power * times * 1.0001)
        step = max(step, 1) if whole else step
        return cls(step, step * ceil(greatest / step - 0.0001))

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - FOOT) * (1 - value / self.top)

    def ticks(self) -> list[float]:
        return [step * self.step for step in range(round(self.top / self.step) + 1)]


def _counts(chart: Chart) -> bool:
    return chart.top is None and all(value == round(value) for value in _values(chart))


def _values(chart: Chart) -> list[float]:
    return [value for series in chart.series for value in series.values if value is not None]


def _greatest(chart: Chart) -> float:
    """Of the stacks."""
    stacks = (_stack(chart, at) for at in range(len(chart.labels)))
    return max((sum(value for _, _, value in stack) for stack in stacks), default=0)


def _stack(chart: Chart, at: int) -> list[tuple[str, float, float]]:
    """(tone, where it begins, value) of what stands at a label."""
    found, low = [], 0.0
    for series in chart.series:
        value = series.values[at] or 0
        if value:
            found.append((series.tone, low, value))
        low += value
    return found


def _said(chart: Chart, at: int) -> str:
    """What the pointer is told about a label."""
    told = [(series.name, series.values[at]) for series in chart.series]
    found = [(name, chart.told(value)) for name, value in told if value is not None]
    if len(chart.series) == 1:
        return found[0][1] if found else "–"
    return " · ".join(f"{name} {value}" for name, value in found)


def _frame(chart: Chart, scale: _Scale, drawn: Iterable[Markup]) -> Markup:
    """A scale at the side, lines across, labels along the foot."""
    ticks = scale.ticks()
    names = [_text("100%", scale.y(tick), chart.told(tick), "chart-tick") for tick in ticks]
    lines = [_line("0", scale.y(tick), "100%", scale.y(tick), "chart-grid") for tick in ticks]
    return _whole(chart, HEIGHT, names, [*lines, *drawn, *_foot(chart)], "chart")


def _foot(chart: Chart) -> list[Markup]:
    width = 100 / max(len(chart.labels), 1)
    every = ceil(len(chart.labels) / MOST_LABELS) or 1
    shown = range(0, len(chart.labels), every)
    found = [
        _text(
            _percent((at + 0.5) * width),
            HEIGHT - 8,
            chart.labels[at],
            "chart-label wide-only" if nth % 2 and len(shown) > NARROW_LABELS else "chart-label",
        )
        for nth, at in enumerate(shown)
    ]
    return found + [
        _hit(at * width, 0, width, HEIGHT - FOOT, f"{label}: {_said(chart, at)}")
        for at, label in enumerate(chart.labels)
    ]


def _whole(
    chart: Chart, height: float, names: Iterable[Markup], drawn: Iterable[Markup], kind: str
) -> Markup:
    return Markup(
        '<div class="{kind}">'
        '<svg class="chart-side" height="{height}" aria-hidden="true">{names}</svg>'
        '<svg class="chart-plot" height="{height}" role="img"'
        ' aria-labelledby="{key}-title {key}-desc">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{description}</desc>'
        "{drawn}</svg></div>"
    ).format(
        kind=kind,
        height=height,
        key=chart.key,
        title=chart.title,
        description=chart.description,
        names=Markup().join(names),
        drawn=Markup().join(drawn),
    )


def _shown(dots: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """All of them where there are few; else those that no line leads to."""
    if len(dots) <= MOST_DOTS:
        return [dot for dot in dots if dot]
    around = zip([None, *dots], dots, [*dots[1:], None], strict=False)
    return [dot for before, dot, after in around if dot and not before and not after]


def _rect(left: float, top: float, width: float, bottom: float, tone: str) -> Markup:
    return Markup('<rect class="tone-{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
        tone, _percent(left), top, _percent(width), bottom - top
    )


def _hit(left: float, top: float, width: float, height: float, told: str) -> Markup:
    return Markup(
        '<rect class="chart-hit" x="{}" y="{:.1f}" width="{}" height="{:.1f}">'
        "<title>{}</title></rect>"
    ).format(_percent(left), top, _percent(width), height, told)


def _stroke(x1: float, y1: float, x2: float, y2: float, tone: str) -> Markup:
    return _line(_percent(x1), y1, _percent(x2), y2, f"chart-line tone-{tone}")


def _line(x1: str, y1: float, x2: str, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"/>').format(
        kind, x1, y1, x2, y2
    )


def _dot(x: float, y: float, tone: str) -> Markup:
    return Markup('<circle class="tone-{}" cx="{}" cy="{:.1f}" r="3"/>').format(
        tone, _percent(x), y
    )


def _text(x: str, y: float, words: str, kind: str, dx: int = 0) -> Markup:
    return Markup('<text class="{}" x="{}" y="{:.1f}" dx="{}">{}</text>').format(
        kind, x, y, dx, words
    )


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
