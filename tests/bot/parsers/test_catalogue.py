# ruff: noqa: E501 - patterns and word lists read better on one line


import pytest

from bot.components.parsers.catalogue import Catalogue, CatalogueItem
from bot.components.parsers.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "item", "how"),
    [
        ("两份牛肉面", 1, "exact"), ("牛肉麵", 1, "exact"), ("牛肉 面", 1, "exact"), ("Beef Noodle", 1, "exact"), ("beefnoodles", 1, "exact"), ("soy-milk", 7, "exact"),
        ("a coke", 6, "alias"), ("A4打印纸", 20, "alias"), ("A4纸", 20, "alias"), ("西红柿鸡蛋面", 3, "alias"), ("宫保鸡丁", 2, "partial"), ("kung pao", 2, "partial"),
        ("来瓶水", 22, "partial"), ("牛柔面", 1, "homophone"), ("流肉面", 1, "homophone"), ("公保鸡丁", 2, "homophone"), ("公报几丁", 2, "homophone"), ("来杯那铁", 9, "homophone"),
        ("beef noodels", 1, "fuzzy"), ("kung pow chicken", 2, "fuzzy"), ("番茄蛋面", 3, "fuzzy"), ("an umbrela", 23, "fuzzy"),
    ],
)  # fmt: skip
def test_one_item(text: str, item: int, how: str, knowledge: Knowledge) -> None:
    assert [(span.value, span.extra["how"]) for span in knowledge.catalogue.find(text)] == [
        (item, how)
    ]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("来份面", {1, 3}), ("面", {1, 3}), ("some noodles please", {1, 3}), ("一份盖浇饭", {2})],
)
def test_several_items(text: str, candidates: set[int], knowledge: Knowledge) -> None:
    (span,) = knowledge.catalogue.find(text)
    assert set(span.extra.get("candidates", [span.value])) == candidates
    assert (span.value is None) == (len(candidates) > 1)


@pytest.mark.parametrize(
    "text",
    [
        "里面有人",
        "上面",
        "对面",
        "见面",
        "漏水",
        "水管漏水",
        "newspaper",
        "water is leaking",
        "printer out of paper",
        "paper jam",
        "电器坏了",
        "无线网连不上",
        "我想吃饭",
        "打印机坏了",
    ],
)
def test_ordinary_words_are_no_dishes(text: str, knowledge: Knowledge) -> None:
    assert knowledge.catalogue.find(text) == []


def test_the_words_of_a_name_are_known_in_any_order() -> None:
    names = ("咖喱鸡肉饭", "chicken curry rice"), ("宫保鸡丁盖饭", "kung pao chicken rice")
    catalogue = Catalogue.build([CatalogueItem(i, "food", n) for i, n in enumerate(names, 1)])
    for said in ("2 curry chicken rice", "a rice chicken curry", "chicken curry rice"):
        [span] = catalogue.find(said)
        assert span.value == 1


def test_two_items_of_one_name_are_both_offered() -> None:
    catalogue = Catalogue.build(
        [
            CatalogueItem(1, "dish", ("牛肉面",)),
            CatalogueItem(2, "dish", ("牛肉面",)),
            CatalogueItem(3, "dish", ("红烧牛肉面",)),
        ]
    )
    assert catalogue.find("牛肉面")[0].extra["candidates"] == [1, 2]
    assert catalogue.find("红烧牛肉面")[0].value == 3


def test_one_of_a_hundred_items_is_found_misspelt() -> None:
    catalogue = Catalogue.build([
        CatalogueItem(n, "dish", (f"第{n}号招牌牛肉面", f"house special {n} noodles"))
        for n in range(100)
    ])  # fmt: skip
    found = catalogue.find("帮我订两份 house special 7 noodels 送到 B座12楼，谢谢")
    assert [span.value for span in found] == [7]


def test_a_name_with_small_words_in_its_middle_is_found_respelt_or_not_at_all() -> None:
    catalogue = Catalogue.build([
        CatalogueItem(1, "dish", ("热汤", "hot and sour soup"), ()),
        CatalogueItem(2, "dish", ("鸡肉面", "chicken noodles with egg"), ()),
    ])  # fmt: skip
    assert [span.value for span in catalogue.find("hot and suor soup")] == [1]
    assert all(
        span.value in (1, 2, None) for span in catalogue.find("got andsour, chicken noodls with")
    )


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("sorry I meant the umbrella kind", 23),
        ("the kung pao one", 2),
        ("要五号那种", 27),
        ("the hot one", None),
        ("a fine one", None),
    ],
)
def test_a_word_of_a_name_says_which_kind(
    text: str, item: int | None, knowledge: Knowledge
) -> None:
    found = [span.value for span in knowledge.catalogue.find(text)]
    assert found == ([] if item is None else [item])


def test_items_whose_names_end_alike_are_of_a_kind(knowledge: Knowledge) -> None:
    kin = knowledge.catalogue.kin
    assert set(kin[1]) == {3}
    assert 23 not in kin
    [span] = knowledge.catalogue.find("两份牛肉面")
    assert span.extra["kin"] == [3]
