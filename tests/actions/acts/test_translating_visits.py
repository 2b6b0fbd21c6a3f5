"""What is said of a visit that is registered, or sounds as if one were."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.acts.acts import Act, Correct, Deny, Give, Start
from services.acts.state import Asked, Standing, State, Thing
from services.acts.values import Count, Place, What, When
from tests.actions.driver import entity, location
from tests.given.acts import NOW, state
from tests.given.reading import read

VISIT = Thing(
    What.VISIT,
    Standing.MADE,
    "visit:1",
    number="V-AAAAAA",
    fields={
        "names": ("赵敏", "孙丽"),
        "headcount": Count(exactly=2),
        "when": When(start=NOW, day=NOW.date()),
    },
    touched_at=NOW,
    may=frozenset({"give", "correct", "cancel"}),
)
REPAIR = replace(
    VISIT,
    what=What.REPAIR,
    id="ticket:1",
    number="T-AAAAAA",
    fields={"category": "network", "place": Place(building="A", floor=9, room="901")},
)


def said(text: str, intent: str, stands: State, *found: dict[str, object]) -> Act:
    [act] = read(text, stands, intent, found=found)
    return act


def name(who: str, text: str) -> dict[str, object]:
    start = text.index(who)
    return entity("visitor_name", who, start=start, end=start + len(who))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("孙丽不来了", "孙丽"),
        ("赵敏有事，不来了", "赵敏"),
        ("取消孙丽，另一个照来", "孙丽"),
        ("cancel 赵敏 please", "赵敏"),
        ("no need for 孙丽", "孙丽"),
    ],
)
def test_who_of_several_is_not_coming_leaves_the_others(text: str, gone: str) -> None:
    act = said(text, "cancel_visit", state(VISIT), name(gone, text))
    assert isinstance(act, Correct)
    assert act.fields.names == tuple(one for one in ("赵敏", "孙丽") if one != gone)
    assert act.fields.headcount == Count(exactly=1)


@pytest.mark.parametrize("expects", ["visit_cancel", "repair_cancel", "order_cancel"])
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("还是来的", "bot_challenge"),
        ("先不取消了", "cancel_order"),
        ("别取消", "cancel_visit"),
        ("no don't cancel", "cancel_order"),
        ("she's still coming", "register_visitor"),
    ],
)
def test_who_is_asked_whether_to_call_it_off_and_wants_it_kept_says_no(
    text: str, intent: str, expects: str
) -> None:
    stands = replace(state(VISIT), asked=Asked(expects, VISIT.id))
    assert isinstance(said(text, intent, stands), Deny)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mr. Tanaka will visit me today at 16:00.", "Mr. Tanaka"),
        ("李敏明天下午三点到访", "李敏"),
        ("王总后天上午十点过来", "王总"),
        ("Emily Carter will be here tomorrow at 3pm", "Emily Carter"),
        ("张工今天四点到A座", "张工"),
    ],
)
def test_who_comes_and_when_is_no_question_where_no_visit_stands(text: str, who: str) -> None:
    act = said(text, "track_visit", state(), name(who, text))
    assert isinstance(act, Start)
    assert act.fields.names == (who,)


@pytest.mark.parametrize("text", ["李敏明天下午三点到了吗", "Did Emily arrive at 3pm today?"])
def test_a_question_for_a_guest_stays_one(text: str) -> None:
    who = "李敏" if "李敏" in text else "Emily"
    assert said(text, "track_visit", state(), name(who, text)).act == "ask"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("让她来A座801找我，我姓严", "严"),
        ("到A座801，联系人周涛", "周涛"),
        ("they should come to A座801 and ask for Bob", "Bob"),
    ],
)
def test_another_name_beside_a_place_replaces_no_guest(text: str, host: str) -> None:
    place = location("A", 8, "801", start=text.index("A座"), end=text.index("A座") + 5)
    act = said(text, "out_of_scope", state(VISIT), place, name(host, text))
    assert isinstance(act, Give | Correct)
    assert act.fields.names == ()


@pytest.mark.parametrize(
    "text",
    [
        "不好意思说错了，是10楼1001",
        "sorry typo, 是1001不是901",
        "不对，是1001",
        "房间号错了，应该是1001",
        "oops wrong room, it's 1001",
    ],
)
@pytest.mark.parametrize("intent", ["cancel_repair", "deny", "out_of_scope", "complain"])
def test_a_room_that_was_told_wrongly_is_corrected(text: str, intent: str) -> None:
    act = said(text, intent, state(REPAIR))
    assert isinstance(act, Correct)
    assert act.fields.place is not None
    assert act.fields.place.room == "1001"


@pytest.mark.parametrize(
    "text",
    [
        "make it an hour later",
        "change it to half an hour later",
        "改到一小时以后吧",
    ],
)
def test_so_much_later_is_later_than_it_stands(text: str) -> None:
    act = said(text, "modify_order", state(VISIT))
    assert isinstance(act, Correct)
    assert act.fields.when is not None
    assert (act.fields.when.start, (act.fields.when.shift or 0) > 0) == (None, True)


@pytest.mark.parametrize("text", ["Bob A座801", "Bob 粤B12345"])
def test_a_part_of_a_name_that_stands_replaces_nobody(text: str) -> None:
    visit = replace(VISIT, fields={**VISIT.fields, "names": ("Bob Chen", "Mary Wu")})
    found = [name("Bob", text)]
    for act in read(text, state(visit), "cancel_order", found=found):
        if isinstance(act, Give | Correct):
            assert act.fields.names in ((), ("Bob Chen", "Mary Wu"))


def test_one_of_two_who_is_called_by_a_part_of_the_name_drops_out() -> None:
    visit = replace(VISIT, fields={**VISIT.fields, "names": ("Bob Chen", "Mary Wu")})
    text = "Bob can't make it"
    [act] = read(text, state(visit), "cancel_order", found=[name("Bob", text)])
    assert isinstance(act, Correct)
    assert act.fields.names == ("Mary Wu",)


@pytest.mark.parametrize("text", ["先不取消", "不取消了", "don't cancel it"])
def test_who_wants_nothing_cancelled_is_not_asked_whether_to_cancel(text: str) -> None:
    assert isinstance(said(text, "cancel_repair", state(REPAIR)), Deny)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("明天有两拨人来：上午10点何志强，下午3点吴晓燕", ("何志强", "吴晓燕")),
        ("明天何志强上午10点到，吴晓燕下午3点到", ("何志强", "吴晓燕")),
        ("tomorrow I have Bob Chen at 10am and Mary Wu at 3pm", ("Bob Chen", "Mary Wu")),
        ("10am tomorrow Bob Chen, 3pm tomorrow Mary Wu", ("Bob Chen", "Mary Wu")),
        ("登记一下，明早10点张三，明天下午3点李四", ("张三", "李四")),
    ],
)
def test_guests_who_come_at_different_times_are_a_visit_each(
    text: str, who: tuple[str, str]
) -> None:
    found = [name(one, text) for one in who]
    acts = read(text, state(), "register_visitor", found=found)
    assert [one.act for one in acts] == ["start", "start"]
    assert [one.fields.names for one in acts if isinstance(one, Start)] == [(who[0],), (who[1],)]
    whens = [one.fields.when for one in acts if isinstance(one, Start)]
    assert [when.start.hour for when in whens if when and when.start] == [10, 15]
    assert {when.day for when in whens if when} == {(NOW + timedelta(days=1)).date()}


def test_guests_who_come_together_are_one_visit() -> None:
    text = "明天下午3点何志强和吴晓燕来"
    found = [name("何志强", text), name("吴晓燕", text)]
    [act] = read(text, state(), "register_visitor", found=found)
    assert isinstance(act, Start)
    assert act.fields.names == ("何志强", "吴晓燕")


OTHER = replace(
    VISIT, id="visit:2", number="V-BBBBBB", fields={**VISIT.fields, "names": ("Marcus Bell",)}
)


@pytest.mark.parametrize(
    ("text", "guest", "number"),
    [
        ("孙丽带个徒弟，两个人", "孙丽", "V-AAAAAA"),
        ("Marcus comes with a colleague, two people", "Marcus", "V-BBBBBB"),
        ("Marcus is two people, sorry", None, "V-BBBBBB"),
    ],
)
def test_what_is_said_of_a_guest_is_of_their_visit_and_not_of_the_last_one(
    text: str, guest: str | None, number: str
) -> None:
    first, last = (VISIT, OTHER) if number == OTHER.number else (OTHER, VISIT)
    found = [name(guest, text)] if guest else []
    act = said(text, "register_visitor", state(first, last), *found, entity("headcount", 2))
    assert isinstance(act, Correct)
    assert act.of.number == number
    assert act.fields.names in ((), ("赵敏", "孙丽"), ("Marcus Bell",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "赵敏的车牌沪C90K17，Marcus一个人来",
            [("V-AAAAAA", "沪C90K17", None), ("V-BBBBBB", None, 1)],
        ),
        (
            "Marcus is driving, plate 粤B2N47S. 赵敏 comes alone",
            [("V-BBBBBB", "粤B2N47S", None), ("V-AAAAAA", None, 1)],
        ),
    ],
)
def test_each_of_two_guests_is_told_of_in_their_own_clause(
    text: str, told: list[tuple[str, str | None, int | None]]
) -> None:
    alone = "一个人" if "一个人" in text else "alone"
    start = text.index(alone)
    count = entity("headcount", 1, start=start, end=start + len(alone))
    acts = read(text, state(VISIT, OTHER), "register_visitor", found=[count])
    assert all(isinstance(act, Give | Correct) for act in acts)
    assert [
        (
            act.of.number,
            act.fields.plate,
            act.fields.headcount.exactly if act.fields.headcount else None,
        )
        for act in acts
        if isinstance(act, Give | Correct)
    ] == told


WITH_CARS = replace(
    VISIT, fields=VISIT.fields | {"plate": "沪A30N71", "more_plates": ("浙F9X233",)}
)
WITH_ONE_CAR = replace(VISIT, fields=VISIT.fields | {"plate": "沪A30N71"})


@pytest.mark.parametrize(
    "text", ["两台车 沪A30N71 浙F9X233", "两辆车，沪A30N71和浙F9X233", "cars 沪A30N71 and 浙F9X233"]
)
def test_several_plates_are_several_cars(text: str) -> None:
    act = said(text, "register_visitor", state(VISIT))
    assert isinstance(act, Give)
    assert (act.fields.plate, act.fields.more_plates) == ("沪A30N71", ("浙F9X233",))
    assert act.fields.headcount is None


@pytest.mark.parametrize(
    "text", ["再加一台车 苏E8K392", "one more car: 苏E8K392", "还有一辆车是苏E8K392"]
)
def test_one_more_car_comes_besides(text: str) -> None:
    act = said(text, "register_visitor", state(WITH_ONE_CAR))
    assert isinstance(act, Give | Correct)
    assert (act.fields.plate, act.fields.adds_plates) == ("苏E8K392", True)


def test_the_second_car_of_one_is_one_more() -> None:
    act = said("the second car is 苏E8K392", "register_visitor", state(WITH_ONE_CAR))
    assert isinstance(act, Give | Correct)
    assert act.fields.adds_plates


@pytest.mark.parametrize(
    "text",
    [
        "不是浙F9X233那辆，是浙F9X239",
        "不是浙F那辆，是浙F9X239",
        "尾号233那辆车换成浙F9X239",
        "第二辆车改成浙F9X239",
        "not the one ending in 233, it's 浙F9X239",
    ],
)
def test_another_car_comes_in_the_place_of_one(text: str) -> None:
    act = said(text, "register_visitor", state(WITH_CARS))
    assert isinstance(act, Correct)
    assert (act.fields.plate, act.fields.more_plates) == ("浙F9X239", ())
    assert act.old.plate == "浙F9X233"


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        ("沪A30N71 不来了", ("浙F9X233",)),
        ("尾号233那辆不来了", ("沪A30N71",)),
        ("第二辆车不来了", ("沪A30N71",)),
        ("take off the car 沪A30N71", ("浙F9X233",)),
        ("沪A30N71不来了，换苏E8K392", ("浙F9X233", "苏E8K392")),
    ],
)
@pytest.mark.parametrize("intent", ["cancel_visit", "register_visitor", "deny"])
def test_a_car_that_does_not_come_calls_off_no_visit(
    text: str, stay: tuple[str, ...], intent: str
) -> None:
    act = said(text, intent, state(WITH_CARS))
    assert isinstance(act, Correct)
    assert (act.fields.plate, *act.fields.more_plates) == stay
    assert not act.fields.names


def test_the_only_car_that_does_not_come_leaves_none() -> None:
    act = said("沪A30N71 不来了", "cancel_visit", state(WITH_ONE_CAR))
    assert isinstance(act, Correct)
    assert (act.fields.plate, act.fields.more_plates) == ("", ())


def test_a_plate_that_is_taken_back_in_the_same_breath_is_none() -> None:
    act = said("车牌沪A30N71，说错了，沪A30N72", "register_visitor", state(VISIT))
    assert isinstance(act, Give | Correct)
    assert (act.fields.plate, act.fields.more_plates) == ("沪A30N72", ())


@pytest.mark.parametrize("intent", ["out_of_scope", "register_visitor", "track_visit"])
def test_who_stands_in_no_visit_and_comes_at_the_same_hour_has_one_of_their_own(
    intent: str,
) -> None:
    text = "周总今天晚上11点半来"
    act = said(text, intent, state(VISIT), name("周总", text))
    assert isinstance(act, Start)
    assert act.fields.names == ("周总",)


def test_a_guest_of_another_visit_is_meant_though_this_one_was_asked_about() -> None:
    other = replace(
        VISIT, id="visit:2", number="V-BBBBBB", fields={**VISIT.fields, "names": ("周总",)}
    )
    stands = state(other, VISIT)
    stands = replace(stands, asked=Asked("visit_change", thing="visit:2"))
    text = "孙丽改成11点来"
    act = said(text, "register_visitor", stands, name("孙丽", text))
    assert isinstance(act, Correct)
    assert act.of.thing == "visit:1"


@pytest.mark.parametrize(
    "text", ["她说后天不行 改大后天", "Thursday doesn't work, make it Friday instead"]
)
def test_a_day_that_does_not_do_is_not_the_one(text: str) -> None:
    [act] = [one for one in read(text, state(VISIT), "change_booking") if isinstance(one, Correct)]
    assert act.fields.when is not None
    assert act.fields.when.day is not None
    days = (act.fields.when.day - NOW.date()).days
    assert days == (3 if "大后天" in text else (4 - NOW.weekday()) % 7)
