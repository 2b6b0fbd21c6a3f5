"""How many people come: so many in all, or so many besides those that are known; and whether by car."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import Normalised, normalise
from .numbers import CHINESE, ENGLISH, to_int
from .spans import Span, keep_first

_PEOPLE_ZH = r"(?:位|名|个?人|个?(?:同事|朋友|助理|助手|客人|客户|访客|同学|代表|孩子|伙伴|伴|司机|秘书|老师|工程师|徒弟|搭档|学生|实习生|领导))"
_PEOPLE_EN = r"(?:people|persons?|guests?|visitors?|colleagues?|coworkers?|co-workers?|friends?|assistants?|others?|pax|engineers?|kids?|children|of (?:his|her|their|my) (?:team|colleagues?)|partners?|staff|more|technicians?|workers?|students?|companions?)"
_NUMBER_ZH = rf"(\d{{1,3}}|{CHINESE})"
_NUMBER_EN = rf"(\d{{1,3}}|{ENGLISH}|an?|another|his|her|their|a couple(?: of)?)"
_PLUS = [
    re.compile(rf"(?:带[着了上来]?|再加|外加|另加|加上?|还有|再来|多[来加带]?|另有|还带|增加|添)(?:了|另外)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}"),
    re.compile(rf"(?:多|再多?|另外|还)(?:来|有|会?带|加)(?:了)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}"),
    re.compile(rf"\b(?:with|plus|bring(?:s|ing)?|brought|and|adding|add|accompanied by|along with)(?: along)? (?:also )?{_NUMBER_EN} (?:more |other |extra |additional |of )?{_PEOPLE_EN}\b", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} (?:more|extra|additional|other)(?: {_PEOPLE_EN})?(?= (?:is|are|will|comes?|coming|join\w*)\b)", re.ASCII),
]  # fmt: skip
_MINUS = [
    re.compile(rf"(?:少|减少?|去掉|少来)(?:了)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}|{_NUMBER_ZH}\s?{_PEOPLE_ZH}(?:来不了|不来|不能来|去不了)"),
    re.compile(rf"\b{_NUMBER_EN} (?:fewer|less) {_PEOPLE_EN}\b|\b(?:minus|without) {_NUMBER_EN} {_PEOPLE_EN}\b|\b{_NUMBER_EN} (?:of (?:them|the \w+) |{_PEOPLE_EN} )?(?:can'?t|cannot|won'?t|isn'?t|aren'?t) (?:come|make|be|coming)", re.ASCII),
]  # fmt: skip
_EXACTLY = [
    re.compile(rf"(?:一共|总共|共|合计|改成|改为|变成|就|一行|总人数|人数)(?:是|来|有|他|她|改成|变成|改为)?{_NUMBER_ZH}\s?{_PEOPLE_ZH}"),
    re.compile(rf"(?<![带加再多少第]){_NUMBER_ZH}\s?(?:位|名|个?人)(?!份|[的吃])(?=[,。!?;\s]|来|到|一起|过来|访|吧|左右|$)"),
    re.compile(rf"\b(?:total(?: of)?|party of|group of|make it|it'?s|there (?:will be|are)|we(?:'ll| will)? be|all together|altogether) {_NUMBER_EN}(?: (?:people|persons?|guests?|visitors?|pax|of (?:them|us)))\b", re.ASCII),
    re.compile(rf"\b{_NUMBER_EN} (?:people|persons?|guests?|visitors?|pax)(?: (?:in total|total|altogether|will|in all))?\b", re.ASCII),
    re.compile(r"\b(?:just|only)(?P<one> )(?:him|her|himself|herself|one person|the one)\b|就(?P<alone>)(?:他|她)(?:自己|一个|一人)?(?=[,。!;]|$)|\b(?:alone|by (?:him|her)self)(?P<self>)\b", re.ASCII),
]  # fmt: skip
_NO_CAR = re.compile(
    r"不开车|没开车|没有?车(?!位)|不用停车|打车|坐地铁|坐高铁|坐公交|走路来|步行|\bno (?:car|vehicle|parking (?:needed|required))\b|\b(?:not|isn'?t|won'?t be|aren'?t|doesn'?t|don'?t) (?:driving|drive)\b|\bwithout a car\b|\b(?:by|takes? the|taking the) (?:train|metro|subway|taxi|bus|didi)\b",
    re.ASCII,
)


def find_companions(text: str | Normalised) -> list[Span]:
    """`headcount`, role `plus` or `minus` (of those that are known) or none (in all), its value a
    number; `no_car`."""
    message = normalise(text)
    found = [
        *_counts(message, _MINUS, "minus"), *_counts(message, _PLUS, "plus"),
        *_counts(message, _EXACTLY, None),
    ]  # fmt: skip
    cars = [message.span("no_car", *m.span(), True) for m in _NO_CAR.finditer(message.text)]
    return [*keep_first(found), *cars]


def _counts(
    message: Normalised, patterns: list[re.Pattern[str]], role: str | None
) -> Iterator[Span]:
    for pattern in patterns:
        for match in pattern.finditer(message.text):
            said = next((group for group in match.groups() if group and group.strip()), None)
            number = _number(said)
            if number is not None:
                yield message.span("headcount", *match.span(), number, role=role)


def _number(said: str | None) -> int | None:
    if said is None or said in ("a", "an", "another", "his", "her", "their"):
        return 1
    return 2 if said.startswith("a couple") else to_int(said)
