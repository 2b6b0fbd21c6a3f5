"""Names that stand beside each other, by a rule."""

import pytest

from actions.kit.said import Said
from actions.visits.names import names_in


def found(text: str) -> list[str]:
    return names_in(Said.of({"text": text, "entities": []}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三和李四明天下午2点到4点来开会", ["张三", "李四"]),
        ("张三、李小明、欧阳锋后天来", ["张三", "李小明", "欧阳锋"]),
        ("下午两点王强跟李丽过来", ["王强", "李丽"]),
        ("登记访客：赵六，钱七", ["赵六", "钱七"]),
        ("高总和李总来", ["高总", "李总"]),
    ],
)
def test_full_names_in_a_row_are_names(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "周三和周五来",
        "明天和后天来施工",
        "来开会和面试",
        "张三明天来",
        "牛肉面和可乐",
        "到B座和C座看房",
    ],
)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert found(text) == []
