"""Figures of small cases, worked out by hand."""

import pytest

from bot.tools import measures
from bot.tools.measures import Bin, Score

# Four sentences mean a, two mean b; one a is taken for b, one b for c.
PAIRS = [("a", "a"), ("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "c")]


def test_accuracy_is_the_share_seen_rightly() -> None:
    assert measures.accuracy(PAIRS) == pytest.approx(4 / 6)


def test_precision_recall_and_f1_of_each_class() -> None:
    scores = measures.by_class(PAIRS)
    assert scores["a"] == Score(precision=1.0, recall=0.75, f1=pytest.approx(6 / 7), n=4)
    assert scores["b"] == Score(precision=0.5, recall=0.5, f1=0.5, n=2)
    assert scores["c"] == Score(precision=0.0, recall=0.0, f1=0.0, n=0)


def test_macro_f1_leaves_out_a_class_that_no_sentence_has() -> None:
    assert measures.macro_f1(PAIRS) == pytest.approx((6 / 7 + 0.5) / 2)


def test_confusion_has_a_row_for_what_was_meant() -> None:
    names, counts = measures.confusion(PAIRS)
    assert names == ["a", "b", "c"]
    assert counts == [[3, 1, 0], [0, 1, 1], [0, 0, 0]]


def test_rejection_is_recall_of_strangers_and_share_of_others_turned_away() -> None:
    pairs = [("no", "no"), ("no", "a"), ("a", "no"), ("a", "a"), ("a", "b"), ("b", "b")]
    assert measures.rejection(pairs, "no") == (0.5, 0.25)


def test_reliability_bins_have_their_own_mean_confidence_and_accuracy() -> None:
    sure = [(0.62, True), (0.68, False), (1.0, True), (0.95, True)]
    assert measures.reliability(sure) == [
        Bin(confidence=pytest.approx(0.65), accuracy=0.5, n=2),
        Bin(confidence=pytest.approx(0.975), accuracy=1.0, n=2),
    ]


def test_calibration_error_weighs_each_bins_gap_by_its_size() -> None:
    sure = [(0.62, True), (0.68, False), (1.0, True), (0.95, True)]
    assert measures.calibration_error(sure) == pytest.approx((0.15 * 2 + 0.025 * 2) / 4)
    assert measures.calibration_error([(1.0, True), (1.0, True)]) == 0.0


@pytest.mark.parametrize(("q", "value"), [(0.5, 2), (0.95, 4), (0.25, 1), (1.0, 4), (0.0, 1)])
def test_a_quantile_is_a_value_that_was_there(q: float, value: int) -> None:
    assert measures.quantile([3, 1, 4, 2], q) == value


def test_wilson_interval() -> None:
    # 8 of 10, from the formula: middle 0.7167 half 0.2267.
    low, high = measures.interval(0.8, 10)
    assert (low, high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))
    assert measures.interval(1.0, 8)[0] == pytest.approx(0.6756, abs=1e-3)
    assert measures.interval(1.0, 0) == (0.0, 1.0)


def test_nothing_is_all_right() -> None:
    assert measures.accuracy([]) == 1.0
    assert measures.macro_f1([]) == 1.0
    assert measures.calibration_error([]) == 0.0


def test_lists_are_compared_value_by_value() -> None:
    score = measures.of_lists(
        [
            (["王磊", "李工"], ["李工", "王磊"]),
            (["Anna"], ["Ann"]),
            ([], ["周五"]),
            (["赵", "赵"], ["赵"]),
        ]
    )
    assert (score.precision, score.recall, score.n) == (3 / 5, 3 / 5, 5)


def test_lists_without_any_value_are_all_right() -> None:
    assert measures.of_lists([([], [])]).f1 == 1.0
