"""Words of danger that report none, and reports that only sound like such words."""

# ruff: noqa: E501 - sentences read better on one line

import pytest

from bot.components.parsers.repairs import find_urgency


def is_critical(text: str) -> bool:
    found = find_urgency(text)
    return found is not None and found.value == "critical"


@pytest.mark.parametrize(
    "text",
    [
        # Denied, and taken back.
        "今天忙得快着火了，来两份牛肉面", "气得我冒烟",
        "不是着火，是厨房的蒸汽", "没有漏气，放心", "It is not on fire, only the sunset", "no flood here, one drop",
        "刚才说的冒烟是误会，别派人来", "false alarm, that smoke was from the humidifier in the lobby",
        # Over.
        "上周电梯困人那件事处理完了吗", "我去年被困电梯那次的报告给我一份", "last month's fire in the lab, I need the report",
        "上个月被困电梯的同事要办工伤，材料交给谁", "去年那场火灾的保险理赔找谁", "we had a small fire at our previous office, so where are the extinguishers here",
        "the flood last summer, has the insurer answered", "nobody is trapped, the lift works", "no one was trapped in the lift",
        "please disregard my earlier message, the burning smell was just toast",
        # In the news, in an exercise, at work on it.
        "看新闻说外地工厂爆炸了", "触电急救讲座几点开始", "火灾仿真的算力怎么申请", "one flame-grilled steak please",
        "遇到火灾的时候该往哪走", "what would you do if the lift got stuck with people inside and someone was trapped",
        "海报上的火苗再画大一点", "I read in the newspaper about an explosion abroad, is our delivery late",
        # Figures of speech.
        "领导看完预算直接原地爆炸", "来一份滋滋冒烟的铁板牛肉", "这款爆炸头假发能寄到前台吗",
        "手机没电急得我头顶冒火", "需求再改我就原地爆炸", "sales are on fire this quarter", "这锅饭糊味太重，厨师走神了",
        "my coin is trapped in the machine", "我这把椅子漏气，越坐越低",
    ],
)  # fmt: skip
def test_what_reports_no_danger_does_not_alarm(text: str) -> None:
    assert not is_critical(text)


@pytest.mark.parametrize(
    "text",
    [
        "插座热得冒烟了", "配电箱热得冒烟",
        "这不是着火了吗，快来", "没有电了，着火了", "不是开玩笑，着火了", "昨晚就闻到煤气味，现在还在", "上周修的插座又冒烟了",
        "教授被困在电梯里了", "研究院二楼着火了", "新闻发布厅冒烟了", "报告厅着火了", "电影院着火了", "考试教室里冒烟",
        "not a drill, there is a fire in the lab", "no joke, the kitchen is on fire", "the server room is on fire",
        "there's smoke filling the print room", "my phone is dying and I am trapped in the lift",
        "上周换的保险丝冒烟了", "插座滋滋冒烟", "海报架着火了", "老师的手机当场爆炸了", "爆炸性气体漏了，漏气很响",
        "the socket you fixed last week is sparking", "fire in the paper store", "ignore my last message, there is smoke in the lab on 4",
        "上周刚修好的插座冒烟了", "somebody is trapped in the lift and nobody answers",
        "the door shut behind us and we are trapped", "不是着火，是冒烟，很大", "the card reader is smoking",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_still_alarms(text: str) -> None:
    assert is_critical(text)
