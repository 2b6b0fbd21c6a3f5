"""When the model is asked, what becomes of its answer, and what it costs those who wait."""

import asyncio
from time import monotonic
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from connectors.readers import asking, endpoint, second
from connectors.readers.breaker import FIRST_SECONDS
from models.conversations import Message
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.connectors.readers.conftest import Read
from tests.connectors.readers.fake import answers, busy, said, stalls

LEAK = "厕所的水一直流个不停"
NOT_UNDERSTOOD = ["没听懂"]
READ_BACK = ["您是想报修“水一直流”？"]


async def test_what_the_bot_understands_is_never_shown_to_the_model(read: Read) -> None:
    assert await read.say("两份牛肉面，谢谢") == ["re: 两份牛肉面，谢谢"]
    assert (read.endpoint.bodies, await read.calls()) == ([], [])


async def test_what_it_does_not_is_asked_about_and_read_back(read: Read) -> None:
    assert await read.say(LEAK) == READ_BACK

    [call] = await read.calls()
    assert (call.outcome, call.mode, call.proposed) == ("read", "assist", ["report_repair"])
    assert call.answer == [{"do": "report_repair", "start": 3, "end": 7}]
    assert (call.tokens_in, call.tokens_out, call.cached) == (400, 20, False)
    assert await read.budget() == (1, 420)


async def test_the_words_are_parsed_anew_and_the_turn_runs_from_where_it_began(read: Read) -> None:
    await read.say(LEAK)
    assert [one["text"] for one in read.bot.parsed] == ["水一直流"]
    first, again = read.bot.asked
    assert (first["memory"], again["memory"]) == (None, None)
    assert again["metadata"]["reader"]["read"][LEAK][0]["parsed"]["intent"]["name"] == "greet"


async def test_a_mark_comes_back_as_what_it_stood_for(read: Read) -> None:
    read.endpoint.acts = [{"do": "report_repair", "quote": "⟦NAME1⟧那里漏水"}]
    assert await read.say("王芳那里漏水了你说咋整") == ["您是想报修“王芳那里漏水”？"]
    [body] = read.endpoint.bodies
    assert "王芳" not in str(body)


async def test_an_answer_with_nothing_in_it_leaves_the_turn_as_it_was(read: Read) -> None:
    read.endpoint.acts = []
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert [one.proposed for one in await read.calls()] == [[]]


@pytest.mark.parametrize(
    "act",
    [
        {"do": "checkout", "quote": "水一直流"},
        {"do": "order_food", "quote": "水一直流"},
        {"do": "report_repair", "quote": "着火了"},
    ],
    ids=["no-act", "not-allowed-now", "not-said"],
)
async def test_what_is_not_on_the_list_or_not_in_the_message_is_dropped(
    read: Read, act: dict[str, str]
) -> None:
    read.endpoint.acts = [act]
    assert await read.say(LEAK) == NOT_UNDERSTOOD


async def test_the_same_question_is_asked_once(read: Read) -> None:
    await read.say(LEAK)
    assert await read.say(f" {LEAK} ") == READ_BACK
    assert len(read.endpoint.bodies) == 1
    assert [one.cached for one in await read.calls()] == [False, True]
    assert await read.budget() == (1, 420), "what was known costs nothing"


async def test_no_broken_answer_is_kept_for_the_next_time(read: Read) -> None:
    read.endpoint.behave = answers(lambda: said("I fixed your tap!"))
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    read.endpoint.behave = answers(
        lambda: said('{"acts": [{"do": "report_repair", "quote": "水一直流"}]}')
    )
    assert await read.say(LEAK) == READ_BACK
    assert [one.outcome for one in await read.calls()] == ["broken", "read"]


async def test_a_park_that_has_not_agreed_has_no_second_reader(read: Read) -> None:
    await read.put(reader_agreed_at=None)
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert (read.endpoint.bodies, read.metadata) == ([], [None])


@pytest.mark.parametrize("mode", ["off", "nonsense"])
async def test_it_is_off_unless_the_park_says_otherwise(read: Read, mode: str) -> None:
    await read.put(reader_mode=mode)
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert (read.endpoint.bodies, read.metadata) == ([], [None])


@pytest.mark.parametrize("text", ["漏水了", "水" * 501], ids=["short", "long"])
async def test_too_little_and_too_much_are_not_sent(read: Read, text: str) -> None:
    assert await read.say(text) == NOT_UNDERSTOOD
    assert read.endpoint.bodies == []


async def test_an_answer_to_yes_or_no_is_nobody_elses_to_read(read: Read) -> None:
    async with read.chat.sessions.begin() as session:
        conversation = await read.chat.read(session)
        asked = Reply("下单吗？", data={"expects": "confirm"})
        await conversations.speak(
            session, conversation, [asked], author="bot", now=read.chat.clock()
        )
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert read.endpoint.bodies == []


async def test_the_budget_of_a_day_is_never_passed(read: Read) -> None:
    await read.put(reader_daily_calls=2)
    said = [await read.say(f"{LEAK}{number}") for number in range(4)]
    assert said == [READ_BACK, READ_BACK, NOT_UNDERSTOOD, NOT_UNDERSTOOD]
    assert (await read.budget())[0] == len(read.endpoint.bodies) == 2
    assert read.count("budget_spent") == 2


async def test_a_new_day_of_the_park_has_its_own_budget(read: Read) -> None:
    await read.put(reader_daily_calls=1)
    assert await read.say(LEAK) == READ_BACK
    assert read.chat.clock.moment is not None
    read.chat.clock.moment = read.chat.clock.moment.replace(hour=16)  # Midnight in Shanghai.
    assert await read.say(f"{LEAK}!") == READ_BACK


async def test_one_that_stalls_costs_the_deadline_and_no_more(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert endpoint.DEADLINE_SECONDS == 2.5
    monkeypatch.setattr(endpoint.Endpoint.ask, "__kwdefaults__", {"seconds": 0.3})
    read.endpoint.behave = stalls
    began = monotonic()
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert 0.3 <= monotonic() - began < 2
    assert [one.outcome for one in await read.calls()] == ["late"]


async def test_after_three_failures_nobody_waits_for_a_fourth(read: Read) -> None:
    read.endpoint.behave = answers(lambda: web.Response(status=500))
    for number in range(5):
        assert await read.say(f"{LEAK}{number}") == NOT_UNDERSTOOD
    assert len(read.endpoint.bodies) == 3
    assert read.count("breaker_open") == 2
    assert (await read.budget())[0] == 3, "what was not asked is not counted"
    assert len(read.bot.asked) == 3 * 2 + 2, "and its turn runs once"

    read.ticking.seconds += FIRST_SECONDS + 1
    read.endpoint.behave = answers(
        lambda: said('{"acts": [{"do": "report_repair", "quote": "水一直流"}]}')
    )
    assert await read.say(f"{LEAK}?") == READ_BACK


async def test_one_that_asks_for_patience_gets_it_at_once(read: Read) -> None:
    read.endpoint.behave = answers(busy)
    await read.say(LEAK)
    read.ticking.seconds += 39
    await read.say(f"{LEAK}1")
    assert len(read.endpoint.bodies) == 1
    read.ticking.seconds += 2
    await read.say(f"{LEAK}2")
    assert len(read.endpoint.bodies) == 2


async def test_under_load_nobody_is_asked(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "LOADED_SECONDS", -1.0)
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert (read.endpoint.bodies, read.count("loaded")) == ([], 1)


async def test_a_process_asks_few_at_once(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert read.count("loaded") == 1


async def test_before_it_is_probed_nobody_is_asked(read: Read) -> None:
    read.asker.level = None
    assert await read.say(LEAK) == NOT_UNDERSTOOD
    assert read.count("not_probed") == 1


async def test_without_our_parsers_nothing_is_proposed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> Any:
        raise TimeoutError

    monkeypatch.setattr(read.second._dialogue, "parse", fails)
    assert await read.say(LEAK) == NOT_UNDERSTOOD


async def test_no_transaction_is_open_while_the_model_thinks(read: Read) -> None:
    async def looks(_asked: dict[str, Any]) -> None:
        bind = read.chat.sessions.kw["bind"]
        assert bind.pool.checkedout() == 0

    read.endpoint.behave = looks
    assert await read.say(LEAK) == READ_BACK


async def test_shadow_answers_as_ever_and_asks_behind_it(read: Read) -> None:
    await read.put(reader_mode="shadow")
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def thinks(_asked: dict[str, Any]) -> None:
        arrived.set()
        await go_on.wait()

    read.endpoint.behave = thinks
    await read.chat.say(LEAK)
    assert await read.chat.answers() == NOT_UNDERSTOOD, "answered before the model has"
    async with asyncio.timeout(10):
        await arrived.wait()
    go_on.set()
    await read.second.settled()

    [call] = await read.calls()
    assert (call.mode, call.classic, call.proposed) == ("shadow", "out_of_scope", ["report_repair"])
    assert [one["mode"] for one in read.metadata] == ["shadow"], "the turn ran once"


async def test_in_shadow_what_stands_is_told_as_in_assist_and_the_tenant_sees_none_of_it(
    read: Read,
) -> None:
    await read.say(LEAK)
    await read.put(reader_mode="shadow")
    await read.say(f"{LEAK}?")
    helped, compared = [body["messages"] for body in read.endpoint.bodies]
    assert helped[0] == compared[0], "the same acts are allowed"
    assert "Stands now: order. We asked for: place." in compared[1]["content"]
    async with read.chat.sessions() as session:
        rows = await session.scalars(select(Message).where(Message.direction == "out"))
        assert [row.data for row in rows if row.text == "没听懂"] == [{"kept": True}]


async def test_in_shadow_one_of_a_conversation_is_in_flight(read: Read) -> None:
    await read.put(reader_mode="shadow")
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def thinks(_asked: dict[str, Any]) -> None:
        arrived.set()
        await go_on.wait()

    read.endpoint.behave = thinks
    await read.chat.say(LEAK)
    async with asyncio.timeout(10):
        await arrived.wait()
    await read.chat.say(f"{LEAK}!")
    go_on.set()
    await read.second.settled()
    assert (read.endpoint.at_once, read.count("in_flight")) == (1, 1)


async def test_in_shadow_a_sample_of_what_was_understood_is_compared(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    await read.put(reader_mode="shadow")
    monkeypatch.setattr(second, "SAMPLE", 1)
    read.endpoint.acts = [{"do": "ask_faq", "quote": "两份牛肉面"}]
    assert await read.say("两份牛肉面，谢谢") == ["re: 两份牛肉面，谢谢"]
    [call] = await read.calls()
    assert (call.classic, call.proposed) == ("order_food", ["ask_faq"])


async def test_it_probes_until_the_endpoint_answers_as_agreed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second, "PROBE_AGAIN_SECONDS", 0.01)
    read.asker.level, read.endpoint.acts = None, []
    read.endpoint.behave = answers(busy)
    async with read.second.running():
        async with asyncio.timeout(10):
            while len(read.endpoint.bodies) < 2:  # noqa: ASYNC110 - as often as it probes
                await asyncio.sleep(0.01)
            assert read.asker.level is None
            read.endpoint.behave = answers(lambda: said('{"acts": []}'))
            while read.asker.level is None:  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.01)
    assert read.asker.level == "schema"
