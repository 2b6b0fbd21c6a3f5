"""Edits that are read off the roles of the words, as the reader hears them."""

# ruff: noqa: E501 - a table of messages reads better on one line

import re
from typing import Any

import pytest

from actions.acts.translating.by_roles import edits_by_roles
from actions.acts.translating.pairing import names_of
from actions.kit.said import Said
from services.acts.acts import Restore
from tests.actions.acts.test_translating_edits import told
from tests.given.acts import NAMES

IDS = {name: item for item, name in NAMES.items()}
MARKED = re.compile(r"\[([^|\]]+)\|(\w+)(?::(\w*))?(?:=([^\]]*))?\]")
WHERE = {"last": {"position": -1}, "first": {"position": 1}}


def marked(text: str) -> Said:
    """Spans in brackets: [words|label:role=value]."""
    plain, spans, last = "", [], 0
    for match in MARKED.finditer(text):
        plain += text[last : match.start()]
        words, label, role, value = match.groups()
        span = {"start": len(plain), "end": len(plain) + len(words), "text": words,
                "label": label, "role": role or ""}  # fmt: skip
        spans.append(span | _value(label, role or "", value))
        plain, last = plain + words, match.end()
    return Said(plain + text[last:], "out_of_scope", 0.5, (), {}, {}, spans=tuple(spans))


def _value(label: str, role: str, value: str | None) -> dict[str, Any]:
    if value is None:
        return {}
    if label == "item":
        return {"value": IDS[value]} if value in IDS else {}
    if label == "quantity":
        return {"value": int(value)}
    if label == "option":
        return {"without": [value]} if role == "without" else {"value": [value]}
    return {"value": WHERE.get(value, {"among": value})}


CASES = [
    ("[加|op:add][两碗|quantity:add=2][牛肉面|item:add=牛肉面]", "add 牛肉面 x2"),
    (
        "[加|op:add][两碗|quantity:add=2][牛肉面|item:add=牛肉面] [可乐|item:add=可乐][一罐|quantity:add=1]",
        "add 牛肉面 x2 可乐 x1",
    ),
    ("[牛肉面|item:set=牛肉面][要|op:set][三碗|quantity:set=3]", "set 牛肉面 3"),
    ("[2|quantity:fewer=2] [less|op:fewer] [lattes|item:fewer=拿铁], [3|quantity:more=3] [extra|op:more] [colas|item:more=可乐]",
     "fewer 拿铁 2|more 可乐 3"),
    ("[牛肉面|item:set=牛肉面]要[三碗|quantity:set=3] [拿铁|item:set=拿铁][一杯|quantity:set=1]",
     "set 牛肉面 3|set 拿铁 1"),
    ("[可乐|item:out=可乐][换成|op:in][雪碧|item:in=雪碧]", "swap 可乐 → 雪碧"),
    ("要的是[雪碧|item:in=雪碧]不是[可乐|item:out=可乐]", "swap 可乐 → 雪碧"),
    ("[四杯|quantity=4][拿铁|item:out=拿铁]里面换[一杯|quantity:part=1][可乐|item:in=可乐]",
     "swap 拿铁 part 1 → 可乐"),
    ("[拿铁|item:out=拿铁][三杯|quantity:part=3]换[雪碧|item:in=雪碧]", "swap 拿铁 part 3 → 雪碧"),
    ("[可乐|item:out=可乐]换[雪碧|item:in=雪碧]，[拿铁|item:out=拿铁]换[可颂|item:in=可颂]",
     "swap 可乐 → 雪碧|swap 拿铁 → 可颂"),
    ("[只留|op:keep][拿铁|item:keep=拿铁] [其他|ref:remove=rest]不要", "keep_only 拿铁"),
    ("[拿铁|item:keep=拿铁]和[可乐|item:keep=可乐][留着|op:keep] [可颂|item:remove=可颂]不要了", "remove 可颂"),
    ("[拿铁|item:more=拿铁][翻倍|quantity:factor=2] [牛肉面|item:keep=牛肉面]不动", "double 拿铁"),
    ("[文件夹|item:more=可乐]跟[便利贴|item:more=雪碧][翻倍|quantity:factor=2]", "double 可乐|double 雪碧"),
    ("[拿铁|item:mention=拿铁]不动，[其他的|ref:refine=rest]都[去冰|option=no_ice]",
     "refine all-拿铁 no_ice"),
    ("[拿铁|item:refine=拿铁]和[可乐|item:refine=可乐]都[少冰|option=less_ice]",
     "refine 拿铁 less_ice|refine 可乐 less_ice"),
    ("[面|item:refine=牛肉面][一碗|quantity:part=1][加蛋|option=add_egg][一碗|quantity:part=1][少油|option=less_oil]",
     "refine 牛肉面 part 1 add_egg|refine 牛肉面 part 1 less_oil"),
    ("[饭|item:refine=牛肉面][多饭|option=more_rice] [面|item:refine=拿铁]的[少油|option=less_oil][少盐|option=less_salt] [可乐|item:remove=可乐]不要",
     "refine 牛肉面 more_rice|refine 拿铁 less_oil less_salt|remove 可乐"),
    ("[both|ref:refine=all] [lattes|item:refine=拿铁] [iced|option=iced]", "refine 拿铁 iced"),
    ("[最后|ref:remove=last]那个不要", "remove #-1"),
    ("[in all|op:more] [ten|quantity:fill=10], the rest [colas|item:add=可乐]", "fill 10 可乐"),
    ("[拿铁|item:more=拿铁]凑到[六杯|quantity:fill=6]", "fill 拿铁 6"),
    ("[凑满|op:more][六杯|quantity:fill=6]，剩下的[拿铁|item:more=拿铁]", "fill 6 拿铁"),
    ("[一份|quantity:part=1][少冰|option=less_ice]，不，[都|ref:refine=all][少冰|option=less_ice]",
     "refine part 1 less_ice|refine all less_ice"),
    ("do the [lattes|item:mention=拿铁] have sugar", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_roles_say_what_is_done_to_which_line(text: str, wanted: str) -> None:
    assert "|".join(told(edit) for edit in edits_by_roles(marked(text))) == wanted


def test_words_of_bringing_back_alone_bring_back() -> None:
    assert edits_by_roles(marked("[撤回|op:restore]我手滑")) == [Restore()]


def test_a_count_without_a_name_is_of_what_stands() -> None:
    said = marked("[再来|op:more][两份|quantity:more=2]")
    assert [told(edit) for edit in edits_by_roles(said)] == ["more 2"]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("[两碗|quantity:add=2][面|item:add=牛肉面][三罐|quantity:add=3][可乐|item:add=可乐]", {0: 1, 2: 3}),
        ("[面|item:add=牛肉面][两碗|quantity:add=2][可乐|item:add=可乐][三罐|quantity:add=3]", {1: 0, 3: 2}),
        ("[去冰|option=no_ice]的[可乐|item:add=可乐]和[拿铁|item:add=拿铁]", {0: 1}),
    ],
)  # fmt: skip
def test_each_name_has_one_number(text: str, owners: dict[int, int]) -> None:
    said = marked(text)
    found = {
        at: name for at, name in enumerate(names_of(said.spans, said.text)) if name is not None
    }
    assert found == owners
