"""What words stand for that are known to say a value."""

from typing import Any

import pytest

from bot.components.parsers.catalogue import Catalogue, CatalogueItem
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.options import Option
from bot.components.reading.said import Said
from bot.components.reading.valuing import names_nothing, valued

KNOWN = Knowledge(
    catalogue=Catalogue.build([
        CatalogueItem(1, "dish", ("牛肉面", "beef noodles")),
        CatalogueItem(2, "drink", ("拿铁", "latte")),
        CatalogueItem(3, "drink", ("热巧克力", "hot chocolate")),
    ]),
    options=(
        Option("no_coriander", ("不要香菜", "no coriander")),
        Option("extra_vinegar", ("多醋", "extra vinegar")),
        Option("no_scallion", ("不要葱", "no scallion")),
    ),
)  # fmt: skip


def value(words: str, label: str, *entities: dict[str, Any], role: str = "") -> dict[str, Any]:
    (found,) = valued([Said(0, len(words), words, label, role, 1, 1)], entities, KNOWN)
    return {name: found[name] for name in ("value", "without", "candidates") if name in found}


@pytest.mark.parametrize(
    ("words", "item"), [("牛肉面", 1), ("拿贴", 2), ("beef noodels", 1), ("热巧", 3)]
)
def test_words_that_are_known_to_be_an_item_may_be_misspelt(words: str, item: int | None) -> None:
    assert value(words, "item").get("value") == item


def test_what_a_rule_surely_found_is_the_item() -> None:
    ruled = {"entity": "item", "start": 0, "end": 2, "value": 3, "how": "alias"}
    assert value("拿铁", "item", ruled) == {"value": 3}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("不要香菜", "no_coriander"),
        ("香菜不要放", "no_coriander"),
        ("甭搁葱", "no_scallion"),
        ("coriander also no", "no_coriander"),
        ("醋多一点", "extra_vinegar"),
    ],
)
def test_a_wish_is_an_option_however_it_is_put(words: str, code: str) -> None:
    assert value(words, "option")["value"] == [code]


def test_a_wish_that_no_option_covers_has_no_code() -> None:
    assert value("切成小块", "option") == {"value": [], "without": []}


def test_an_option_that_is_taken_back_is_one_to_be_without() -> None:
    assert value("不要香菜", "option", role="without") == {
        "value": [],
        "without": ["no_coriander"],
    }


@pytest.mark.parametrize(
    ("words", "number"), [("两碗", 2), ("3", 3), ("a couple of", 2), ("仨", 3), ("一些", None)]
)
def test_a_number_is_read_with_or_without_its_measure_word(words: str, number: int | None) -> None:
    assert value(words, "quantity").get("value") == number


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("第二个", {"position": 2}),
        ("other one", {"among": "other"}),
        ("first 那个", {"position": 1}),
        ("全场", {"among": "all"}),
        ("them", {}),
        ("韭菜味那份", {"has": "韭菜"}),
    ],
)
def test_words_that_point_say_which_line(words: str, ref: dict[str, Any]) -> None:
    assert value(words, "ref")["value"] == ref


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("the former", {"position": 1}),
        ("the latter", {"position": -1}),
        ("后者", {"position": -1}),
        ("both kinds", {"among": "all"}),
        ("两样都", {"among": "all"}),
        ("上一条", {"among": "last"}),
        ("刚加的那个", {"among": "last"}),
    ],
)
def test_words_that_are_known_to_point_say_to_what(words: str, points: dict[str, Any]) -> None:
    assert value(words, "ref")["value"] == points


@pytest.mark.parametrize("words", ["一半", "half of them", "對半"])
def test_half_is_a_share_and_no_number(words: str) -> None:
    (found,) = valued([Said(0, len(words), words, "quantity", "part", 1, 1)], (), KNOWN)
    assert found["share"] == 0.5
    assert "value" not in found


@pytest.mark.parametrize("words", ["coriander", "香菜"])
def test_an_option_that_is_taken_back_is_named_by_what_it_leaves_out(words: str) -> None:
    assert value(words, "option", role="without")["without"] == ["no_coriander"]


@pytest.mark.parametrize(
    ("words", "nothing"), [("the", True), ("what", True), ("the latte", False)]
)
def test_a_word_that_only_joins_others_names_nothing(words: str, nothing: bool) -> None:
    assert names_nothing(Said(0, len(words), words, "ref", "", 1, 1)) is nothing


@pytest.mark.parametrize(
    ("words", "ref"),
    [("他那杯", {}), ("his one", {}), ("把他那份", {}), ("小辣那碗", {"has": "小辣"})],
)
def test_somebodys_own_is_no_word_of_a_line(words: str, ref: dict[str, Any]) -> None:
    assert value(words, "ref")["value"] == ref


def test_a_fault_has_the_kind_that_its_words_name() -> None:
    found, other = valued(
        [
            Said(0, 4, "马桶堵了", "fault", "", 1, 1),
            Said(0, 2, "my noodle", "item", "refine", 1, 1),
        ],
        (),
        KNOWN,
    )
    assert found["category"] == "plumbing"
    assert other["called"] == "noodle"
