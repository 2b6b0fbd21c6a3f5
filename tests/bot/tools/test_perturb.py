"""Disturbed sentences: of the kind that is named, of the same seed the same, else untouched."""

from random import Random

import pytest
from pypinyin import lazy_pinyin

from bot.tools.perturb import (
    PERTURBATIONS,
    fillers,
    full_width,
    homophones,
    lower_case,
    missing_spaces,
    traditional,
    typos,
    upper_case,
)

ZH = "帮我订两份牛肉面送到三楼"
EN = "please bring two noodles to tower b"
SEEDS = range(30)


@pytest.mark.parametrize("name", PERTURBATIONS)
@pytest.mark.parametrize("text", [ZH, EN, "", "A4", "好"])
def test_the_same_seed_gives_the_same_sentence(name: str, text: str) -> None:
    perturb = PERTURBATIONS[name]
    assert perturb(text, Random(7)) == perturb(text, Random(7))


@pytest.mark.parametrize("seed", SEEDS)
def test_homophones_sound_the_same_and_are_written_otherwise(seed: int) -> None:
    other = homophones(ZH, Random(seed))
    changed = [(a, b) for a, b in zip(ZH, other, strict=True) if a != b]
    assert len(changed) == 2  # 15% of 12 characters
    assert all(lazy_pinyin(a) == lazy_pinyin(b) for a, b in changed)


def test_english_has_no_homophones_here() -> None:
    assert homophones(EN, Random(1)) == EN


@pytest.mark.parametrize("seed", SEEDS)
def test_a_typo_is_one_slip_in_one_word(seed: int) -> None:
    before, after = EN.split(), typos(EN, Random(seed)).split()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) <= 1  # swapped letters may be alike: "ee", "oo"
    for old, new in changed:
        assert len(old) >= 4
        assert len(new) in (len(old), len(old) - 1)
        assert sum(a != b for a, b in zip(old, new, strict=False)) <= 2 or len(new) < len(old)


def test_typos_leave_short_words_and_numbers_alone() -> None:
    assert typos("2 x A4 to B 12F", Random(3)) == "2 x A4 to B 12F"


def test_a_chinese_typo_drops_or_swaps() -> None:
    seen = {typos("牛肉面", Random(seed)) for seed in SEEDS}
    assert seen == {"肉面", "牛面", "肉牛面", "牛面肉"}


def test_scripts_width_and_case() -> None:
    assert traditional("牛肉面两份", Random(0)) == "牛肉麪兩份"
    assert full_width("A4 2份", Random(0)) == "Ａ４\u3000２份"
    assert upper_case("wifi密码", Random(0)) == "WIFI密码"
    assert lower_case("WiFi密码", Random(0)) == "wifi密码"


@pytest.mark.parametrize("seed", SEEDS)
def test_one_space_of_six_is_missing(seed: int) -> None:
    other = missing_spaces(EN, Random(seed))
    assert other.replace(" ", "") == EN.replace(" ", "")
    assert other.count(" ") == EN.count(" ") - 1


def test_fillers_stand_in_front_and_in_the_middle_of_long_sentences() -> None:
    class First(Random):
        def choice(self, seq):
            return seq[0]

    assert fillers("来两份牛肉面送三楼", First()) == "嗯那个来两份牛呃肉面送三楼"
    assert fillers("不用了", First()) == "嗯那个不用了"
    assert fillers("two noodles to tower b", First()) == "um two noodles like to tower b"
    assert fillers("no thanks", First()) == "um no thanks"
