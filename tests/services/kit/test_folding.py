"""Other spellings of one word are one word, where somebody is let in or kept out."""

import pytest

from services.kit import folding


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("John  Smith", "johnsmith"),
        ("Ｊｏｈｎ Ｓｍｉｔｈ", "johnsmith"),
        ("J\u200bo\u2060h\ufeffn\u00ad Smith", "johnsmith"),
        ("\u202eJohn\u202c \u2066Smith\u2069", "johnsmith"),
        ("John.Smith!", "johnsmith"),
        ("Jo\u0301hn Smi\u0336th\ufe0f", "johnsmith"),
        ("ＪＯＨＮ😀ＳＭＩＴＨ", "johnsmith"),
        ("張\u3000三", "张三"),
        ("张\u3164三", "张三"),
        ("Straße", "strasse"),
        ("... \u200b", ""),
    ],
)
def test_a_name(said: str, plain: str) -> None:
    assert folding.plain_name(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "13900001234", "139 0000 1234", "+86 139-0000-1234", "0086 13900001234", "8613900001234",
        "１３９００００１２３４", "١٣٩٠٠٠٠١٢٣٤", "\u200b139\u200b00001234",
    ],
)  # fmt: skip
def test_a_mobile_number(said: str) -> None:
    assert folding.plain_phone(said) == "13900001234"


def test_other_numbers_keep_what_they_begin_with() -> None:
    assert folding.plain_phone("010-8600 0000") == "01086000000"
    assert folding.plain_phone("+44 7700 900123") == "447700900123"
    assert folding.plain_phone("86001234") == "86001234"


@pytest.mark.parametrize(
    "said",
    [
        "粤B·D12345", "粤b-d 12345", "粵ＢＤ１２３４５", "粤ВD12345", "粤ΒD12345",
        "粤B\u200bD12345", "粤B\u2066D1\u206923\u030145",
    ],
)  # fmt: skip
def test_a_plate(said: str) -> None:
    assert folding.plain_plate(said) == "粤BD12345"


def test_letters_that_no_plate_has_are_the_digits_they_look_like() -> None:
    assert folding.alike_plate("粤BDI2O45") == folding.alike_plate("粤BD12045") == "粤BD12045"
    assert folding.plain_plate("粤BDI2O45") == "粤BDI2O45"


def test_what_is_shown_turns_nothing_round() -> None:
    assert folding.shown("张\u202e三\u2066 \x00a\u200b") == "张三  a"
    assert folding.shown("می\u200cخواهم") == "می\u200cخواهم"
