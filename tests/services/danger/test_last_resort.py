"""Words that alarm where no bot could be asked."""

import pytest

from services.danger.last_resort import kind_by_words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("C座电梯有人被困了", "trapped"),
        ("we are stuck in the lift", "trapped"),
        ("火苗窜起来了，有人被困在里面", "fire"),
        ("闻到燃气味", "gas"),
        ("he is being electrocuted", "electric"),
        ("她说不想活了", "self_harm"),
        ("同事叫不醒", None),
        ("打印机卡纸", None),
        ("煤气灶打不着火", None),
        ("燃气表没电了", None),
    ],
)
def test_the_gravest_danger_that_words_name_is_its_kind(text: str, kind: str | None) -> None:
    assert kind_by_words(text) == kind
