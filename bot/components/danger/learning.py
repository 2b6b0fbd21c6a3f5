"""Learns a model of danger from sentences, and how far its scores can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from bot.components.danger.alike import alike
from bot.components.danger.compared import Compared
from bot.components.danger.data import BOT, Line
from bot.components.danger.features import Numbers, Vocabulary, hear, rows, signs, sounds
from bot.components.danger.fit import Fit, keep, maker, marks
from bot.components.danger.model import (
    MACHINES,
    SECONDED,
    Model,
    combined,
    with_columns,
)
from bot.components.danger.second_opinion import SecondOpinion, learned_shares
from bot.components.danger.zones import KINDS
from bot.components.e5.finetuned import Manifest
from bot.components.encoder import Encoder
from bot.components.reading.encoder import Reader

Places = NDArray[np.intp]

_HARDNESS = 3.0
"""What a sentence on the wrong side costs the support vector machine. From 1 on it makes none."""
_FOLDS = 5
"""Groups of writers on which a model is calibrated. One for each of three dozen writers moves a
probability by 0.013 at most, and takes seven times as long (docs/decisions/0036)."""
_NOTHING: Numbers = np.zeros((0, 0), dtype=np.float32)
_KIND_STRENGTH, _KIND_SOUND, _KIND_SIGNS = 1.0, 7.0, 5.0
"""Inverse of the regularisation of the regression over kinds, and how much each part weighs."""


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
    the very same lines is taken as it is, and one of nearly the same lends its calibration.

    Raises ValueError where there is no danger among the lines, or nothing else.
    """
    lines, always = _ordered(lines), _ordered(always)
    every, making = [*lines, *always], maker(seconded=reader is not None)
    before = list(fits)
    same = next((fit for fit in before if fit.is_of(every, making)), None)
    if same is not None:
        return Known.of(every, encoder, reader, same.seconded).model(same)
    known = Known.of(every, encoder, reader)
    near = next((fit for fit in before if fit.calibrates(every, making)), None)
    if near is None:
        scores = known.unread_scores(len(lines), _FOLDS)
        slope, shift = known.calibrated(scores)
        calibrated = marks(every)
    else:
        slope, shift, calibrated = near.slope, near.shift, near.calibrated
    fit = replace(known.fitted(), slope=slope, shift=shift, calibrated=calibrated)
    keep(fit)
    return known.model(fit)


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """So that a fit is the same in whatever order they are read."""
    return sorted(lines, key=lambda line: (line.writer, line.text, line.kind, line.critical))


@dataclass(frozen=True)
class Known:
    """Lines, and what was heard of them."""

    lines: tuple[Line, ...]
    vocabulary: Vocabulary
    sounds: Numbers
    signs: csr_matrix
    meanings: Mapping[int, Numbers]
    """Of the lines that the reader's encoder was not taught, by their place."""
    maker: str = ""
    """As fit.Fit has it."""

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        encoder: Encoder,
        reader: Reader | None = None,
        asked: Sequence[int] | Places | None = None,
    ) -> Known:
        """`asked`: places of the lines that the reader is to read, by default all that its encoder
        was not taught."""
        if asked is None:
            taught = {*Manifest.read().read_of_danger, BOT} if reader is not None else set()
            asked = [at for at, line in enumerate(lines) if line.writer not in taught]
        wanted = {int(at) for at in asked} if reader is not None else set()
        unread = [at in wanted for at in range(len(lines))]
        heard = hear([line.text for line in lines], encoder, reader, unread)
        vocabulary = Vocabulary.learn([one.words for one in heard])
        made = rows(heard, vocabulary)
        told = {at: one.meaning for at, one in enumerate(heard) if one.meaning is not None}
        sounding, seen = sounds(made), signs(made, vocabulary)
        return cls(
            tuple(lines), vocabulary, sounding, seen, told, maker(seconded=reader is not None)
        )

    @cached_property
    def alike(self) -> Numbers:
        """How much each line is like each other."""
        return alike(self.sounds, self.signs)

    def unread_scores(self, asked: int, folds: int | None = None) -> list[float]:
        """The score of each of the first `asked` lines, by machines that learned the lines of other
        writers; of a single writer's, by such as learned them all. Lines after `asked` are always
        learned. N-grams are counted in all lines alike: they say nothing of what is danger.

        `folds`: into how many groups writers are put at most; without it each is one.
        """
        writers = [line.writer for line in self.lines[:asked]]
        fold_of = {one: at % (folds or asked) for at, one in enumerate(sorted(set(writers)))}
        placed = np.array([fold_of[writer] for writer in writers])
        always = np.arange(asked, len(self.lines))
        scores = np.zeros(asked)
        for fold in sorted(set(fold_of.values())):
            own, rest = np.flatnonzero(placed == fold), np.flatnonzero(placed != fold)
            learned = np.append(rest if len(rest) else own, always)
            shares, biases = self._machines(learned)
            scores[own] = combined(self.alike[own] @ shares + biases)
            seconded = [at for at in own if at in self.meanings]
            second, said, bias = self._second(learned)
            if second is not None and seconded:
                others: Numbers = (self.alike[seconded] @ said + bias).astype(np.float32)
                scores[seconded] += second.scores(others, self._meant(seconded))
        found: list[float] = scores.tolist()
        return found

    def calibrated(
        self, scores: Sequence[float], without: str | None = None
    ) -> tuple[float, float]:
        """Slope and shift of these scores of the first lines, but for the writer `without`: of the
        lines that have a second opinion, if there is one, for it is part of every score from now
        on."""
        every = range(len(scores))
        asked = [at for at in every if self.lines[at].writer != without] or list(every)
        used = [at for at in asked if at in self.meanings] or asked
        return platt([scores[at] for at in used], [self.lines[at].critical for at in used])

    def _second(self, learned: Places) -> tuple[SecondOpinion | None, Numbers, float]:
        """The second opinion of the lines at these places, how much each of all lines says in it by
        its sound and n-grams, and its bias."""
        said = np.zeros(len(self.lines), dtype=np.float32)
        used = np.array([at for at in learned if at in self.meanings], dtype=int)
        critical = [self.lines[at].critical for at in used]
        found = learned_shares(self.alike[np.ix_(used, used)], self._meant(used), critical)
        if found is None:
            return None, said, 0.0
        said[used], bias = found
        support = np.flatnonzero(said)
        second = SecondOpinion(Compared.of(self._meant(support)), said[support])
        return second, said, bias

    def _meant(self, places: Sequence[int] | Places) -> Numbers:
        return np.stack([self.meanings[at] for at in places]) if len(places) else _NOTHING

    def fitted(self) -> Fit:
        """Of all lines; its scores are not calibrated."""
        every = np.arange(len(self.lines))
        machines, biases = self._machines(every)
        _, said, bias = self._second(every)
        seen = marks(self.lines)
        shares, biases = with_columns(machines, said), np.append(biases, np.float32(bias))
        return Fit(seen, seen, self.maker, shares, biases, slope=1.0, shift=0.0)

    def model(self, fit: Fit | None = None) -> Model:
        """Of a fit of these lines, by default of a new one."""
        fit = fit or self.fitted()
        support = fit.seconded
        said = fit.shares[support, SECONDED]
        second = SecondOpinion(Compared.of(self._meant(support)), said) if len(support) else None
        told = [line.critical and line.kind in KINDS for line in self.lines]
        danger = np.flatnonzero(told)
        of_kinds, kind_bias, names = _kinds(
            self.sounds[danger], self.signs[danger], [self.lines[i].kind for i in danger]
        )
        cut, used = self.sounds.shape[1], fit.shares.any(axis=1)
        return Model(
            vocabulary=self.vocabulary,
            known=Compared.of(self.sounds[used]),
            shares=fit.shares[used],
            weights=with_columns(self.signs.T @ fit.shares, of_kinds[cut:] * _KIND_SIGNS),
            of_sound=np.ascontiguousarray(of_kinds[:cut] * _KIND_SOUND, dtype=np.float32),
            bias=np.concatenate([fit.biases, kind_bias]).astype(np.float32),
            kinds=names,
            slope=fit.slope,
            shift=fit.shift,
            second=second,
        )

    def _machines(self, learned: Places) -> tuple[Numbers, Numbers]:
        """A column of the lines' shares for each machine that learns of the lines at these places,
        and the machines' biases."""
        from sklearn.svm import SVC

        shares = np.zeros((len(self.lines), MACHINES), dtype=np.float32)
        biases = np.zeros(MACHINES, dtype=np.float32)
        for machine, chosen in enumerate(_opponents(self.lines, learned)):
            fitted = SVC(kernel="precomputed", C=_HARDNESS, class_weight="balanced")
            alike = self.alike[np.ix_(chosen, chosen)].astype(np.float64)
            fitted.fit(alike, [self.lines[i].critical for i in chosen])
            shares[chosen[fitted.support_], machine] = fitted.dual_coef_[0]
            biases[machine] = fitted.intercept_[0]
        return shares, biases


def _opponents(lines: Sequence[Line], learned: Places) -> list[Places]:
    """Which of these places each machine learns: every danger, and of the others all, those of the
    writers that are ordinary, and those that look like danger. A machine that would have nobody to
    tell danger from learns all, too."""
    known = [lines[i] for i in learned]
    critical = np.array([line.critical for line in known])
    ordinary = np.array([line.ordinary and line.writer != BOT for line in known])
    alike = np.array([line.alike for line in known])
    everything = np.ones(len(known), dtype=bool)
    chosen = [everything, *(others if others.any() else everything for others in (ordinary, alike))]
    return [learned[critical | others] for others in chosen]


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


def _kinds(
    heard: Numbers, seen: csr_matrix, kinds: Sequence[str]
) -> tuple[Numbers, Numbers, tuple[str, ...]]:
    """Weights with a column for each kind, biases, and the kinds in the order of the columns."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(set(kinds))
    features = hstack([csr_matrix(heard * _KIND_SOUND), seen * _KIND_SIGNS]).tocsr()
    columns, biases = [], []
    for name in names:
        is_it = [kind == name for kind in kinds]
        one = LogisticRegression(
            C=_KIND_STRENGTH, class_weight="balanced", solver="liblinear", random_state=0
        ).fit(features, is_it)
        columns.append(one.coef_[0])
        biases.append(one.intercept_[0])
    weights = np.array(columns, dtype=np.float32).reshape(len(names), features.shape[1]).T
    return weights, np.array(biases, dtype=np.float32), tuple(names)
