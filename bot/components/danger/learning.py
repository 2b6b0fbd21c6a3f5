"""Learns a model of danger from sentences, and how far its scores can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.components.danger.data import Line
from bot.components.danger.features import hear, rows
from bot.components.danger.fit import Fit, keep, maker, marks
from bot.components.danger.known import Known
from bot.components.danger.model import Model
from bot.components.encoder import Encoder
from bot.components.reading.encoder import Reader

_FOLDS = 5
"""Groups of writers on which a model is calibrated. One for each of three dozen writers moves a
probability by 0.013 at most, and takes seven times as long (docs/decisions/0036)."""

_MANY = 1000
"""Lines from which on those that said nothing are left out. Fewer take no time."""


def learn(
    lines: Sequence[Line],
    encoder: Encoder,
    always: Sequence[Line] = (),
    reader: Reader | None = None,
    fits: Iterable[Fit] = (),
) -> Model:
    """A model of all lines, calibrated on lines of writers that it had not read: a model is too
    sure of what it learned. `always` is learned and not calibrated on. `reader` gives a second
    opinion; without it the first machines decide alone. `fits`: what was learned before; one of
    the very same lines is taken as it is. One of nearly the same lends its calibration, and of its
    lines those that said something are learned anew, beside what is new and all dangers.

    Raises ValueError where there is no danger among the lines, or nothing else.
    """
    lines, always = _ordered(lines), _ordered(always)
    every, making = [*lines, *always], maker(seconded=reader is not None)
    before = list(fits)
    same = next((fit for fit in before if fit.is_of(every, making)), None)
    if same is not None:
        return Known.of(every, encoder, reader, same).model(same)
    near = next((fit for fit in before if fit.calibrates(every, making)), None)
    known = Known.of(every, encoder, reader, near if len(every) >= _MANY else None)
    if near is None:
        slope, shift = calibrated(known, known.unread_scores(len(lines), _FOLDS))
        calibrated_on = marks(every)
    else:
        slope, shift, calibrated_on = near.slope, near.shift, near.calibrated
    fit = replace(known.fitted(), slope=slope, shift=shift, calibrated=calibrated_on)
    keep(fit)
    return known.model(fit)


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """So that a fit is the same in whatever order they are read."""
    return sorted(lines, key=lambda line: (line.writer, line.text, line.kind, line.critical))


def calibrated(
    known: Known, scores: Sequence[float], without: str | None = None
) -> tuple[float, float]:
    """Slope and shift of these scores of the first lines, but for the writer `without`: of the
    lines that have a second opinion, if there is one, for it is part of every score from now on."""
    every = range(len(scores))
    asked = [at for at in every if known.lines[at].writer != without] or list(every)
    used = [at for at in asked if at in known.meanings] or asked
    return platt([scores[at] for at in used], [known.lines[at].critical for at in used])


def ask(
    model: Model, lines: Sequence[Line], encoder: Encoder, reader: Reader | None = None
) -> list[float]:
    heard = hear([line.text for line in lines], encoder, reader)
    return [model.score(row) for row in rows(heard, model.vocabulary)]


def platt(scores: Sequence[float], critical: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of the logistic curve over `scores`; 1 and 0 where the scores say nothing, or
    the contrary, as those of a few lines may."""
    # Here, for a bot that answers does without scikit-learn.
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e3).fit(np.array(scores)[:, None], critical)
    slope, shift = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    return (slope, shift) if slope > 0 else (1.0, 0.0)
