"""Goods that only share words with what the park sells are something else."""

import json
from datetime import datetime
from typing import Any

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate
from bot.components.reading.naming import named
from parkline.bot import knowledge_export


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The catalogue of the demo park."""
    file = tmp_path_factory.mktemp("knowledge") / "knowledge.json"
    knowledge_export.export(file)
    return Knowledge.from_json(json.loads(file.read_text(encoding="utf-8")))


def ids(demo: Knowledge, *names: str) -> list[int]:
    return [one.id for name in names for one in demo.catalogue.items if one.names[0] == name]


def item(text: str, morning: datetime, demo: Knowledge) -> tuple[Any, Any]:
    """The item that is found, and what the words are only near to."""
    [span] = [one for one in annotate(text, morning, demo) if one.entity == "item"]
    return span.value, span.extra.get("candidates")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("I need a whiteboard eraser", ["白板笔"]),
        ("来一个白板擦", ["白板笔"]),
        ("an umbrella stand please", ["雨伞"]),
        ("来一个雨伞架", ["雨伞"]),
        ("我要一个有线鼠标", ["无线鼠标"]),
        ("一个鼠标线", ["无线鼠标"]),
        ("一个电脑充电器", ["手机充电器"]),
        ("来一个车载充电器", ["手机充电器"]),
        ("来一个U盘套", ["U盘32G"]),
        ("来一个口罩盒", ["口罩"]),
        ("一卷电工胶带", ["透明胶带"]),
        ("a roll of duct tape", ["透明胶带", "双面胶"]),
        ("来两节纽扣电池", ["五号电池", "七号电池"]),
        ("an AA battery charger", ["五号电池"]),
        ("a stapler remover", ["订书机"]),
        ("a paper clip holder", ["回形针"]),
        ("I'd like a notebook computer", ["笔记本"]),
        ("one chocolate cake", ["巧克力"]),
        ("买一个垃圾桶", ["垃圾袋"]),
        ("two fountain pens", ["中性笔", "圆珠笔", "荧光笔"]),
    ],
)
def test_other_thing_is_unknown_with_what_it_is_near_to(
    text: str, near: list[str], morning: datetime, demo: Knowledge
) -> None:
    assert item(text, morning, demo) == (None, ids(demo, *near))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我要一个鼠标垫", "鼠标垫"),
        ("a mouse mat please", "鼠标垫"),
        ("给我两个鼠标", "无线鼠标"),
        ("a wireless mous", "无线鼠标"),
        ("a phone charger please", "手机充电器"),
        ("一个充电头", "手机充电器"),
        ("a portable charger please", "充电宝"),
        ("a USB-C cable please", "USB-C充电线"),
        ("a USB stick please", "U盘32G"),
        ("a flash drive please", "U盘32G"),
        ("whitebord marker", "白板笔"),
        ("two white board markers", "白板笔"),
        ("a dry-erase marker", "白板笔"),
        ("double sided tap", "双面胶"),
        ("stiky notes", "便利贴"),
        ("a box of staples", "订书钉"),
        ("paper cups", "一次性纸杯"),
        ("two bottles of hand soap", "洗手液"),
        ("three big umbrellas", "雨伞"),
        ("one tissue box", "抽纸"),
        ("printer paper please", "打印纸A4"),
    ],
)
def test_what_is_called_otherwise_or_misspelt_is_found_still(
    text: str, name: str, morning: datetime, demo: Knowledge
) -> None:
    assert item(text, morning, demo)[0] == ids(demo, name)[0]


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("whiteboard eraser", ["白板笔"]),
        ("白板擦", ["白板笔"]),
        ("wired mouse", ["无线鼠标"]),
        ("laptop charger", ["手机充电器"]),
    ],
)
def test_words_that_are_heard_as_an_item_are_taken_for_no_other(
    words: str, near: list[str], demo: Knowledge
) -> None:
    found = named(words, demo.catalogue)
    assert found is not None
    assert (found["value"], found["candidates"]) == (None, ids(demo, *near))


@pytest.mark.parametrize(
    ("words", "name"),
    [("whitebord marker", "白板笔"), ("白版笔", "白板笔"), ("无限鼠标", "无线鼠标")],
)
def test_misspelt_words_that_are_heard_as_an_item_are_it(
    words: str, name: str, demo: Knowledge
) -> None:
    found = named(words, demo.catalogue)
    assert found is not None
    assert found["value"] == ids(demo, name)[0]
