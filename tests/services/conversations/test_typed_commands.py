"""Words that press a button or answer what we asked."""

from datetime import timedelta

import pytest

from services.conversations.conversations import Reply
from tests.given.demo_park import DemoPark
from tests.services.conversations.chatting import MENU, NOW, TRACK, Chat


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("看菜单", "/browse_menu"),
        (" my ORDERS \n", "/track_order"),
        ("my orders please", None),
        ("/browse_menu", None),
    ],
)
async def test_typing_the_title_of_an_offered_button_presses_it(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    message = (await chat.hear(typed)).message
    assert (message.text, message.payload) == (typed, payload)


async def test_only_the_last_offer_is_heard_in_typed_words(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    assert (await chat.hear("看菜单", "m-1")).message.payload is None
    await chat.say(Reply("您好", [MENU]))
    await chat.say(Reply("还有别的吗"))
    assert (await chat.hear("看菜单", "m-2")).message.payload is None


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("1", "/browse_menu"),
        ("２", "/track_order"),
        ("一", "/browse_menu"),
        ("看菜单", "/browse_menu"),
        ("3", None),
        ("两份", None),
    ],
)
async def test_where_buttons_are_a_numbered_list_a_number_presses_one(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    message = (await chat.hear(typed, numbered=True)).message
    assert (message.text, message.payload) == (typed, payload)


async def test_elsewhere_a_number_is_only_a_number(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    assert (await chat.hear("1")).message.payload is None


async def test_a_number_answers_our_last_message_alone(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    await chat.say(Reply("要几份？"))
    assert (await chat.hear("1", numbered=True)).message.payload is None


async def test_news_that_asks_nothing_does_not_end_what_we_asked(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    await chat.say(Reply("您的餐到了"), author="system")
    assert (await chat.hear("2", numbered=True)).message.payload == "/track_order"


ASKS = Reply("几分？", data={"expects": "rating", "about": "ticket:12"})


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("给5分", '/rate{"rating": 5, "about": "ticket:12"}'),
        ('4星，有点"慢"', '/rate{"rating": 4, "about": "ticket:12", "comment": "有点\\"慢\\""}'),
        ("两份牛肉面", None),
        ("还是漏水", None),
    ],
)
async def test_a_rating_in_words_is_one_where_it_was_asked_for(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(ASKS)
    message = (await chat.hear(typed)).message
    assert (message.text, message.payload) == (typed, payload)


async def test_stars_are_no_rating_where_none_was_asked_for_or_a_day_later(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    await chat.say(ASKS, Reply("还有别的吗？"))
    assert (await chat.hear("5分", "m-1")).message.payload is None
    await chat.say(ASKS)
    late = NOW + timedelta(hours=24, seconds=1)
    assert (await chat.hear("5分", "m-2", now=late)).message.payload is None


ASKS_FIXED = {"ticket_no": "T-1", "expects": "confirm", "settles": "repair_confirm"}
FORMER = {"ticket_no": "T-1", "expects": "repair_confirm"}
"""As the version before asked it."""


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("好了，谢谢", '/confirm_repair{"ticket_no": "T-1"}'),
        ("还是漏水", '/reopen_repair{"ticket_no": "T-1", "comment": "还是漏水"}'),
        ("冒烟了！", None),
        ("两份牛肉面", None),
    ],
)
@pytest.mark.parametrize("asks", [ASKS_FIXED, FORMER], ids=["asked now", "asked before"])
async def test_words_answer_whether_a_repair_helped(
    demo: DemoPark, asks: dict[str, str], typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("修好了吗？", data=asks))
    assert (await chat.hear(typed)).message.payload == payload


@pytest.mark.parametrize(
    ("typed", "minutes", "payload"),
    [
        ("好的", 0, "/yes"),
        ("yes", 9, "/yes"),
        ("不同意", 0, "/no"),
        ("no", 0, "/no"),
        ("两份牛肉面", 0, None),
        ("好的", 10, None),
    ],
)
async def test_a_yes_in_words_answers_whether_to_be_linked_while_that_is_asked(
    demo: DemoPark, typed: str, minutes: int, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    buttons = [{"title": "是我，绑定", "payload": "/yes"}, {"title": "不", "payload": "/no"}]
    await chat.say(Reply("是您吗？", buttons, {"expects": "link_answer"}))
    heard = await chat.hear(typed, now=NOW + timedelta(minutes=minutes))
    assert heard.message.payload == payload
