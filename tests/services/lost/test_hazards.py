"""What is danger and no lost property."""

import pytest

from services.lost.hazards import is_hazard

DANGER = [
    "捡到一个煤气罐",
    "消防通道里发现几个钢瓶",
    "有个没人要的箱子",
    "大厅有个可疑的背包",
    "I found a gas cylinder by the stairs",
    "an unattended suitcase in the lobby",
    "there's a suspicious parcel at the gate",
    "found two syringes in the washroom",
]
PROPERTY = [
    "捡到一把没人要的伞",
    "捡到一个背包，里面有电脑",
    "found a bag in room 301",
    "somebody left her suitcase at our reception",
    "an abandoned umbrella",
    "捡到一张加油卡",
]


@pytest.mark.parametrize("text", DANGER)
def test_what_nobody_should_carry_is_danger(text: str) -> None:
    assert is_hazard(text)


@pytest.mark.parametrize("text", PROPERTY)
def test_what_somebody_forgot_is_none(text: str) -> None:
    assert not is_hazard(text)
