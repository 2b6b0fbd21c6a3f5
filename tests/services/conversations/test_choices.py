import pytest

from services.conversations import choices

YES_OR_NO = [{"title": "确认", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]


def test_buttons_are_a_numbered_list_below_the_text() -> None:
    assert choices.listed("确认吗？", YES_OR_NO, "zh") == (
        "确认吗？\n\n1. 确认\n2. 取消\n回复数字就能选。"
    )


def test_in_english() -> None:
    buttons = [{"title": "Yes", "payload": "/affirm"}]
    assert choices.listed("Sure?", buttons, "en") == (
        "Sure?\n\n1. Yes\nReply with a number to choose."
    )


def test_without_buttons_it_is_the_text() -> None:
    assert choices.listed("您好", [], "zh") == "您好"


def test_where_a_number_would_not_press_there_is_none() -> None:
    assert choices.listed("确认吗？", YES_OR_NO, "zh", numbered=False) == (
        "确认吗？\n\n· 确认\n· 取消"
    )


def test_stars_are_numbers_already() -> None:
    buttons = [{"title": str(stars), "payload": "/rate"} for stars in range(1, 6)]
    assert choices.listed("几分？", buttons, "zh") == (
        "几分？\n\n1 / 2 / 3 / 4 / 5\n回复数字就能选。"
    )


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1", 1), (" 2 ", 2), ("３", 3), ("一", 1), ("十", 10), ("②", 2), ("2.", 2), ("2、", 2),
        ("选1", 1), ("第三个", 3), ("2号", 2), ("12", 12), ("No. 2", 2), ("option 3", 3),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed: str, chosen: int) -> None:
    assert choices.number(typed) == chosen


@pytest.mark.parametrize(
    "typed", ["", "0", "两份", "1份", "12:00", "301", "一号楼三楼", "A1", "-1", "1.5"]
)
def test_other_things_are_no_choice(typed: str) -> None:
    assert choices.number(typed) is None
