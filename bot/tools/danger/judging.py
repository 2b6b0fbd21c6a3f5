"""Lines of danger judged by what other writers wrote, and what that comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.components.danger.data import Line
from bot.components.danger.deciding import Words, decide
from bot.components.danger.known import Known
from bot.components.danger.learning import ask, calibrated
from bot.components.danger.zones import ALARM, ASK, Thresholds
from bot.components.encoder import shared_encoder
from bot.components.reading.encoder import shared_reader

HEARD, ALARMED = 0.97, 0.85
"""What thresholds are chosen by: of a writer's dangers, the share that alarms or is asked about,
and the share that alarms; the mean over the writers is at least this."""


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
        writer: calibrated(learned, scores, without=writer)
        for writer in {line.writer for line in lines}
    }
    seconded = [at in learned.meanings or not learned.meanings for at in range(len(lines))]
    if not learn_also and also:
        curves |= dict.fromkeys({line.writer for line in also}, calibrated(learned, scores))
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
        if mean([Figures.of(own, at).recall_with_questions for own in told]) >= HEARD
    ]  # fmt: skip
    if not asks:
        raise ValueError("no threshold hears enough")
    above = [Thresholds(at.alarm, asks[-1]) for at in steps if at.alarm >= asks[-1]]
    alarms = [at for at in above if mean([Figures.of(own, at).recall for own in told]) >= ALARMED]
    return alarms[-1] if alarms else above[0]


def mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else math.nan
