"""Talking without a wire: the real core on the demo park, and a bot that repeats."""

import io
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from parkline.process.clock import SetClock
from parkline.process.core import Core, ParkMissing, core
from parkline.scratch.console import Console
from parkline.scratch.talk import _answer_lines, _Talk, understood
from parkline.settings.settings import Settings
from tests.connectors.bot.fake import TOKEN, FakeBot
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING

Line = dict[str, Any]
Talk = Callable[..., Any]


def settings(bot: FakeBot, **values: Any) -> Settings:
    port = urlsplit(bot.url).port
    return Settings(demo=True, bot_port=port, bot_token=TOKEN, **values)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(WEDNESDAY_MORNING)


@pytest.fixture
async def made(demo_url: str, bot: FakeBot, clock: SetClock) -> AsyncIterator[Core]:
    async with core(settings(bot), demo_url, None, clock) as made:
        yield made


@pytest.fixture
def console(made: Core, clock: SetClock) -> Console:
    return Console(made, clock)


@pytest.fixture
def talk(
    made: Core,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Talk:
    """Lines in (objects, or text as it is), lines out."""

    async def talking(*lines: Line | str, scratch: bool = True) -> list[Line]:
        written = [ln if isinstance(ln, str) else json.dumps(ln) for ln in lines]
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(written) + "\n"))
        await _answer_lines(_Talk(made, clock, scratch=scratch))
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return talking


DONE = {"user": "ann", "done": True}


def re_(text: str, user: str = "ann") -> Line:
    return {"user": user, "text": f"re: {text}", "buttons": [], "data": {}}


async def test_a_line_is_answered_and_then_done(talk: Talk) -> None:
    assert await talk({"user": "ann", "text": "两份牛肉面"}) == [re_("两份牛肉面"), DONE]


async def test_each_user_has_a_conversation_of_their_own(talk: Talk, bot: FakeBot) -> None:
    await talk(
        {"user": "ann", "text": "一"}, {"user": "bob", "text": "二"}, {"user": "ann", "text": "三"}
    )
    first, second, third = [turn["sender"] for turn in bot.asked]
    assert first == third != second


async def test_a_line_without_a_user_is_the_tenants(talk: Talk) -> None:
    assert await talk({"text": "hi"}) == [re_("hi", "tenant"), {"user": "tenant", "done": True}]


@pytest.mark.parametrize(
    "broken",
    ["{", "两份牛肉面", '{"user": "ann"', "[1, 2]", '"text"', "null", "7", "[" * 100_000],
    ids=["open", "words", "half", "list", "string", "null", "number", "deep"],
)
async def test_a_broken_line_says_so_and_the_next_is_answered(talk: Talk, broken: str) -> None:
    wrong, *rest = await talk(broken, {"user": "ann", "text": "在吗"})
    assert set(wrong) == {"user", "error"}
    assert wrong["error"]
    assert rest == [re_("在吗"), DONE]


async def test_an_empty_line_is_nothing(talk: Talk) -> None:
    assert await talk("", "   ") == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"user": "ann"}, "a line is one of text, acts, show, seed, reset"),
        ({"user": "ann", "show": "everything"}, "a line is one of text, acts, show, seed, reset"),
        ({"user": "ann", "text": "x", "at": "2026-12-02T09:30:00"}, "needs an offset"),
        ({"user": "ann", "text": "x", "at": "tomorrow"}, "an ISO time with its offset"),
        ({"user": "ann", "text": "x", "at": 7}, "`at`"),
        (
            {"user": "ann", "seed": {"orders": [{"days_ago": 1, "lines": [
                {"item": "dragon soup", "quantity": 1}]}]}},
            "no item called 'dragon soup'",
        ),
        ({"user": "ann", "seed": {"orders": [{"days_ago": 1, "lines": []}]}}, "lines"),
        ({"user": "ann", "seed": "much"}, "Seed"),
    ],
)  # fmt: skip
async def test_a_line_that_cannot_be_done_says_why(talk: Talk, line: Line, problem: str) -> None:
    [wrong] = await talk(line)
    assert wrong["user"] == "ann"
    assert problem in wrong["error"]


async def test_a_text_that_is_no_text_says_so(talk: Talk, bot: FakeBot) -> None:
    [wrong] = await talk({"user": "ann", "text": None})
    assert "text" in wrong["error"]
    assert bot.asked == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"user": "ann", "text": "x", "at": "2026-12-02T09:30:00+08:00"}, "scratch park"),
        ({"user": "ann", "show": "state"}, "--scratch"),
        ({"user": "ann", "seed": {"orders": []}}, "--scratch"),
    ],
)
async def test_a_real_park_is_neither_seeded_nor_moved_in_time(
    talk: Talk, bot: FakeBot, line: Line, problem: str
) -> None:
    [wrong] = await talk(line, scratch=False)
    assert problem in wrong["error"]
    assert bot.asked == []


async def test_the_clock_stands_where_at_put_it(talk: Talk, bot: FakeBot) -> None:
    await talk(
        {"user": "ann", "text": "一", "at": "2026-12-03T10:44:00+08:00"},
        {"user": "ann", "text": "二"},
    )
    moments = [datetime.fromisoformat(turn["metadata"]["now"]) for turn in bot.asked]
    assert moments == [datetime(2026, 12, 3, 10, 44, tzinfo=SHANGHAI)] * 2


async def test_a_user_starts_with_nothing(talk: Talk) -> None:
    [shown] = await talk({"user": "ann", "show": "state"})
    assert shown == {
        "user": "ann",
        "state": {
            "orders": [],
            "waiting_for_approval": [],
            "tickets": [],
            "visits": [],
            "bookings": [],
            "waits": [],
            "owner": "bot",
            "handoff": None,
            "faqs_answered": [],
        },
    }


async def test_a_seeded_past_is_shown(talk: Talk) -> None:
    lines = [{"item": "beef noodles", "quantity": 2}, {"item": "可乐", "quantity": 1}]
    order = {"days_ago": 1, "fulfilment": "pickup", "lines": lines}
    done, shown = await talk(
        {"user": "ann", "seed": {"orders": [order]}}, {"user": "ann", "show": "state"}
    )
    assert done == DONE
    orders = shown["state"]["orders"]
    found = {ln["item_en"]: ln["quantity"] for one in orders for ln in one["lines"]}
    assert found == {"beef noodles": 2, "cola": 1}
    assert {one["status"] for one in orders} == {"completed"}


@pytest.mark.parametrize(
    ("word", "polite"),
    [
        ("牛肉面", "这条消息太长了，我只能读 2000 个字以内的"),
        ("hello ", "That message is too long"),
    ],
)
async def test_a_message_of_ten_thousand_characters_is_refused_in_its_language(
    console: Console, bot: FakeBot, word: str, polite: str
) -> None:
    text = (word * 10_000)[:10_000]
    [reply] = await console.turn("ann", text)
    assert reply["text"].replace("2,000", "2000").startswith(polite)
    assert bot.asked == [], "and none of it was done"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x07", "\r\n"])
async def test_a_message_of_nothing_is_answered(console: Console, bot: FakeBot, text: str) -> None:
    [reply] = await console.turn("ann", text)
    assert reply["text"].startswith("抱歉，这个我没听明白")
    assert bot.asked == []


async def test_control_characters_and_half_characters_do_no_harm(
    console: Console, bot: FakeBot
) -> None:
    await console.turn("ann", "两份\x00牛\x1b[31m肉面\r\n谢谢\ud800")
    assert [turn["text"] for turn in bot.asked] == ["两份牛[31m肉面\n谢谢?"]


async def test_a_user_whose_name_no_store_can_hold_is_an_error_line(
    talk: Talk, bot: FakeBot
) -> None:
    wrong, *rest = await talk(
        '{"user": "a\\u0000b", "text": "hi"}', {"user": "ann", "text": "在吗"}
    )
    assert "user" in wrong["error"]
    assert rest == [re_("在吗"), DONE]


async def test_a_bot_that_is_down_is_admitted(console: Console, bot: FakeBot) -> None:
    bot.ready = False
    [reply] = await console.turn("ann", "two lattes")
    assert "won't be lost" in reply["text"]


async def test_a_park_that_is_not_in_the_database(demo_url: str, bot: FakeBot) -> None:
    with pytest.raises(ParkMissing, match="parkline park init"):
        async with core(settings(bot, park="elsewhere"), demo_url, None):
            pass


SAFE = {"zone": "none", "kind": None, "p": 0.0}


def test_what_is_understood_as_the_command_prints_it() -> None:
    entity = {"entity": "item", "text": "牛肉面", "value": 3, "start": 2, "end": 5, "more": 1}
    parsed = {
        "intent": {"name": "order_food", "confidence": 0.9},
        "intent_ranking": [
            {"name": "order_food", "confidence": 0.9},
            {"name": "modify_order", "confidence": 0.1},
        ],
        "faq": {"id": "wifi"},
        "entities": [entity],
    }
    assert understood("两份牛肉面", parsed) == {
        "text": "两份牛肉面",
        "lang": "zh",
        "intent": "order_food",
        "confidence": 0.9,
        "ranking": {"order_food": 0.9, "modify_order": 0.1},
        "faq": None,
        "danger": SAFE,
        "entities": [{"entity": "item", "text": "牛肉面", "value": 3, "start": 2, "end": 5}],
    }


def test_what_is_not_understood_at_all() -> None:
    assert understood("？", {}) == {
        "text": "？",
        "lang": "zh",
        "intent": "out_of_scope",
        "confidence": 0.0,
        "ranking": {},
        "faq": None,
        "danger": SAFE,
        "entities": [],
    }
