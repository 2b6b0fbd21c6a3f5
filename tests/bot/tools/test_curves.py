"""Learning curves: which parts are learned, and what is counted. Nothing is trained here."""

from itertools import pairwise

import numpy as np
import pytest

from bot.components.reading.model import Heard, Labelled
from bot.tools.curves import acts, intents
from bot.tools.curves.shares import SHARES, nested


def test_smaller_shares_lie_in_larger_ones_and_hold_every_kind() -> None:
    kinds = ["a"] * 40 + ["b"] * 8 + ["c"]
    chosen = [nested(kinds, kinds, share) for share in SHARES]
    assert [len(one) for one in chosen] == [13, 25, 37, 49]
    for less, more in pairwise(chosen):
        assert {*less} < {*more}
    assert {kinds[at] for at in chosen[0]} == {"a", "b", "c"}
    assert chosen == [nested(kinds, kinds, share) for share in SHARES]


class _Model:
    """Hears one span in every message, and one act for sure."""

    def read(self, _heard: Heard) -> list[Labelled]:
        return [Labelled(0, 1, "item", "add", 1.0, 1.0)]

    def likely_acts(self, _heard: Heard) -> dict[str, float]:
        return {"give": 0.9, "deny": 0.2}


def test_spans_roles_and_acts_are_counted_apart() -> None:
    nothing = np.zeros((1, 1), dtype=np.float32)
    heard = Heard(nothing, nothing[0], nothing)
    right = acts.Line("a", heard, [Labelled(0, 1, "item", "add", 1.0, 1.0)], frozenset({"give"}))
    role = acts.Line("a", heard, [Labelled(0, 1, "item", "out", 1.0, 1.0)], frozenset({"deny"}))
    told = acts.judged(_Model(), [right, role])  # type: ignore[arg-type]
    assert (told["spans_f1"], told["with_role_f1"]) == (1.0, 0.5)
    assert (told["acts_right"], told["all_right"]) == (0.5, 0.5)
    losses = [-np.log(0.9) - np.log(0.8), -np.log(0.1) - np.log(0.2)]
    assert told["log_loss"] == pytest.approx(np.mean(losses))


def test_curves_are_printed_as_tables() -> None:
    row = {
        "share": 0.25, "sentences": 2600, "blind": 0.9, "blind_in_scope": 0.91, "heldout": 0.92,
        "heldout_in_scope": 0.93, "beginnings": 0.8,
    }  # fmt: skip
    left_out = {
        "writer": "w", "sentences": 300, "asked": 299, "accuracy": 0.785, "in_scope": 0.8,
        "macro_f1": 0.7,
    }  # fmt: skip
    said = list(intents.lines({"curve": [row], "left_out": [left_out]}))
    assert said[2].split() == ["0.25", "2600", "90.0", "(91.0)", "92.0", "(93.0)", "80.0"]
    assert said[4].strip() == "w: 78.5 of 299, in scope 80.0, macro-F1 70.0"
    curve = {
        "share": 1.0, "writers": 22, "lines": 7000, "spans_f1": 0.8, "with_role_f1": 0.75,
        "acts_right": 0.9, "log_loss": 0.8, "all_right": 0.6, "cpu_s": 61.2,
    }  # fmt: skip
    told = {"asked": {"writers": ["a14"], "lines": 300}, "curve": [curve]}
    assert list(acts.lines(told))[2].split() == [
        "1.0", "22", "7000", "0.800", "0.750", "0.900", "0.800", "0.600", "61s",
    ]  # fmt: skip
