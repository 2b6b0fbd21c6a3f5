"""What goes and what stays, said of two in one breath."""

from typing import Any

import pytest

from actions.acts.translating.kept_apart import meant
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from tests.given import acts as given
from tests.given.acts import ITEMS, cart, order, repair, state, visit
from tests.given.reading import read

TWO = cart("热干面", "柠檬茶 x2")
REMOVES = {"edit:remove": 0.9}


def wrongly(words: str) -> list[dict[str, Any]]:
    """As if the reader had heard the other one go."""
    start = max(words.find("热干面"), words.find("面"))
    at = {"start": start, "end": start + 1, "text": words[start], "confidence": 0.9}
    return [{"label": "item", "role": "remove", "value": ITEMS["热干面"], **at}]


def gone(acts: list[Act]) -> list[Any]:
    edits = [one for one in acts if isinstance(one, Edit)]
    assert all(one.op is Op.REMOVE for one in edits)
    return [one.on and one.on.item for one in edits]


@pytest.mark.parametrize(
    "words",
    [
        "茶不要了面还是要的",
        "茶不要了，面还是要的",
        "热干面照旧茶去掉",
        "热干面留着柠檬茶不要",
        "面留着，茶去掉吧",
        "柠檬茶我不喝了面还要",
        "面我还是要的茶就算了",
        "把柠檬茶去掉热干面不变",
        "去掉柠檬茶留着热干面",
        "热干面还要的柠檬茶不要了",
        "柠檬茶不要了其他照旧",
        "哎呀同事请我喝茶了茶不要了热干面保留",
    ],
)
@pytest.mark.parametrize("misheard", [False, True])
@pytest.mark.parametrize("stands", [TWO, order("热干面", "柠檬茶 x2")])
def test_one_goes_and_the_other_stays(words: str, misheard: bool, stands: Any) -> None:
    spans = wrongly(words) if misheard and "面" in words else []
    acts = read(words, state(stands), "cancel_order", spans=spans, acts=REMOVES)
    assert gone(acts) == [ITEMS["柠檬茶"]]
    assert [one.act for one in acts] == ["edit"]


def test_what_is_put_in_besides_is() -> None:
    words = "茶不要了面还要，再加一份可颂"
    edits = [one for one in read(words, state(TWO), "modify_order") if isinstance(one, Edit)]
    assert [one.op for one in edits] == [Op.REMOVE, Op.ADD]
    assert [one.item for one in edits[1].lines] == [ITEMS["可颂"]]


def test_how_one_is_done_takes_nothing_out() -> None:
    acts = read("柠檬茶留着，不要冰", state(TWO), "modify_order", acts={"edit:refine": 0.9})
    assert Op.REMOVE not in [one.op for one in acts if isinstance(one, Edit)]


@pytest.mark.parametrize("words", ["柠檬茶去掉一杯热干面不变", "去掉一杯柠檬茶，热干面不变"])
def test_one_fewer_is_not_all_of_it(words: str) -> None:
    [edit] = [one for one in read(words, state(TWO), "modify_order") if isinstance(one, Edit)]
    assert (edit.op, edit.on and edit.on.item, edit.quantity) == (Op.FEWER, ITEMS["柠檬茶"], 1)


@pytest.mark.parametrize("words", ["热干面不要了还要一份可颂", "热干面不要了还要一杯柠檬茶"])
def test_one_more_of_another_is_more(words: str) -> None:
    edits = [one for one in read(words, state(TWO), "modify_order") if isinstance(one, Edit)]
    assert edits[0].op is Op.REMOVE
    assert edits[1].op in (Op.ADD, Op.MORE)


def test_what_goes_alone_leaves_the_reading_as_it_is() -> None:
    assert gone(read("热干面不要了", state(TWO), "modify_order")) == [ITEMS["热干面"]]


THREE = cart("拿铁", "美式咖啡", "可乐")


@pytest.mark.parametrize(
    ("words", "goes"),
    [
        ("要拿铁不要美式咖啡，可乐留着", ["美式咖啡"]),
        ("只要拿铁不要美式咖啡，可乐不变", ["美式咖啡"]),
        ("要拿铁别要美式咖啡，可乐还要的", ["美式咖啡"]),
        ("要拿铁不要美式咖啡留着可乐", ["美式咖啡"]),
        ("要拿铁不要美式咖啡可乐留着", ["美式咖啡"]),
        ("拿铁去掉美式咖啡留着", ["拿铁"]),
        ("拿铁取消美式咖啡和可乐留着", ["拿铁"]),
        ("拿铁不要 美式咖啡 可乐留着", ["拿铁"]),
        ("拿铁去掉，美式咖啡一杯，可乐留着", ["拿铁"]),
        ("拿铁去掉美式咖啡留着可乐去掉", ["拿铁", "可乐"]),
        ("美式咖啡留着拿铁不要", ["拿铁"]),
    ],
)
def test_a_name_right_behind_is_meant_unless_the_words_behind_tell_of_it(
    words: str, goes: list[str]
) -> None:
    acts = read(words, state(THREE), "modify_order")
    assert gone(acts) == [ITEMS[one] for one in goes]


@pytest.mark.parametrize(
    "words",
    [
        "茶不要了面留着，面再来一碗",
        "柠檬茶不要了热干面留着再来一碗",
        "柠檬茶不要了热干面留着，再加一碗热干面",
    ],
)
def test_more_of_what_stays_is_more(words: str) -> None:
    acts = read(words, state(TWO), "modify_order")
    edits = [(one.op, one.on and one.on.item) for one in acts if isinstance(one, Edit)]
    assert edits == [(Op.REMOVE, ITEMS["柠檬茶"]), (Op.MORE, ITEMS["热干面"])]


OTHERS = [
    given.act("cancel", of={"what": "visit"}),
    given.act("cancel", of={"what": "repair", "number": "T-1"}),
    given.act("cancel", of={"what": "order", "number": "O-9"}),
    given.act("give_up", of={"what": "visit"}),
    given.act("restore", on=given.ref(item="可颂")),
    given.act("restore", of={"what": "repair"}),
    given.act("unknown", words="lalala"),
]
VAGUE = [
    given.act("cancel"),
    given.act("cancel", of={"what": "order"}),
    given.act("deny"),
    given.act("give_up"),
    given.act("give_up", everything=True),
    given.act("restore"),
    given.act("restore", on=given.ref(item="热干面")),
    given.act("unknown", words="茶不要了面留着"),
    given.edit("more", item="热干面", quantity=1),
    given.edit("add", "热干面"),
]


@pytest.mark.parametrize(
    ("act", "is_kept"), [*((one, True) for one in OTHERS), *((one, False) for one in VAGUE)]
)
def test_only_what_is_vague_or_of_these_lines_is_left_out(act: Act, is_kept: bool) -> None:
    marks = [("goes", 1, 4, False), ("stays", 5, 7, True)]
    entities = [
        {"entity": "relation", "value": value, "start": start, "end": end, "before": before}
        for value, start, end, before in marks
    ]
    intent = {"name": "modify_order", "confidence": 0.9}
    said = Said.of({"text": "茶不要了面留着", "intent": intent, "entities": entities})
    acts = meant((act,), said, state(TWO, visit(), repair()))
    assert gone([acts[0]]) == [ITEMS["柠檬茶"]]
    assert acts[1:] == ((act,) if is_kept else ())
