"""What is asked of food is read from a whole message, and nothing is read that is not there."""

from decimal import Decimal

import pytest

from services.catalogue.food_words import Asked, asked


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("does it contain peanuts?", Asked(allergens=("peanuts",))),
        ("里面有花生吗", Asked(allergens=("peanuts",))),
        ("any nuts in it?", Asked(allergens=("peanuts", "nuts"), general=True)),
        ("Does this have shellfish", Asked(allergens=("crustaceans", "molluscs"))),
        ("乳糖不耐受，这个含奶吗", Asked(allergens=("milk",))),
        ("what can I eat without gluten", Asked(("gluten",), without=True, general=True)),
        ("对花生过敏，可以吃什么", Asked(("peanuts",), without=True, general=True)),
        ("有没有花生", Asked(("peanuts",), general=True)),
        ("有什么素食", Asked(diet="vegetarian", general=True)),
        ("I'm VEGAN", Asked(diet="vegan")),
        ("有沒有純素的", Asked(diet="vegan", general=True)),
        ("哪些菜不辣", Asked(mild=True, general=True)),
        ("something not spicy", Asked(mild=True, without=False, general=True)),
        ("有什么辣的", Asked(hot=True, general=True)),
        ("20块以内有什么", Asked(most=Decimal(20), general=True)),
        ("二十五元以下", Asked(most=Decimal(25))),
        ("￥15.50 以内", Asked(most=Decimal("15.50"))),
        ("anything under 20 yuan?", Asked(most=Decimal(20), general=True)),
        ("anything under 15", Asked(most=Decimal(15), general=True)),
        ("15以内的", Asked(most=Decimal(15))),
        ("in under 15 minutes", Asked()),
        ("30块以上的", Asked()),
        ("送到20楼", Asked()),
        ("20份", Asked()),
        ("多少卡路里", Asked(calories=True)),
        ("有哪些过敏原", Asked(all_allergens=True, general=True)),
        ("what are the ingredients", Asked(contents=True, general=True)),
        ("最便宜的是什么", Asked(cheap=True, general=True)),
        ("推荐一个菜", Asked(advice=True)),
        ("有什么喝的", Asked(drinks=True, general=True)),
        ("中午吃饭", Asked()),
    ],
)
def test_what_is_asked(words: str, read: Asked) -> None:
    assert asked(words) == read


def test_the_name_of_a_dish_asks_nothing() -> None:
    names = ["豆浆", "soy milk", "milk"]
    assert asked("does the soy milk contain gluten?", names).allergens == ("gluten",)
    assert asked("does the soy milk contain gluten?").allergens == ("gluten", "soybeans", "milk")
