"""Stars, as people write them."""

import pytest

from services.conversations.ratings import COMMENT_LIMIT, Rating, parse


@pytest.mark.parametrize(
    ("text", "stars", "comment"),
    [
        ("5", 5, None),
        (" 4 ", 4, None),
        ("5分", 5, None),
        ("给5分", 5, None),
        ("我给四星吧", 4, None),
        ("五颗星！", 5, None),
        ("三分", 3, None),
        ("4/5", 4, None),
        ("4星，来得有点慢", 4, "来得有点慢"),
        ("5，谢谢师傅", 5, "谢谢师傅"),
        ("5分 师傅很专业", 5, "师傅很专业"),
        ("给个好评", 5, None),
        ("很满意", 5, None),
        ("非常满意，谢谢", 5, "谢谢"),
        ("满意", 4, None),
        ("一般", 3, None),
        ("不满意，拖了三天", 2, "拖了三天"),
        ("差评，来得太晚", 1, "来得太晚"),
        ("⭐⭐⭐⭐", 4, None),
        ("👍", 5, None),
        ("5 stars", 5, None),
        ("4 stars, a bit slow", 4, "a bit slow"),
        ("I'd give it a 3", 3, None),
        ("two stars. Nobody called me.", 2, "Nobody called me"),
        ("4 out of 5", 4, None),
        ("Excellent, thanks!", 5, "thanks"),
        ("not good", 2, None),
        ("great", 5, None),
    ],
)
def test_a_rating_and_what_is_said_besides(text: str, stars: int, comment: str | None) -> None:
    assert parse(text) == Rating(stars, comment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "6",
        "10",
        "55",
        "5份牛肉面",
        "5 beef noodles",
        "两份牛肉面",
        "5点送到A座",
        "3楼的空调坏了",
        "一般几点来？",
        "好的",
        "还是漏水",
        "差不多了",
        "badge doesn't open the door",
        "转人工",
        "good morning",
        "五星级酒店",
        "一分钟",
        "⭐⭐⭐⭐⭐⭐",
        "2-301",
    ],
)
def test_what_is_no_rating(text: str) -> None:
    assert parse(text) is None


def test_a_comment_is_cut_where_it_gets_long() -> None:
    found = parse("5分，" + "好" * 2_000)
    assert found is not None
    assert len(found.comment or "") == COMMENT_LIMIT
