"""Which words name which thing and which colour."""

import pytest
from sqlalchemy import CheckConstraint

from models.base import table_of
from models.lost import LostItem
from services.lost import kinds

THINGS = [
    ("我的黑色雨伞丢了", "umbrella"),
    ("手机号是13812345678，东西是钱包", "wallet"),
    ("落了个电脑包", "bag"),
    ("笔记本电脑", "computer"),
    ("一个笔记本", "book"),
    ("my power bank", "charger"),
    ("I lost two power-banks", "charger"),
    ("found some KEYS", "keys"),
    ("keyboard shortcut", None),
    ("买个面包", None),
    ("东西丢了", None),
    ("", None),
]
COLOURS = [
    ("黑伞", "black"),
    ("红的", "red"),
    ("浅蓝色背包", "blue"),
    ("a navy backpack", "blue"),
    ("白白胖胖", None),
    ("golden watch", "gold"),
    ("花包", "colourful"),
    ("credit", None),
    ("黑", None),
]


@pytest.mark.parametrize(("text", "category"), THINGS)
def test_a_thing_is_heard_by_its_longest_word(text: str, category: str | None) -> None:
    assert kinds.category_of(text) == category


@pytest.mark.parametrize(("text", "colour"), COLOURS)
def test_a_colour_is_a_word_or_a_sign_before_a_thing(text: str, colour: str | None) -> None:
    assert kinds.colour_of(text) == colour


def test_no_word_names_two_things_or_two_colours() -> None:
    for words in (kinds.CATEGORIES, kinds.COLOURS):
        every = [word for said in words.values() for word in said.split()]
        assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("name", "codes"), [("category", kinds.CATEGORIES), ("colour", kinds.COLOURS)]
)
def test_the_database_knows_the_same_codes(name: str, codes: dict[str, str]) -> None:
    checks = {
        str(one.name): str(one.sqltext)
        for one in table_of(LostItem).constraints
        if isinstance(one, CheckConstraint)
    }
    said = checks[f"ck_lost_item_{name}"]
    assert said == f"{name} in ({', '.join(repr(code) for code in codes)})"


def test_what_is_worth_much_is_a_kind_of_thing() -> None:
    assert set(kinds.CATEGORIES) >= kinds.VALUABLE >= {"phone", "wallet", "documents"}
