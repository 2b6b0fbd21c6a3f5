"""Number plates of the mainland and of other countries, as people type them."""

# ruff: noqa: E501 - word lists read better on one line

import pytest

from bot.components.parsers.plates import find_half_plates, find_plates, told_plate


def plates(text: str) -> list[str]:
    return [one.value for one in find_plates(text)]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("note down TN 10 AC 7788", "TN10AC7788"),
        ("Chetan's car KL 07 CD 2299", "KL07CD2299"),
        ("plate DL 3C AY 6610", "DL3CAY6610"),
        ("现在是SNB 6613 Z，旧那辆拿去修", "SNB6613Z"),
        ("van GBD 5521 R, C座2楼 8am", "GBD5521R"),
        ("一辆车SKJ 3327 M", "SKJ3327M"),
        ("her car is SKV 18 P", "SKV18P"),
        ("car plate LB62 KXD", "LB62KXD"),
        ("车牌 WXY 4521", "WXY4521"),
        ("they drive in JSB 902", "JSB902"),
        ("車牌改成 AB 1234", "AB1234"),
        ("Su E 5T093", "苏E5T093"),
        ("zhe A 0Q5W1", "浙A0Q5W1"),
        ("粤B·D12345", "粤BD12345"),
    ],
)
def test_a_plate_is_read_as_it_is_typed(text: str, plate: str) -> None:
    assert plates(text) == [plate]
    assert find_half_plates(text) == []


def test_two_cars_have_a_plate_each() -> None:
    assert plates("two cars MH 01 BB 4040 & MH 02 CX 1122") == ["MH01BB4040", "MH02CX1122"]


@pytest.mark.parametrize(
    "text",
    [
        "deliver to D 402 by 1", "add 2 x latte", "meeting at 10 am 2000 words", "B座 1204 a cup of tea",
        "A4 paper five reams", "car park level 2", "the car comes at 3 pm", "车位 2 个", "error E4 on it",
        "in 15 min", "USB 200 a", "for 120 g", "bus comes at 12", "Tower C 8F", "order O-AB1234", "is 302 not 301", "printer 在506啦 not 502",
    ],
)  # fmt: skip
def test_other_letters_and_numbers_are_no_plate(text: str) -> None:
    assert plates(text) == []


@pytest.mark.parametrize(
    ("words", "plate"),
    [
        ("van GBD 5521 R", "GBD5521R"), ("SKV 18 P", "SKV18P"), ("AB 1234", "AB1234"), ("8 PQR 221", "8PQR221"),
        ("苏E5T093", "苏E5T093"), ("浙A0Q5WI", "浙A0Q5WI"), ("no idea", None),
    ],
)  # fmt: skip
def test_words_that_are_known_to_be_one_need_no_form(words: str, plate: str | None) -> None:
    assert told_plate(words) == plate
