"""Thousands of sentences whose time is known because it was there before the words."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from tests.times.sentences import Sentence, sentences
from times.reading import read
from times.said import Repeats, Said

SHANGHAI = ZoneInfo("Asia/Shanghai")


def is_right(sentence: Sentence) -> bool:
    values = read(sentence.text.lower().replace("，", ","), sentence.now)
    told = [one for one in values if isinstance(one, Said)]
    if sentence.repeats:
        return not told and any(isinstance(one, Repeats) for one in values)
    if sentence.starts is None:
        return not told
    moments = {one.starts: one for one in told if one.is_moment}
    if len(moments) > 1 or not told:
        return False
    said = next(iter(moments.values()), told[0])
    return (said.starts, said.ends, said.bound) == (sentence.starts, sentence.ends, sentence.bound)


@pytest.mark.parametrize("seed", [3, 7])
def test_of_three_thousand_sentences_one_in_a_thousand_may_be_misread(seed: int) -> None:
    """ "麻烦一点送" is one of them: an hour, or a little."""
    made = sentences(3000, seed, SHANGHAI)
    wrong = [one for one in made if not is_right(one)]
    assert len(wrong) <= 3, [(one.text, one.now) for one in wrong]
    assert min(Counter(one.group for one in made).values()) > 80


def test_a_seed_makes_the_same_sentences() -> None:
    assert sentences(50, 5, SHANGHAI) == sentences(50, 5, SHANGHAI)
    assert sentences(50, 5, SHANGHAI) != sentences(50, 6, SHANGHAI)
