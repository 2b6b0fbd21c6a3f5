"""Charts as SVG files of their own, readable on a light and on a dark page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH = 720
NAMES = 250
"""Pixels on the left of lying bars, for their names."""
ROW = 30
TOP = 58
PLOT = 230
LEFT = 64
RIGHT = 28
TICKS = 4
TONES = ("one", "two", "three", "four", "five", "six")

STYLE = """
text{font:13px system-ui,sans-serif;fill:#1f2937}.title{font-size:15px;font-weight:600}
.faint{fill:#6b7280;font-size:12px}.grid{stroke:#e5e7eb}.target{stroke:#b91c1c;stroke-dasharray:4 3}
.told{fill:#b91c1c;font-size:12px}.page{fill:#fff}
.one{--c:#0f766e}.two{--c:#b45309}.three{--c:#4338ca}.four{--c:#be185d}.five{--c:#4d7c0f}
.six{--c:#64748b}
rect.tone,circle{fill:var(--c)}polyline{fill:none;stroke:var(--c);stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.faint{fill:#9ca3af}.grid{stroke:#374151}
.page{fill:#111827}.target{stroke:#f87171}.told{fill:#f87171}.one{--c:#2dd4bf}.two{--c:#fbbf24}
.three{--c:#a5b4fc}.four{--c:#f472b6}.five{--c:#a3e635}.six{--c:#94a3b8}}
"""


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, one for each (name, value); a line where the target is."""

    title: str
    unit: str
    bars: Sequence[tuple[str, float]]
    target: float | None = None

    def svg(self) -> str:
        height = TOP + ROW * len(self.bars) + 30
        end = _scale(max([value for _, value in self.bars] + [self.target or 0]))[-1]
        room = WIDTH - NAMES - 90
        parts = []
        for at, (name, value) in enumerate(self.bars):
            y, length = TOP + at * ROW, value / end * room
            parts.append(_text(NAMES - 10, y + 15, name, anchor="end"))
            parts.append(
                f'<rect class="tone one" x="{NAMES}" y="{y}" width="{max(length, 1):.1f}"'
                f' height="{ROW - 10}" rx="2"/>'
            )
            parts.append(_text(NAMES + length + 8, y + 15, f"{told(value)} {self.unit}"))
        if self.target is not None:
            x, foot = NAMES + self.target / end * room, TOP + ROW * len(self.bars)
            parts.append(_line(x, TOP - 6, x, foot, "target"))
            label = f"target {told(self.target)} {self.unit}"
            parts.append(_text(x, foot + 16, label, "told", "middle"))
        return _page(self.title, height, parts)


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each series over the same steps; `steps` are said along the foot."""

    title: str
    unit: str
    steps: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]
    target: float | None = None
    foot: str = ""
    """What the steps are."""

    def svg(self) -> str:
        legend = 20 * len(self.series)
        height = TOP + PLOT + 54 + legend
        values = [value for _, line in self.series for value in line] + [self.target or 0]
        ticks = _scale(max(values))
        parts = []
        for tick in ticks:
            y = _y(tick, ticks)
            parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "grid"))
            parts.append(_text(LEFT - 8, y + 4, told(tick), "faint", "end"))
        for at, step in enumerate(self.steps):
            parts.append(_text(self._x(at), TOP + PLOT + 18, step, "faint", "middle"))
        parts.append(_text(WIDTH / 2, TOP + PLOT + 36, self.foot, "faint", "middle"))
        for at, (name, line) in enumerate(self.series):
            parts += self._drawn(name, line, TONES[at % len(TONES)], ticks)
            y = TOP + PLOT + 58 + at * 20
            parts.append(
                f'<rect class="tone {TONES[at % len(TONES)]}" x="{LEFT}" y="{y - 10}" width="12"'
                ' height="12" rx="2"/>'
            )
            parts.append(_text(LEFT + 20, y, name))
        if self.target is not None:
            y = _y(self.target, ticks)
            parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "target"))
            label = f"target {told(self.target)} {self.unit}"
            parts.append(_text(WIDTH - RIGHT, y - 5, label, "told", "end"))
        parts.append(_text(LEFT - 8, TOP - 12, self.unit, "faint", "end"))
        return _page(self.title, height, parts)

    def _x(self, at: int) -> float:
        room = WIDTH - LEFT - RIGHT
        return LEFT + (at + 0.5) * room / max(len(self.steps), 1)

    def _drawn(
        self, name: str, line: Sequence[float], tone: str, ticks: Sequence[float]
    ) -> list[str]:
        points = [(self._x(at), _y(value, ticks)) for at, value in enumerate(line)]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = [
            f'<circle class="{tone}" cx="{x:.1f}" cy="{y:.1f}" r="3.5">'
            f"<title>{escape(name)}: {told(value)} {escape(self.unit)}</title></circle>"
            for (x, y), value in zip(points, line, strict=True)
        ]
        return [f'<polyline class="{tone}" points="{joined}"/>', *dots]


Chart = Bars | Lines


def told(value: float) -> str:
    """A value as people read it: three digits that count."""
    if value == 0:
        return "0"
    digits = max(0, 2 - floor(log10(abs(value))))
    return f"{value:,.{min(digits, 4)}f}"


def _scale(greatest: float) -> list[float]:
    """Round steps from 0 to above the greatest."""
    if greatest <= 0:
        return [0.0, 1.0]
    rough = greatest / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if rough <= power * times * 1.0001)
    return [step * at for at in range(ceil(greatest / step - 0.0001) + 1)]


def _y(value: float, ticks: Sequence[float]) -> float:
    return TOP + PLOT * (1 - value / ticks[-1])


def _line(x1: float, y1: float, x2: float, y2: float, tone: str) -> str:
    return f'<line class="{tone}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, tone: str = "", anchor: str = "start") -> str:
    kind = f' class="{tone}"' if tone else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _page(title: str, height: float, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' width="{WIDTH}" height="{height:.0f}" role="img" aria-label="{escape(title)}">'
    )
    page = f'<rect class="page" width="{WIDTH}" height="{height:.0f}" rx="6"/>'
    body = "\n".join([f"<style>{STYLE}</style>", page, _text(20, 28, title, "title"), *parts])
    return f"{head}\n{body}\n</svg>\n"
