"""When a message that was understood is worth a second reading all the same: a near tie."""

from collections.abc import Mapping

from services.readers.vocabulary import BY_DO

TIE = 0.3
"""Two readings whose probabilities differ by less are nearly as likely."""
LIKELY = 0.15
"""Below that nobody would have thought of it."""
ALIKE = frozenset({"order_food", "order_goods", "reorder", "modify_order"})
"""Which of these it is decides nothing: our own parsers tell what is added and what is changed."""


def rivals(heard: str, confidence: float, ranking: Mapping[str, float]) -> frozenset[str]:
    """Acts that the message asks for nearly as likely as what was heard; decision 0050 has the
    figures behind the bounds."""
    return frozenset(
        do
        for do, share in ranking.items()
        if do in BY_DO
        and do != heard
        and not {do, heard} <= ALIKE
        and share >= max(LIKELY, confidence - TIE)
    )
