"""Candidates only: too many are no harm, the tagger chooses; one that is missing is."""

import pytest

from bot.components.parsers.visits import (
    name_candidates,
    otherwise_named,
    reason_candidates,
    says_no_reason,
    whole_name,
    without_particles,
    without_title,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("有个客人叫王晓明，三点到", "王晓明"),
        ("姓欧阳的一位老师", "欧阳"),
        ("李总马上到", "李总"),
        ("孫經理後天來", "孫經理"),
        ("给张伟办个访客码", "张伟"),
        ("小马来送文件", "小马"),
        ("please let Dr. Evans in", "Dr. Evans"),
        ("a guest called ottilie frank is here", "ottilie frank"),
        ("Sarah Johnson at ten", "Sarah Johnson"),
        ("6 pax from head office, led by Desmond Ong. One MPV", "Desmond Ong"),
        ("a delegation headed by Katarzyna Nowak, at two", "Katarzyna Nowak"),
        ("由欧阳雪领队，一共六位", "欧阳雪"),
        ("总部来8个人，王建国带队", "王建国"),
    ],
)
def test_what_looks_like_a_name(text: str, name: str) -> None:
    spans = name_candidates(text)
    assert name in [span.text for span in spans]
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("王工来修空调，下午到", "修空调"),
        ("他过来给我们讲课", "讲课"),
        ("事由：年度审计", "年度审计"),
        ("來簽合同的", "簽合同"),
        ("周总，项目洽谈，两点", "项目洽谈"),
        ("he is here to fix the projector", "fix the projector"),
        ("coming for an interview at 3", "interview"),
        ("purpose: site survey", "site survey"),
    ],
)
def test_what_looks_like_a_reason(text: str, reason: str) -> None:
    assert reason in [span.text for span in reason_candidates(text)]


@pytest.mark.parametrize("text", ["来访登记", "客人不来了", "他来了没有", "施工吵得很"])
def test_coming_alone_is_no_reason_and_work_no_name(text: str) -> None:
    assert [*reason_candidates(text), *name_candidates(text)] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("欧阳静女士", "欧阳静"),
        ("鄧麗欣小姐", "鄧麗欣"),
        ("王女士", "王女士"),
        ("欧阳女士", "欧阳女士"),
        ("李总", "李总"),
        ("Dr. Evans", "Dr. Evans"),
    ],
)
def test_a_title_is_left_out_where_the_whole_name_is_known(said: str, name: str) -> None:
    assert without_title(said) == name


def test_particles_are_no_part_of_a_reason() -> None:
    assert without_particles("修门了") == "修门"
    assert without_particles("了") == "了"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("also interview", "interview"),
        ("also for an interview", "interview"),
        ("同样是面试", "面试"),
        ("Alsop's interview", "Alsop's interview"),
        ("also", "also"),
        ("都市更新项目讨论", "都市更新项目讨论"),
        ("也门代表团接待", "也门代表团接待"),
        ("same-day delivery", "same-day delivery"),
        ("site survey", "site survey"),
    ],
)
def test_that_it_is_so_of_another_guest_too_is_no_part_of_a_reason(said: str, reason: str) -> None:
    assert without_particles(said) == reason


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
    spans = otherwise_named(text, [], asked=False)
    assert [(span.entity, span.value) for span in spans] == [("visitor_name", n) for n in names]
    assert all(text[span.start : span.end] == span.text for span in spans)


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
def test_what_only_looks_like_names_in_a_row_is_none(text: str) -> None:
    assert otherwise_named(text, [], asked=False) == []


def test_a_name_that_was_found_is_not_found_again() -> None:
    known = [{"entity": "visitor_name", "value": "张三", "start": 0, "end": 2}]
    assert [one.value for one in otherwise_named("张三和李四来", known, asked=True)] == ["李四"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他们是老刘和小周", ["老刘", "小周"]),
        ("It's Zed and Quill", ["Zed", "Quill"]),
        ("客人叫阿福。", ["阿福"]),
        ("12", []),
    ],
)
def test_the_answer_to_who_is_names_as_it_was_said(text: str, names: list[str]) -> None:
    spans = otherwise_named(text, [], asked=True)
    assert [(span.entity, span.value) for span in spans] == [("told_name", n) for n in names]
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert otherwise_named(text, [], asked=False) == []


def test_what_stands_for_something_else_is_no_name() -> None:
    text = "阿福，明天三点"
    time = {"entity": "time", "value": "", "start": 3, "end": 7}
    assert [one.value for one in otherwise_named(text, [time], asked=True)] == ["阿福"]


def test_a_name_is_all_that_it_is_called_by() -> None:
    assert whole_name("施工队明天来", 2) == 3
    assert whole_name("王总明天来", 2) == 2


@pytest.mark.parametrize(("reason", "none"), [("to see us", True), ("找我", True), ("面试", False)])
def test_seeing_the_host_is_no_reason(reason: str, none: bool) -> None:
    assert says_no_reason(reason) is none
