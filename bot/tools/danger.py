"""How well danger is heard: `bot/.venv/bin/python -m bot.tools.danger`.

Each writer's sentences are judged by what the others wrote, rules beside it as in the bot. Prints
recall and false alarms by writer at the thresholds of config.yml and the sentences that were judged
worst, and draws how recall and false alarms hang together. `--also` names files or folders of other
people's sentences that are judged too; with `--learn-also` the others' among them are learned from.
`--choose` says which thresholds would be chosen on what the bot ships, and on that without each
writer, with what those do to the writer who was left out. `--sweep` prints what other thresholds
would do.
"""

from __future__ import annotations

import argparse
import json
import math
import warnings
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

from rasa.shared.utils.io import read_yaml_file  # noqa: E402

from bot.components.danger.data import Line, of_bot, read  # noqa: E402
from bot.components.danger.deciding import Words, decide  # noqa: E402
from bot.components.danger.detector import DangerDetector  # noqa: E402
from bot.components.danger.learning import Known, ask  # noqa: E402
from bot.components.danger.zones import ALARM, ASK, Thresholds  # noqa: E402
from bot.components.encoder import shared_encoder  # noqa: E402
from bot.components.reading.encoder import shared_reader  # noqa: E402
from bot.tools.training import training_data  # noqa: E402

WORST = 20
HEARD, ALARMED = 0.97, 0.85
"""What thresholds are chosen by: of a writer's dangers, the share that alarms or is asked about,
and the share that alarms; the mean over the writers is at least this."""
ASKED = (0.15, 0.2, 0.3, 0.4, 0.5)
ALARMING = (0.6, 0.7, 0.78, 0.85, 0.9)
"""Thresholds that `--sweep` tries."""


@dataclass(frozen=True)
class Judged:
    """A line, and the probability that its writer's words got from a model of other writers."""

    line: Line
    p: float
    words: Words
    seconded: bool = True
    """The second opinion had a part in it."""

    def zone(self, thresholds: Thresholds) -> str:
        return decide(self.words, self.p, None, thresholds).zone

    def alarms(self, thresholds: Thresholds) -> bool:
        return self.zone(thresholds) == ALARM

    def asks(self, thresholds: Thresholds) -> bool:
        return self.zone(thresholds) == ASK

    @property
    def wrong(self) -> float:
        """How far it is from right, 0 to 1."""
        p = 1.0 if self.zone(Thresholds(1, 1)) == ALARM else self.p
        return 1 - p if self.line.critical else p


@dataclass(frozen=True)
class Figures:
    """Shares of what was danger, of what only looks like it, and of ordinary messages; nan where
    there was none."""

    recall: float
    recall_with_questions: float
    false_alarms: float
    needless_questions: float
    ordinary_alarms: float
    ordinary_questions: float

    @classmethod
    def of(cls, judged: Sequence[Judged], at: Thresholds) -> Figures:
        danger = [one for one in judged if one.line.critical]
        alike = [one for one in judged if one.line.alike]
        ordinary = [one for one in judged if one.line.ordinary]
        return cls(
            share([one.alarms(at) for one in danger]),
            share([one.alarms(at) or one.asks(at) for one in danger]),
            share([one.alarms(at) for one in alike]), share([one.asks(at) for one in alike]),
            share([one.alarms(at) for one in ordinary]), share([one.asks(at) for one in ordinary]),
        )  # fmt: skip


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else math.nan


def judge(
    lines: Sequence[Line], also: Sequence[Line], always: Sequence[Line], *, learn_also: bool
) -> list[Judged]:
    """Every line by a model of other writers, whose score is made a probability by what other
    writers' scores were. `also` is judged by a model of `lines`, and learned from beside them only
    if `learn_also`; `always` is learned and not judged."""
    encoder, reader = shared_encoder(), shared_reader()
    lines = [*lines, *also] if learn_also else list(lines)
    learned = Known.of([*lines, *always], encoder, reader)
    scores = learned.unread_scores(len(lines))
    curves = {
        writer: learned.calibrated(scores, without=writer)
        for writer in {line.writer for line in lines}
    }
    seconded = [at in learned.meanings or not learned.meanings for at in range(len(lines))]
    if not learn_also and also:
        curves |= dict.fromkeys({line.writer for line in also}, learned.calibrated(scores))
        scores += ask(learned.model(), also, encoder, reader)
        lines += also
        seconded += [True] * len(also)
    return [
        Judged(line, likely(score, *curves[line.writer]), Words.of(line.text), second)
        for line, score, second in zip(lines, scores, seconded, strict=True)
    ]


def likely(score: float, slope: float, shift: float) -> float:
    return 1 / (1 + math.exp(-(slope * score + shift)))


def chosen(judged: Sequence[Judged]) -> Thresholds:
    """The highest hundredths from which HEARD of the dangers are heard and ALARMED of them alarm,
    in the mean of the writers. Writers of whom the second opinion was taught have no part in it.

    Raises ValueError where no threshold does.
    """
    danger = [one for one in judged if one.line.critical and one.seconded]
    told = [
        [one for one in danger if one.line.writer == writer]
        for writer in {one.line.writer for one in danger}
    ]
    steps = [Thresholds(step / 100, step / 100) for step in range(1, 100)]
    asks = [
        at.ask for at in steps
        if _mean([Figures.of(own, at).recall_with_questions for own in told]) >= HEARD
    ]  # fmt: skip
    if not asks:
        raise ValueError("no threshold hears enough")
    above = [Thresholds(at.alarm, asks[-1]) for at in steps if at.alarm >= asks[-1]]
    alarms = [at for at in above if _mean([Figures.of(own, at).recall for own in told]) >= ALARMED]
    return alarms[-1] if alarms else above[0]


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else math.nan


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
            f"| {step} | {_mean(each):.3f} ({min(each):.3f}) | {all_.needless_questions:.3f} "
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
            f"| {step} | {_mean(each):.3f} ({min(each):.3f}) | {all_.false_alarms:.3f} "
            f"| {all_.ordinary_alarms:.3f} |"
        )
    return rows


def _by_writer(judged: Sequence[Judged], at: Thresholds) -> list[Figures]:
    """Of each writer who told of danger."""
    writers = sorted({one.line.writer for one in judged if one.line.critical})
    return [Figures.of([one for one in judged if one.line.writer == who], at) for who in writers]


def main() -> None:
    warnings.simplefilter("ignore")
    options = _options()
    at = _thresholds()
    always = of_bot(training_data().intent_examples)
    also = read(map(str, options.also))
    lines = read([options.data])
    judged = judge(lines, also, always, learn_also=options.learn_also)
    if options.choose:
        print("\n".join(choices(judged[: len(lines)])) + "\n")
    print(f"alarm from {at.alarm}, question from {at.ask}\n")
    print("\n".join(table(judged, at)))
    print("\n| kind | lines | alarm | alarm or question |\n|---|---|---|---|")
    print("\n".join(by_kind(judged, at)))
    if options.sweep:
        print("\n" + "\n".join(sweep(judged, at)))
    print(f"\nthe {WORST} worst:")
    for one in sorted(judged, key=lambda one: -one.wrong)[:WORST]:
        by = "rule " if one.words.ruled else ""
        text = json.dumps(one.line.text, ensure_ascii=False)
        print(f"{one.p:.2f} {by}{one.line.writer} {one.line.kind}: {text}")
    if options.curve:
        _draw(judged, at, options.curve, apart={one.writer for one in also})


def _thresholds() -> Thresholds:
    config: Any = read_yaml_file("config.yml")
    step = next(s for s in config["pipeline"] if s["name"].endswith(DangerDetector.__name__))
    step = {**DangerDetector.get_default_config(), **step}
    return Thresholds(float(step["alarm"]), float(step["ask"]))


def _draw(judged: Sequence[Judged], at: Thresholds, path: Path, *, apart: Container[str]) -> None:
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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.tools.danger", description=__doc__)
    parser.add_argument("--data", default="bot/data/danger", help="what the bot learns from")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="others' sentences")
    parser.add_argument("--learn-also", action="store_true", help="learn from the others', too")
    parser.add_argument("--choose", action="store_true", help="say which thresholds folds suggest")
    parser.add_argument("--sweep", action="store_true", help="say what other thresholds would do")
    parser.add_argument("--curve", type=Path, help="where to draw the curve, as .svg")
    return parser.parse_args()


if __name__ == "__main__":
    main()
