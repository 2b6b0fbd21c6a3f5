"""The detector: rules, what was learned beside them, and what a message that alarms carries."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.danger.detector import DangerDetector
from bot.components.danger.features import Row
from bot.components.danger.model import Model
from tests.bot.components.builders import message

DANGERS = {
    "medical": ["同事倒在地上叫不醒", "he fell down and does not breathe", "她倒下了叫她没反应"],
    "trapped": ["门从外面锁死了我出不去", "we cannot get out of the lab", "困住了谁来开门出不去"],
}
HARMLESS = [
    "空调不凉了", "两份牛肉面", "the printer is jammed", "门有点吱吱响", "谢谢", "灯坏了一盏",
    "one latte please", "叫醒服务几点开始", "前台地上有水渍", "how do I get a badge",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sentences of two writers, as lines of bot/data/danger."""
    folder = tmp_path_factory.mktemp("danger")
    lines = [
        {"text": text, "critical": True, "kind": kind}
        for kind, texts in DANGERS.items()
        for text in texts
    ]
    lines += [{"text": text, "critical": False, "kind": "question"} for text in HARMLESS]
    for writer in range(2):
        rows = "\n".join(json.dumps(line) for line in lines[writer::2])
        (folder / f"writer{writer}.jsonl").write_text(rows + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def detector(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> DangerDetector:
    return trained(folder, tmp_path_factory.mktemp("model"), alarm=0.5, ask=0.4)


def trained(data: Path, into: Path, **settings: Any) -> DangerDetector:
    """Trained, saved and loaded again, as in a model."""
    into.mkdir(exist_ok=True)
    storage, context = LocalModelStorage(into), ExecutionContext(GraphSchema({}))
    config = {**DangerDetector.get_default_config(), "data": str(data), "learned": "", **settings}
    DangerDetector.create(config, storage, Resource("d"), context).train(TrainingData([]))
    return DangerDetector.load(config, storage, Resource("d"), context)


def heard(detector: DangerDetector, text: str, **metadata: Any) -> dict[str, Any]:
    (found,) = detector.process([message(text, **metadata)])
    return found.as_dict(only_output_properties=True)


def values(parsed: dict[str, Any]) -> dict[str, Any]:
    return {e["entity"]: e["value"] for e in parsed.get("entities") or ()}


def test_danger_is_heard_in_words_that_no_rule_knows(detector: DangerDetector) -> None:
    parsed = heard(detector, "同事倒在地上没反应")
    assert parsed["danger"]["zone"] == "alarm"
    assert parsed["danger"]["kind"] == "medical"
    assert 0.5 <= parsed["danger"]["p"] <= 1
    assert values(parsed)["urgency"] == "critical"


def test_an_ordinary_message_is_in_no_danger(detector: DangerDetector) -> None:
    parsed = heard(detector, "两份牛肉面")
    assert (parsed["danger"]["zone"], parsed["danger"]["kind"]) == ("none", None)
    assert values(parsed) == {}


def test_what_says_there_is_no_hurry_is_asked_about_where_it_would_alarm(
    detector: DangerDetector,
) -> None:
    assert heard(detector, "同事倒在地上没反应")["danger"]["zone"] == "alarm"
    parsed = heard(detector, "同事倒在地上没反应，不急")
    assert parsed["danger"]["zone"] == "ask"
    assert values(parsed) == {}


def test_what_rules_hear_alarms_where_the_model_is_not_sure(detector: DangerDetector) -> None:
    for words in ("着火了", "there is smoke in the corridor"):
        assert heard(detector, words)["danger"]["zone"] == "alarm"


def test_what_a_rule_hears_is_asked_about_where_the_model_is_sure_that_it_is_nothing(
    tmp_path: Path,
) -> None:
    """Sixty lines of food that is on fire, and what is said of it is no alarm any more."""
    figures = [
        {"text": f"{dish}辣得嘴里着火{mark}", "critical": False, "kind": "food"}
        for dish in ("面", "饭", "鱼", "火锅", "鸡", "羊肉", "豆腐", "虾", "粉", "牛肉")
        for mark in ("", "啦", "哈哈")
    ]
    burning = [
        {"text": f"{place}那边烧得很大快来人", "critical": True, "kind": "fire"}
        for place in (
            "仓库",
            "车库",
            "机房",
            "楼上",
            "门口",
            "厨房",
            "大厅",
            "实验室",
            "宿舍",
            "走廊",
        )
    ]
    burning += [
        {"text": f"{who}倒下了没有呼吸", "critical": True, "kind": "medical"}
        for who in ("同事", "客人", "师傅", "老板")
    ]
    data = tmp_path / "data"
    data.mkdir()
    for writer in range(2):
        rows = [json.dumps(row) for row in [*figures, *burning][writer::2]]
        (data / f"writer{writer}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    detector = trained(data, tmp_path / "model", alarm=0.9, ask=0.4)
    parsed = heard(detector, "羊肉辣得嘴里着火")
    assert (parsed["danger"]["zone"], parsed["danger"]["kind"]) == ("ask", "fire")
    assert values(parsed) == {}
    assert heard(detector, "仓库着火了快来人")["danger"]["zone"] == "alarm"


def test_a_park_that_wants_fewer_alarms_is_asked_about_instead(detector: DangerDetector) -> None:
    strict = {"alarm": 0.999, "ask": 0.3}
    parsed = heard(detector, "同事倒在地上没反应", danger=strict)
    assert parsed["danger"]["zone"] == "ask"
    assert values(parsed) == {}


@pytest.mark.parametrize("cry", ["救命", "救命啊！！", "help", "Help me!!!", "快来人"])
def test_a_bare_cry_for_help_is_asked_about(detector: DangerDetector, cry: str) -> None:
    assert heard(detector, cry)["danger"]["zone"] == "ask"


def test_a_cry_of_joy_is_not(detector: DangerDetector) -> None:
    assert heard(detector, "救命，这个蛋糕太好吃了")["danger"]["zone"] == "none"


def test_pieces_are_heard_together(detector: DangerDetector) -> None:
    alone = heard(detector, "叫不醒")
    together = heard(detector, "叫不醒", said_before=["同事", "倒在地上"])
    assert together["danger"]["p"] > alone["danger"]["p"]
    assert (together["danger"]["zone"], together["danger"]["kind"]) == ("alarm", "medical")


def test_a_button_and_an_empty_message_are_in_no_danger(detector: DangerDetector) -> None:
    for text in ("/report_repair", "", "  "):
        assert heard(detector, text)["danger"] == {"zone": "none", "kind": None, "p": 0.0}


def test_without_sentences_rules_decide_alone(tmp_path: Path) -> None:
    bare = trained(tmp_path / "nothing", tmp_path / "model")
    assert heard(bare, "着火了")["danger"] == {"zone": "alarm", "kind": "fire", "p": 0.9}
    assert heard(bare, "同事倒在地上叫不醒")["danger"]["zone"] == "ask", "it is named outright"
    assert heard(bare, "同事倒在地上脸发青")["danger"]["zone"] == "none"


def test_a_model_learns_the_same_twice(folder: Path, tmp_path: Path) -> None:
    judged = [
        heard(trained(folder, tmp_path / name), "he cannot get out and does not breathe")
        for name in ("one", "two")
    ]
    assert judged[0]["danger"] == judged[1]["danger"]


def test_a_new_sentence_trains_the_component_anew(tmp_path: Path) -> None:
    config = {"data": str(tmp_path), "learned": str(tmp_path / "marks" / "x.jsonl")}
    before = DangerDetector.fingerprint_addon(config)
    (tmp_path / "w.jsonl").write_text('{"text": "x", "critical": false, "kind": "news"}\n')
    assert DangerDetector.fingerprint_addon(config) != before
    assert DangerDetector.fingerprint_addon({}), "taken from the cache, it has no config"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "x", "critical": "yes", "kind": "fire"}', "line 1"),
        ('{"text": "x", "critical": true, "kind": "boredom"}', "unknown kind"),
        ("{", "line 1"),
        ('{"text": "x", "critical": true}', "kind"),
    ],
)
def test_a_line_that_is_not_as_agreed_is_named(tmp_path: Path, line: str, why: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "w.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        trained(data, tmp_path)


def test_probabilities_stay_between_0_and_1(detector: DangerDetector) -> None:
    for text in (*HARMLESS, *DANGERS["medical"], "a" * 5000, "🔥" * 50):
        p = heard(detector, text)["danger"]["p"]
        assert np.isfinite(p)
        assert 0 <= p <= 1


def test_a_message_is_judged_once_and_then_with_each_that_follows(
    detector: DangerDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Row] = []
    judge = Model.judge

    def counted(model: Model, row: Row) -> tuple[float, str]:
        judged.append(row)
        return judge(model, row)

    monkeypatch.setattr(Model, "judge", counted)
    said = ["三楼的门", "推不开了", "里面还有人"]
    anew = [
        heard(detector, text, said_before=said[max(0, n - 2) : n]) for n, text in enumerate(said)
    ]
    assert len(judged) == 5, "three messages, and two of them with those before"
    again = [
        heard(detector, text, said_before=said[max(0, n - 2) : n]) for n, text in enumerate(said)
    ]
    assert (again, len(judged)) == (anew, 5)


def test_judgements_are_not_kept_for_ever(
    detector: DangerDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.components.danger.detector.REMEMBERED", 3)
    for number in range(5):
        heard(detector, f"第{number}盏灯不亮")
    assert len(detector._judged) == 3
