"""Whatever is said, and whatever stands: what always holds of resolving."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.acts.acts import Act, Edit, Op, acts_of, as_json
from services.acts.resolving import resolve
from services.acts.state import Asked, Standing, StandingLine, State, Thing
from services.acts.steps import MOST_READINGS, Doubt, Refusal, Step
from services.acts.values import Count, Place, What, When
from tests.given.acts import NOW, ZONE, cart, edit, state

ITEM = st.integers(1, 4)
CODES = st.sampled_from(["hot", "iced", "no_chili", "mild"])
WORDS = st.sampled_from(["面", "latte", "辣", "hot", "王", "Anna", "!?", "", "no chili"])
MOMENTS = st.datetimes()
NAMES = st.sampled_from(["王芳", "Anna Keller", "李雷"])
NUMBERS = st.sampled_from(["O-1", "O-2", "V-1", "t1", "X"])

lines = st.builds(
    StandingLine,
    id=st.integers(1, 5),
    item=ITEM,
    name_zh=st.sampled_from(["牛肉面", "拿铁", "可乐"]),
    name_en=st.sampled_from(["beef noodles", "latte", "cola"]),
    quantity=st.integers(1, 4),
    options=st.lists(CODES, max_size=2, unique=True).map(tuple),
    note=st.none() | st.just("少辣"),
    words=st.frozensets(WORDS, max_size=2),
    tags=st.frozensets(WORDS, max_size=2),
    offers=st.frozensets(CODES, max_size=3),
)
several = st.lists(lines, max_size=4, unique_by=lambda one: one.id).map(tuple)
places = st.builds(
    Place,
    building=st.none() | st.sampled_from("AB"),
    floor=st.none() | st.integers(-2, 16),
    room=st.none() | st.sampled_from(["905", "lab", "1204"]),
    place=st.none() | st.just("pantry"),
)
moments = MOMENTS | st.just(NOW) | MOMENTS.map(lambda one: one.replace(tzinfo=UTC))
times = st.builds(
    When,
    start=st.none() | moments,
    end=st.none() | moments,
    day=st.none() | st.dates(),
)
stood = st.fixed_dictionaries(
    {},
    optional={
        "place": places | st.just("nonsense"),
        "when": times | moments,
        "until": times,
        "headcount": st.builds(Count, exactly=st.none() | st.integers(0, 5)) | st.integers(0, 5),
        "names": st.lists(NAMES, max_size=2).map(tuple),
        "plate": st.just("沪A12345"),
        "description": st.just("灯坏了"),
    },
)
MAY = ["edit", "give", "correct", "cancel", "restore", "urge", "confirm", "give_up"]
things = st.builds(
    Thing,
    what=st.sampled_from(What),
    standing=st.sampled_from(Standing),
    id=st.sampled_from(["a", "b", "c", "d"]),
    number=st.none() | NUMBERS,
    title=st.just({"zh": "标题", "en": "title"}),
    lines=several,
    removed=several,
    spoken=st.lists(st.integers(1, 5), max_size=2).map(tuple),
    fields=stood,
    missing=st.lists(st.sampled_from(["place", "when", "names"]), max_size=2).map(tuple),
    touched_at=st.none()
    | st.sampled_from([NOW, NOW - timedelta(minutes=5), NOW - timedelta(days=1)]),
    may=st.frozensets(st.sampled_from(MAY)),
    serial=st.none() | st.integers(1, 3),
)
offers = st.fixed_dictionaries(
    {},
    optional={
        "item": ITEM | st.just([1, 2]),
        "number": NUMBERS,
        "quantity": st.integers(0, 20),
        "title": WORDS | st.none(),
        "command": st.just("/x"),
    },
)
asked = st.builds(
    Asked,
    expects=st.sampled_from(["location", "confirm", "item"]),
    thing=st.none() | st.sampled_from(["a", "b", "gone"]),
    field_name=st.none() | st.sampled_from(["place", "when", "names", "phone"]),
    offered=st.lists(offers, max_size=3).map(tuple),
)
states = st.builds(
    State,
    now=st.just(NOW),
    zone=st.just(ZONE),
    language=st.just("zh"),
    things=st.lists(things, max_size=4, unique_by=lambda one: one.id).map(tuple),
    asked=st.none() | asked,
)


def told(**said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=said)


bare = told(
    item=ITEM,
    candidates=st.lists(ITEM, min_size=1, max_size=2),
    position=st.integers(-3, 3),
    has=WORDS,
    among=st.sampled_from(["all", "rest", "other", "last", "asked"]),
    lines=st.lists(st.integers(1, 5), min_size=1, max_size=2),
    words=st.just("那个"),
)
refs = st.builds(
    lambda one, but, some: {**one, **but, **some},
    bare,
    told(but=st.lists(bare, min_size=1, max_size=2)),
    told(any_of=st.lists(bare, min_size=1, max_size=2)),
)
targets = told(
    what=st.sampled_from(What),
    number=NUMBERS,
    ref=refs,
    made=st.booleans(),
    thing=st.sampled_from(["a", "b", "gone"]),
    new=st.booleans(),
    words=st.just("那个"),
)
wanted = told(
    item=ITEM,
    candidates=st.lists(ITEM, max_size=2),
    quantity=st.integers(0, 5),
    options=st.lists(CODES, max_size=2),
    words=st.just("面"),
)
when = told(
    start=moments.map(datetime.isoformat),
    end=moments.map(datetime.isoformat),
    day=st.dates().map(date.isoformat),
    asap=st.booleans(),
    meal=st.just("lunch"),
    shift=st.integers(-100, 100) | st.integers(-(10**15), 10**15),
    same_time=st.booleans(),
)
fields = told(
    place=told(building=st.just("A"), floor=st.integers(1, 9), room=st.just("905"),
               place=st.just("pantry"), same=st.booleans()),
    when=when, until=when, way=st.just("pickup"), phone=st.just("13800138000"),
    names=st.lists(NAMES, max_size=2), adds_names=st.booleans(),
    plate=st.sampled_from(["", "沪A1"]),
    headcount=told(exactly=st.integers(0, 5), plus=st.integers(-5, 5)),
    description=st.just("灯坏了"), category=st.just("hvac"), note=st.just("少盐"),
)  # fmt: skip
count = st.integers(0, 5)
kinds = st.sampled_from(What)
spoken_acts: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda what, said: {"act": "start", "what": what, **said}, kinds, told(
        lines=st.lists(wanted, max_size=2), fields=fields, again=st.booleans(), days_ago=count)),
    st.builds(lambda op, said: {"act": "edit", "op": op, **said}, st.sampled_from(Op), told(
        on=refs, lines=st.lists(wanted, max_size=3), quantity=count, part=count,
        options=st.lists(CODES, max_size=2), without=st.lists(CODES, max_size=2),
        note=st.just("少盐"), of=targets)),
    st.builds(lambda f, of: {"act": "give", "fields": f, **of}, fields, told(of=targets)),
    st.builds(lambda f, said: {"act": "correct", "fields": f, **said}, fields,
              told(of=targets, old=fields)),
    st.builds(lambda name, said: {"act": name, **said},
              st.sampled_from(["confirm", "cancel", "urge"]), told(of=targets)),
    st.builds(lambda said: {"act": "give_up", **said}, told(of=targets, everything=st.booleans())),
    st.builds(lambda said: {"act": "restore", **said}, told(of=targets, on=refs)),
    st.builds(lambda about, said: {"act": "ask", "about": about, **said},
              st.sampled_from(["faq", "menu", "item", "cart", "status", "fee", "time"]),
              told(of=targets, item=ITEM)),
    st.sampled_from([{"act": "deny"}, {"act": "human"}, {"act": "danger"}, {"act": "social"},
                     {"act": "complain", "words": "冷"}, {"act": "rate", "stars": 1},
                     {"act": "unknown", "words": "呃"}]),
)  # fmt: skip
acts = st.lists(spoken_acts, min_size=1, max_size=3).map(acts_of)

COLAS = state(cart("可乐 x2", "可乐 [hot]"))
MANY = settings(max_examples=40, deadline=None)


def steps_of(act: Act, stands: State, before: list[Step]) -> list[Step]:
    outcome = resolve(act, stands, named_before=before)
    match outcome:
        case Doubt():
            return [each for one in outcome.between for each in one.each]
        case Refusal():
            return []
    return list(outcome.each)


@MANY
@given(acts, states)
def test_it_raises_nothing_and_gives_the_same_again(said: tuple[Act, ...], stands: State) -> None:
    before: list[Step] = []
    for act in said:
        first = resolve(act, stands, named_before=before)
        assert resolve(act, stands, named_before=tuple(before)) == first
        if isinstance(first, Step):
            before += first.each


CHANGES = {"edit", "correct", "cancel", "urge", "restore", "confirm", "give_up", "give"}


def allowed(act: Act, thing: Thing) -> bool:
    """By hand and not by the resolver's own function."""
    name = act.act
    if name not in CHANGES:
        return True
    if thing.standing is Standing.DRAFT and name in {"give", "correct", "confirm", "give_up"}:
        return True
    if act.act == "restore" and act.on is not None and act.on.lines:
        return bool({"restore", "edit"} & thing.may)
    return name in thing.may or (name == "give" and "correct" in thing.may)


@MANY
@given(acts, states)
def test_nothing_is_done_to_what_may_not_be_changed_so(
    said: tuple[Act, ...], stands: State
) -> None:
    for act in said:
        for step in steps_of(act, stands, []):
            if step.thing is not None:
                assert step.thing in stands.things
                assert step.what is step.thing.what
                assert allowed(step.act, step.thing)


@MANY
@given(acts, states)
def test_lines_are_those_of_the_thing_and_never_fewer_than_none(
    said: tuple[Act, ...], stands: State
) -> None:
    for act in said:
        for step in steps_of(act, stands, []):
            if not step.lines:
                assert step.after == ()
                continue
            assert step.thing is not None
            there = step.thing.removed if step.act.act == "restore" else step.thing.lines
            assert set(step.lines) <= set(there)
            assert len(set(step.lines)) == len(step.lines)
            if step.act.act == "edit":
                assert len(step.after) == len(step.lines)
                assert all(left >= 0 for left in step.after)


@MANY
@given(acts, states)
def test_a_doubt_is_between_a_few_that_differ(said: tuple[Act, ...], stands: State) -> None:
    for act in said:
        outcome = resolve(act, stands)
        if isinstance(outcome, Doubt):
            assert 1 <= len(outcome.between) <= MOST_READINGS
            assert len({repr(one) for one in outcome.between}) == len(outcome.between)


@MANY
@given(acts, states)
@example((edit("refine", item="可乐", options=["hot"], part=2),), COLAS)
@example((edit("fewer", item="可乐", quantity=3),), COLAS)
@example((edit("swap", "雪碧?", item="可乐", part=0),), COLAS)
@example((edit("keep_only", item="可乐", quantity=3),), COLAS)
@example((edit("swap", "雪碧?", item="可乐", among="all", part=1),), COLAS)
@example((edit("refine", item="可乐", among="all", note="打包", part=1),), COLAS)
@example((edit("fill", item="可乐", quantity=9),), state(cart("牛肉面 x4", "可乐 x4")))
@example((edit("set", quantity=1),), state(cart("牛肉面 x2", "可乐 x3")))
def test_a_reading_means_the_same_when_its_button_is_pressed(
    said: tuple[Act, ...], stands: State
) -> None:
    """As a command it goes through JSON."""
    for act in said:
        for step in steps_of(act, stands, []):
            if not _is_settled(step):
                continue
            [again] = acts_of(as_json([step.act]))
            pressed = resolve(again, replace(stands, asked=None))
            assert isinstance(pressed, Step)
            assert pressed == replace(step, also=(), unsettled=pressed.unsettled)


def _is_settled(step: Step) -> bool:
    of = getattr(step.act, "of", None)
    settled = of is not None and of.thing is not None and step.thing is not None
    return settled and (not isinstance(step.act, Edit) or bool(step.lines) or bool(step.act.lines))


@MANY
@given(acts, states)
def test_nothing_relative_is_left_in_what_is_carried_out(
    said: tuple[Act, ...], stands: State
) -> None:
    for act in said:
        for step in steps_of(act, stands, []):
            told_of = getattr(step.act, "fields", None)
            if step.act.act not in ("give", "correct", "start") or step.thing is None:
                continue
            assert told_of is not None
            if told_of.headcount is not None:
                assert told_of.headcount.exactly is not None
                assert told_of.headcount.plus == 0
            if told_of.place is not None:
                assert not told_of.place.same


@MANY
@given(acts, states)
def test_a_question_changes_nothing(said: tuple[Act, ...], stands: State) -> None:
    for act in said:
        if act.act == "ask":
            assert all(step.act.act == "ask" for step in steps_of(act, stands, []))
