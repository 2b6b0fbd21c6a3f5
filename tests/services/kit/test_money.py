import pytest

from services.kit.errors import Invalid
from services.kit.money import format_money, minor_units, plain_amount


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (2200, "¥22"),
        (2250, "¥22.50"),
        (5, "¥0.05"),
        (0, "¥0"),
        (123456700, "¥1,234,567"),
        (123456789, "¥1,234,567.89"),
        (-300, "-¥3"),
        (-2250, "-¥22.50"),
    ],
)
def test_yuan_look_the_same_in_both_languages(minor: int, text: str, language: str) -> None:
    assert format_money(minor, "CNY", language) == text


def test_a_sum_too_long_for_a_float_keeps_its_last_digit() -> None:
    assert format_money(9_007_199_254_740_993, "CNY", "en") == "¥90,071,992,547,409.93"


def test_a_currency_without_a_minor_unit_is_not_divided() -> None:
    assert format_money(500, "JPY", "en") == "¥500"


def test_another_currency_is_signed_as_the_reader_knows_it() -> None:
    assert format_money(1050, "USD", "en") == "$10.50"
    assert format_money(1050, "USD", "zh") == "US$10.50"


@pytest.mark.parametrize(
    ("entered", "currency", "minor"),
    [("22", "CNY", 2200), (" 22.5 ", "CNY", 2250), ("0", "CNY", 0), ("480", "JPY", 480)],
)
def test_an_amount_is_entered_in_whole_units(entered: str, currency: str, minor: int) -> None:
    assert minor_units(entered, currency) == minor


@pytest.mark.parametrize("entered", ["", "cheap", "22.505", "-1", "NaN", "Infinity", "1e999999"])
def test_what_is_no_price_is_refused(entered: str) -> None:
    with pytest.raises(Invalid) as told:
        minor_units(entered)
    assert told.value.details == {"field": "price"}


def test_a_difference_may_be_negative() -> None:
    assert minor_units("-0.50", signed=True) == -50


def test_a_field_holds_the_amount_in_full() -> None:
    assert [plain_amount(2200, "CNY"), plain_amount(5, "CNY"), plain_amount(480, "JPY")] == [
        "22.00",
        "0.05",
        "480",
    ]
