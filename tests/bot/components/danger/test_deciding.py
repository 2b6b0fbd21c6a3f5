"""What the bot does, from a probability and the words of a message."""

from dataclasses import replace

import pytest

from bot.components.danger.deciding import Words, decide
from bot.components.danger.zones import ALARM, ASK, Danger, Thresholds

AT = Thresholds(0.9, 0.4)


def decided(text: str, p: float | None, kind: str | None = "medical") -> Danger:
    return decide(Words.of(text), p, kind, AT)


@pytest.mark.parametrize(
    ("p", "zone"), [(None, "alarm"), (0.5, "alarm"), (0.11, "alarm"), (0.09, "ask"), (0.0, "ask")]
)
def test_a_rule_alarms_unless_the_model_is_nearly_sure_that_it_is_nothing(
    p: float | None, zone: str
) -> None:
    assert decided("着火了", p).zone == zone


@pytest.mark.parametrize(
    ("p", "zone"),
    [
        (None, "ask"),
        (0.95, "alarm"),
        (0.5, "alarm"),
        (0.1, "ask"),
        (0.0, "ask"),
    ],
)
def test_what_is_named_outright_is_one_zone_above_what_was_learned(
    p: float | None, zone: str
) -> None:
    assert decided("同事晕倒了", p).zone == zone


@pytest.mark.parametrize(
    "text",
    ["要一份麻辣鸡，辣到嘴里着火了那种，打包带走", "去年有位同事在食堂里晕倒了，想给急救员寄卡片"],
)
@pytest.mark.parametrize(("p", "zone"), [(0.009, "none"), (0.011, "ask")])
def test_what_is_surely_none_is_not_asked_about_unless_it_is_said_in_a_few_words(
    text: str, p: float, zone: str
) -> None:
    words = replace(Words.of(text), ruled=True)
    assert decide(words, p, "fire", AT).zone == zone
    assert decide(replace(words, brief=True), p, "fire", AT).zone == "ask"


@pytest.mark.parametrize(
    ("text", "learned", "kind"),
    [
        ("着火了", "smoke", "fire"),
        ("闻到煤气味", "fire", "gas"),
        ("师傅触电了", "fire", "electric"),
        ("走廊全是烟", "smoke", "smoke"),
        ("there is smoke coming from the lab", None, "fire"),
        ("we are trapped in the lift", "medical", "trapped"),
        ("someone is trapped under the shelf", "collapse", "trapped"),
        ("the basement is flooding", None, "flood"),
        ("他拿着刀", "medical", "violence"),
        ("我不想活了", "medical", "self_harm"),
    ],
)
@pytest.mark.parametrize("p", [None, 0.0, 0.5, 0.99])
def test_an_alarm_and_a_question_have_a_kind(
    text: str, learned: str | None, kind: str, p: float | None
) -> None:
    danger = decided(text, p, learned)
    assert danger.kind == (kind if danger.zone != "none" else None)


def test_only_a_bare_cry_is_asked_about_without_a_kind() -> None:
    assert decided("救命", 0.5) == Danger("ask", None, 0.5)


def test_p_is_at_least_what_its_zone_begins_with() -> None:
    assert decided("着火了", 0.1).p == AT.alarm
    assert decided("着火了", 0.001).p == AT.ask
    assert decided("同事晕倒了", 0.1).p == AT.ask


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("三楼男厕水管爆了，水往外喷", ASK),
        ("a pipe has burst in the gents", ASK),
        ("水管爆了，水流到配电箱里了", ALARM),
        ("burst pipe and the water is at the sockets", ALARM),
        ("楼道的灯每天晚上都自己灭", ASK),
        ("the corridor lights keep going off between six and seven", ASK),
    ],
)
def test_what_is_usual_and_a_pipe_alone_are_asked_about_where_they_would_alarm(
    text: str, zone: str
) -> None:
    assert decide(Words.of(text), 0.97, "flood", Thresholds(0.9, 0.45)).zone == zone


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I think of the roof every night", "self_harm"),
        ("他每天都在走廊堵我，现在又来了", "violence"),
        ("她天天这样，这次喊不动了", "medical"),
    ],
)
def test_what_people_suffer_every_day_alarms_all_the_same(text: str, kind: str) -> None:
    assert decide(Words.of(text), 0.97, kind, Thresholds(0.9, 0.45)).zone == ALARM


@pytest.mark.parametrize(
    ("text", "learned", "kind"),
    [
        ("火苗窜起来了，有人被困在里面", "trapped", "fire"),
        ("楼下煤气味好重，有人晕倒了", "medical", "gas"),
        (
            "him standing there saying he will kill himself, glass everywhere",
            "violence",
            "self_harm",
        ),
        ("同事叫不醒", "medical", "medical"),
    ],
)
def test_of_several_dangers_the_gravest_that_the_words_name_is_the_kind(
    text: str, learned: str, kind: str
) -> None:
    assert decided(text, 0.95, learned).kind == kind


def test_words_that_name_a_kind_make_no_danger_of_what_is_none() -> None:
    assert decided("煤气费在哪里交", 0.001) == Danger("none", None, 0.001)
