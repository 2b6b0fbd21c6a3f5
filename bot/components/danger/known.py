"""Lines of danger, what was heard of them, and the machines that learn it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.danger.alike import alike
from bot.components.danger.compared import Compared
from bot.components.danger.data import BOT, Line
from bot.components.danger.features import (
    Numbers,
    Vocabulary,
    hear_normalised,
    rows,
    signs,
    sounds,
)
from bot.components.danger.fit import Fit, maker, marks
from bot.components.danger.kinds import learned_kinds
from bot.components.danger.model import MACHINES, SECONDED, Model, combined, with_columns
from bot.components.danger.second_opinion import SecondOpinion, learned_shares
from bot.components.danger.zones import KINDS
from bot.components.e5.finetuned import Manifest
from bot.components.encoder import Encoder
from bot.components.parsers.normalise import normalise
from bot.components.reading.encoder import Reader

Places = NDArray[np.intp]

_HARDNESS = 3.0
"""What a sentence on the wrong side costs the support vector machine. From 1 on it makes none."""
_NOTHING: Numbers = np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class Known:
    """Lines, and what was heard of those that have a say.

    Most lines lie far on their side of every machine and say nothing; with a few lines more they
    still do. So beside what an earlier fit found to say something, only new lines are heard, and
    dangers, of which the kinds are learned.
    """

    every: tuple[Line, ...]
    heard: Places
    """Which of them were heard: of these are all that follows, in this order."""
    vocabulary: Vocabulary
    """Of all lines."""
    sounds: Numbers
    signs: csr_matrix
    meanings: Mapping[int, Numbers]
    """Of the lines that the reader's encoder was not taught, by their place in `lines`; beside an
    earlier fit only of those that are new or have a share in its second opinion."""
    maker: str
    """As fit.Fit has it."""

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        encoder: Encoder,
        reader: Reader | None = None,
        before: Fit | None = None,
    ) -> Known:
        """`before`: an earlier fit, by the same maker, of nearly the same lines."""
        texts, seen = [normalise(line.text).text for line in lines], marks(lines)
        new = np.ones(len(lines), dtype=bool) if before is None else ~before.knows(seen)
        says = new if before is None else new | before.hears(seen)
        at = np.flatnonzero(says | np.array([line.critical for line in lines]))
        asked = (new & _seconded(lines, reader))[at]
        found = hear_normalised([texts[i] for i in at], encoder, reader, asked)
        told = {} if before is None else before.meanings()
        meanings = {
            place: meaning
            for place, one in enumerate(found)
            if (meaning := told.get(int(seen[at[place]]), one.meaning)) is not None
        }
        vocabulary = Vocabulary.learn(texts)
        made = rows(found, vocabulary)
        return cls(
            tuple(lines), at, vocabulary, sounds(made), signs(made, vocabulary), meanings,
            maker(seconded=reader is not None),
        )  # fmt: skip

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Those that were heard."""
        return tuple(self.every[at] for at in self.heard)

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
        second, said, bias = self._second(every)
        seen = marks(self.every)
        shares: Numbers = np.zeros((len(self.every), SECONDED + 1), dtype=np.float32)
        shares[self.heard] = with_columns(machines, said)
        return Fit(
            seen, seen, self.maker, shares, np.append(biases, np.float32(bias)),
            Compared.of(_NOTHING) if second is None else second.known, slope=1.0, shift=0.0,
        )  # fmt: skip

    def model(self, fit: Fit | None = None) -> Model:
        """Of a fit of these lines, by default of a new one."""
        fit = fit or self.fitted()
        said = fit.shares[fit.seconded, SECONDED]
        told = [line.critical and line.kind in KINDS for line in self.lines]
        danger = np.flatnonzero(told)
        of_sound, of_signs, kind_bias, names = learned_kinds(
            self.sounds[danger], self.signs[danger], [self.lines[i].kind for i in danger]
        )
        shares = fit.shares[self.heard]
        used = shares.any(axis=1)
        return Model(
            vocabulary=self.vocabulary,
            known=Compared.of(self.sounds[used]),
            shares=shares[used],
            weights=with_columns(self.signs.T @ shares, of_signs),
            of_sound=of_sound,
            bias=np.concatenate([fit.biases, kind_bias]).astype(np.float32),
            kinds=names,
            slope=fit.slope,
            shift=fit.shift,
            second=SecondOpinion(fit.meant, said) if len(said) else None,
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
            fitted.fit(alike, [self.lines[at].critical for at in chosen])
            shares[chosen[fitted.support_], machine] = fitted.dual_coef_[0]
            biases[machine] = fitted.intercept_[0]
        return shares, biases


def _seconded(lines: Sequence[Line], reader: Reader | None) -> NDArray[np.bool_]:
    """Which lines have a second opinion: those that the reader's encoder was not taught."""
    if reader is None:
        return np.zeros(len(lines), dtype=bool)
    taught = {*Manifest.read().read_of_danger, BOT}
    return np.array([line.writer not in taught for line in lines])


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
