"""What a message said, out of its entities. No database."""

from datetime import datetime, timedelta

import pytest

from actions.kit.said import Said
from tests.actions.driver import found_besides
from tests.given.demo_park import NOON
from times.standing import Standing

Entity = dict[str, object]


def said(text: str = "…", intent: str = "order_food", *entities: Entity, **more: object) -> Said:
    return Said.of(
        {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities} | more
    )


def one(entity: str, value: object, **more: object) -> Entity:
    return {"entity": entity, "value": value} | more


def test_what_belongs_together_is_one_line_in_the_order_of_speaking() -> None:
    lines = said(
        "两份牛肉面不要辣，一瓶可乐",
        "order_food",
        one("item", 1, group="a", text="牛肉面"),
        one("quantity", 2, group="a", unit="份"),
        one("option", "not_spicy", group="a"),
        one("note", "快点", group="a"),
        one("note", "多放葱", group="a"),
        one("item", 2, group="b", text="可乐"),
        one("quantity", 1, group="b"),
        one("meal", "lunch"),
    ).lines()
    assert [(ln.item_id, ln.words, ln.quantity, ln.unit, ln.options, ln.note) for ln in lines] == [
        (1, "牛肉面", 2, "份", ["not_spicy"], "快点，多放葱"),
        (2, "可乐", 1, None, [], None),
    ]


def test_what_stands_alone_is_its_own_line_but_a_buttons_command_is_one() -> None:
    entities = [one("item", 1), one("quantity", 2)]
    assert [ln.item_id for ln in said("牛肉面 2", "order_food", *entities).lines()] == [1, None]
    pressed = said('/order_food{"item": 1, "quantity": 2}', "order_food", *entities).lines()
    assert [(ln.item_id, ln.quantity) for ln in pressed] == [(1, 2)]


def test_a_part_does_not_replace_the_whole() -> None:
    """两份牛肉面，其中一份不要辣: two, not one."""
    line = said(
        "…",
        "order_food",
        one("item", 1, group="a"),
        one("quantity", 2, group="a"),
        one("quantity", 1, group="a", role="part"),
    ).lines()[0]
    assert (line.quantity, line.quantity_role) == (2, None)


def time(moment: datetime, **more: object) -> Entity:
    return one("time", moment.isoformat(), **more)


def test_its_times_are_read_off_its_entities() -> None:
    told = said("…", "checkout", time(NOON, day_named=True, bound="before")).times()
    assert [(one.starts, one.bound, one.day_named) for one in told] == [(NOON, "before", True)]


def test_the_moment_of_a_button_is_a_time_that_is_meant() -> None:
    """Whatever day was offered first, or stands."""
    another = Standing(NOON.date() + timedelta(days=1))
    meant = said("/checkout", "checkout", time(NOON)).meant(another, NOON)
    assert meant is not None
    assert (meant.said.starts, meant.lacks, meant.past) == (NOON, None, False)


def test_now_beside_a_yes_is_no_time() -> None:
    now = time(NOON, asap=True)
    assert said("现在对了", "affirm", now).times() == []
    assert len(said("现在就要", "checkout", now).times()) == 1


def test_what_comes_every_week_is_no_single_time() -> None:
    every = one("recurrence", {"each": "week", "from": "09:00", "to": None})
    assert said("每周一9点", "order_food", every).repeats
    assert not said("每天9点，明天开始", "order_food", every, time(NOON)).repeats


@pytest.mark.parametrize(
    ("text", "entities", "share"),
    [
        ("送到A座", [one("location", {}, start=2, end=4)], 0.5),
        ("12:30", [one("time", "", start=0, end=5)], 1.0),
        ("12:30, A座！", [one("time", "", start=0, end=5), one("location", {}, start=7, end=9)], 1),
        ("牛肉面", [one("item", 1, start=0, end=3)], 0.0),
        ("？！", [], 0.0),
    ],
)
def test_how_much_of_it_is_an_answer(text: str, entities: list[Entity], share: float) -> None:
    assert said(text, "checkout", *entities).covered() == share


@pytest.mark.parametrize(
    ("text", "corrects", "redirects"),
    [
        ("改成三份", True, True),
        ("不对，是B座", True, True),
        ("actually make it B", True, True),
        ("送到B座", False, True),
        ("bring it to B", False, True),
        ("两份牛肉面", False, False),
        ("exchange rate", False, False),
    ],
)
def test_corrections_are_heard(text: str, corrects: bool, redirects: bool) -> None:
    heard = said(text, "order_food", *found_besides(text, []))
    assert (heard.corrects, heard.redirects) == (corrects, redirects)


@pytest.mark.parametrize(
    ("ranking", "leaning"),
    [
        ({}, None),
        ({"affirm": 0.07, "deny": 0.02}, None),
        ({"affirm": 0.08}, "affirm"),
        ({"affirm": 0.1, "deny": 0.3}, "deny"),
    ],
)
def test_a_leaning_to_yes_or_no(ranking: dict[str, float], leaning: str | None) -> None:
    ranked = [{"name": name, "confidence": p} for name, p in ranking.items()]
    assert said("这回对了", "thank", intent_ranking=ranked).leaning == leaning


def test_a_message_of_which_nothing_is_known_is_out_of_scope() -> None:
    nothing = Said.of({"text": None})
    assert (nothing.text, nothing.intent, nothing.lines(), nothing.times()) == (
        "", "out_of_scope", [], [],
    )  # fmt: skip


YES, NO_ACTS = {"affirm": 0.95}, dict[str, float]()


@pytest.mark.parametrize(
    ("intent", "ranking", "acts", "entities", "agrees"),
    [
        ("affirm", YES, {"confirm": 0.99}, [], True),
        ("checkout", {"checkout": 0.6, "affirm": 0.3}, NO_ACTS, [], True),
        ("checkout", {"checkout": 1.0}, {"edit:keep_only": 0.9}, [], True),
        ("thank", {"thank": 0.6, "affirm": 0.35}, {"social": 1.0, "confirm": 0.97}, [], True),
        # Not surely a yes.
        ("checkout", {"checkout": 0.6, "deny": 0.36}, NO_ACTS, [], False),
        ("affirm", {"affirm": 0.54}, {"confirm": 1.0}, [], False),
        ("goodbye", {"goodbye": 0.7, "affirm": 0.2}, {"confirm": 0.16}, [], False),
        ("thank", {"thank": 0.95}, {"confirm": 0.99}, [], False),
        ("deny", {"deny": 0.5, "affirm": 0.5}, {"confirm": 1.0}, [], False),
        # More than a yes, or none.
        ("checkout", {"checkout": 0.98}, {"give_up": 0.97}, [], False),
        ("affirm", YES, {"confirm": 0.9, "deny": 0.5}, [], False),
        ("affirm", YES, {"ask:fee": 0.9}, [], False),
        ("affirm", YES, NO_ACTS, [one("asks", True)], False),
    ],
)
def test_only_a_plain_yes_agrees(
    intent: str,
    ranking: dict[str, float],
    acts: dict[str, float],
    entities: list[Entity],
    agrees: bool,
) -> None:
    ranked = [{"name": name, "confidence": share} for name, share in ranking.items()]
    assert said("…", intent, *entities, intent_ranking=ranked, acts=acts).agrees is agrees


def op(word: str, text: str, role: str = "confirm") -> Entity:
    start = text.index(word)
    return {"label": "op", "role": role, "start": start, "end": start + len(word), "text": word}


@pytest.mark.parametrize(
    ("text", "yes", "ranking", "acts", "agrees"),
    [
        # All that was learned about words says yes; the intent, the first here, is torn.
        ("对，就下单", "对，就下单", {"checkout": 0.5, "affirm": 0.2}, {"confirm": 1}, True),
        ("yes 下单", "yes 下单", {"deny": 0.46, "checkout": 0.53}, {"confirm": 1.0}, True),
        ("对 thanks", "对 thanks", {"thank": 1.0}, {"confirm": 0.97}, True),
        ("对 快下单", "对 快下单", {"checkout": 0.45, "deny": 0.28}, {"confirm": 1.0}, True),
        # Words for the yes are the lesser part, or the intent of a yes is unlikely.
        ("yes, order", "yes", {"deny": 0.46, "checkout": 0.5}, {"confirm": 0.99}, False),
        ("好是好可是太晚", "好是好", {"affirm": 0.72}, {"confirm": 1.0}, False),
        ("对，取消", "对，取消", {"deny": 0.9, "affirm": 0.1}, {"confirm": 1.0}, False),
        # Something else may be said as well.
        ("yes 下单", "yes 下单", {"checkout": 0.53}, {"confirm": 1, "deny": 0.2}, False),
        # Neither an act nor a word of a yes was heard.
        ("好的好的几点能到", "", {"affirm": 0.91}, {"confirm": 0.24}, False),
        ("ok 下单吧", "下单", {"checkout": 0.99}, {"confirm": 0.2}, True),
    ],
)
def test_a_yes_in_words_of_a_yes_is_plain_though_its_intent_is_torn(
    text: str, yes: str, ranking: dict[str, float], acts: dict[str, float], agrees: bool
) -> None:
    ranked = [{"name": name, "confidence": share} for name, share in ranking.items()]
    heard = said(text, next(iter(ranking)), intent_ranking=ranked, acts=acts, spans=[op(yes, text)])
    assert heard.agrees is agrees


def test_a_pressed_yes_and_one_that_a_helper_has_heard_agree() -> None:
    assert said("/affirm", "affirm").agrees
    assert Said("", "affirm", 1.0, (), {}, {}).agrees
    assert not Said("", "deny", 1.0, (), {}, {}).agrees
