"""Candidates only: too many are no harm, the tagger chooses; one that is missing is."""

import pytest

from bot.components.parsers.visits import (
    name_candidates,
    reason_candidates,
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
