"""What the encoder learns to tell apart: a head and a loss for each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from bot.components.e5.tokenizer import Cut, Tokenizer
from bot.tools.finetuning.corpus import Example, Tagged

NOT_TAUGHT = -100
_SMOOTHED = 0.05
_SCALE = 20.0
"""A unit vector hardly moves a linear head."""
_PIECES = 4.0
"""The same of the vectors of pieces, which are some 5 long."""
_WARMTH = 16.0
"""How steeply the FAQ's entries are told apart by cosine."""
_OUTSIDE = "O"


@dataclass(frozen=True)
class Prepared:
    """An example with its answers as numbers; NOT_TAUGHT where it has none."""

    ids: tuple[int, ...]
    intent: int
    faq: int
    critical: float
    tags: tuple[int, ...]
    roles: tuple[int, ...]
    acts: tuple[float, ...] | None
    """1 for each that the message holds."""


@dataclass(frozen=True)
class Names:
    """What the outputs of each head stand for, in order."""

    intents: tuple[str, ...]
    faqs: tuple[str, ...]
    tags: tuple[str, ...]
    roles: tuple[str, ...]
    acts: tuple[str, ...]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Names:
        labels = sorted({span.label for one in examples for span in one.spans})
        return cls(
            tuple(sorted({one.intent for one in examples if one.intent})),
            tuple(sorted({one.faq for one in examples if one.faq})),
            (_OUTSIDE, *(f"{mark}-{label}" for label in labels for mark in "BI")),
            tuple(sorted({span.role for one in examples for span in one.spans})),
            tuple(sorted({name for one in examples for name in one.acts or ()})),
        )

    def prepared(self, example: Example, tokenizer: Tokenizer) -> Prepared:
        cut = tokenizer.cut(example.text)
        tags, roles = self._marked(example, cut)
        return Prepared(
            cut.pieces,
            self.intents.index(example.intent) if example.intent else NOT_TAUGHT,
            self.faqs.index(example.faq) if example.faq else NOT_TAUGHT,
            NOT_TAUGHT if example.critical is None else float(example.critical),
            tags,
            roles,
            None if example.acts is None else tuple(float(n in example.acts) for n in self.acts),
        )

    def _marked(self, example: Example, cut: Cut) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Of each piece. Outside of spans nothing is taught where not all of them are marked."""
        outside = self.tags.index(_OUTSIDE) if example.complete else NOT_TAUGHT
        tags, roles = [], []
        before: Tagged | None = None
        for start, end in cut.spans:
            span = _covering(example.spans, start, end)
            mark = "I" if span is before else "B"
            tags.append(self.tags.index(f"{mark}-{span.label}") if span else outside)
            taught = span is not None and example.complete
            roles.append(self.roles.index(span.role) if span and taught else NOT_TAUGHT)
            before = span
        return tuple(tags), tuple(roles)


def _covering(spans: Sequence[Tagged], start: int, end: int) -> Tagged | None:
    """The span that most of a piece lies in."""
    shares = [(min(end, one.end) - max(start, one.start), one) for one in spans]
    best = max(shares, key=lambda share: share[0], default=(0, None))
    return best[1] if best[0] > 0 else None


class Heads(nn.Module):
    """Linear over the encoder; none of them is shipped."""

    def __init__(self, width: int, names: Names) -> None:
        super().__init__()
        self.intent = nn.Linear(width, len(names.intents))
        self.danger = nn.Linear(width, 1)
        self.tags = nn.Linear(width, len(names.tags))
        self.roles = nn.Linear(width, max(1, len(names.roles)))
        self.acts = nn.Linear(width, max(1, len(names.acts)))
        self.entries = nn.Parameter(torch.randn(max(1, len(names.faqs)), width))

    def losses(
        self, pieces: Tensor, sentence: Tensor, rows: Sequence[Prepared]
    ) -> dict[str, Tensor]:
        """One for each task that these examples teach."""
        found = {
            "intent": _told(
                self.intent(sentence * _SCALE), [row.intent for row in rows], _SMOOTHED
            ),
            "faq": _told(
                _WARMTH * sentence @ F.normalize(self.entries, dim=-1).T, [row.faq for row in rows]
            ),
            "danger": self._danger(sentence, rows),
            "acts": self._acts(sentence, rows),
            "tags": _told(
                self.tags(pieces * _PIECES).flatten(0, 1), _rectangle([r.tags for r in rows])
            ),
            "roles": _told(
                self.roles(pieces * _PIECES).flatten(0, 1), _rectangle([r.roles for r in rows])
            ),
        }
        return {name: loss for name, loss in found.items() if loss is not None}

    def _danger(self, sentence: Tensor, rows: Sequence[Prepared]) -> Tensor | None:
        critical = torch.tensor([row.critical for row in rows])
        taught = critical != NOT_TAUGHT
        if not taught.any():
            return None
        scores = self.danger(sentence[taught] * _SCALE)[:, 0]
        return F.binary_cross_entropy_with_logits(scores, critical[taught])

    def _acts(self, sentence: Tensor, rows: Sequence[Prepared]) -> Tensor | None:
        told = [(place, row.acts) for place, row in enumerate(rows) if row.acts]
        if not told:
            return None
        scores = self.acts(sentence[[place for place, _ in told]] * _SCALE)
        wanted = torch.tensor([acts for _, acts in told])
        # Summed over the acts: nearly all of them are absent from any one message.
        return F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum") / len(told)


def _told(scores: Tensor, answers: Sequence[int], smoothed: float = 0.0) -> Tensor | None:
    wanted = torch.tensor(answers)
    if not (wanted != NOT_TAUGHT).any():
        return None
    return F.cross_entropy(scores, wanted, ignore_index=NOT_TAUGHT, label_smoothing=smoothed)


def _rectangle(rows: Sequence[Sequence[int]]) -> list[int]:
    longest = max(map(len, rows))
    return [one for row in rows for one in (*row, *[NOT_TAUGHT] * (longest - len(row)))]
