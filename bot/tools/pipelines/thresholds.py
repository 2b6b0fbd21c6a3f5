"""How sure an answer has to be, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.tools.heldout import OUT_OF_SCOPE
from bot.tools.measures import rejection

Answer = tuple[str, str, float]  # the sentence's intent, the one seen, how sure

FALSE_REJECTS = 0.05
_THRESHOLDS = [number / 100 for number in range(100)]


def choose_threshold(answers: Sequence[Answer]) -> float:
    """The highest that turns away at most 5% of sentences with an intent; 0.0 where none does."""
    fitting = (one for one in _THRESHOLDS if rejected_below(one, answers)[1] <= FALSE_REJECTS)
    return max(fitting, default=0.0)


def rejected_below(threshold: float, answers: Sequence[Answer]) -> tuple[float, float]:
    """Out-of-scope recall and false rejects, were answers less sure than this turned away."""
    pairs = [(true, OUT_OF_SCOPE if sure < threshold else seen) for true, seen, sure in answers]
    return rejection(pairs, OUT_OF_SCOPE)
