import pytest

from services.conversations import pointing

NOODLES = [
    {"title": "兰州拉面 ¥20", "payload": '/order_food{"item": 1, "quantity": 2}'},
    {"title": "重庆小面 ¥16", "payload": '/order_food{"item": 2, "quantity": 2}'},
    {"title": "牛肉面 ¥22", "payload": '/order_food{"item": 3, "quantity": 2}'},
]


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("第二个", 2),
        ("第2个吧", 2),
        ("我要第一个", 1),
        ("最后一个", 3),
        ("the second one", 2),
        ("The first one, please", None),
        ("the first one please", 1),
        ("3rd", 3),
        ("last", 3),
        ("牛肉的那个", 3),
        ("小面", 2),
        ("要牛肉面", 3),
        ("面", None),
        ("第四个", None),
        ("两份", None),
        ("两份牛肉面", None),
        ("空调坏了", None),
        ("不要了", None),
        ("22", None),
    ],
)
def test_words_that_point_to_a_button(typed: str, item: int | None) -> None:
    meant = pointing.command(typed, NOODLES, "item")
    assert meant == (item and f'/order_food{{"item": {item}, "quantity": 2}}')


def test_all_of_the_items_are_one_command() -> None:
    for typed in ("都要", "全都要", "both", "all of them"):
        assert pointing.command(typed, NOODLES, "item") == (
            '/order_food{"item": [1, 2, 3], "quantity": 2}'
        )


def test_only_a_question_for_one_of_them_is_answered_so() -> None:
    answers = [{"title": "确认下单", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]
    assert pointing.command("第二个", answers, "confirm") is None
    assert pointing.command("都要", answers, "choice") is None
    assert pointing.command("第二个", answers[:1], "item") is None


@pytest.mark.parametrize(
    ("typed", "slot"), [("第三个", 2), ("最早的", 0), ("最晚的", 2), ("12:00", None)]
)
def test_slots_are_chosen_by_place_alone(typed: str, slot: int | None) -> None:
    slots = [
        {"title": title, "payload": f"/checkout{place}"}
        for place, title in enumerate(("今天 11:30", "今天 12:00", "今天 12:15"))
    ]
    assert pointing.command(typed, slots, "slot") == (None if slot is None else f"/checkout{slot}")
