"""A message of acts: in order, one reply, and the form that was under way goes on."""

from typing import Any

import pytest

from actions.acts import doubts, refusals
from actions.acts.replying import one_reply
from actions.kit import acting, standing
from actions.kit.turn import Turn
from services.acts.acts import Cancel, acts_of, as_json
from services.acts.chosen import LONGEST, command_of
from services.acts.state import Standing, State, Thing
from services.acts.steps import Doubt, Refusal, Step, Why
from services.acts.values import Target, What
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.kit.errors import Invalid
from services.texts import say
from tests.actions.acting import acts, pressed, told_of
from tests.actions.driver import FORM, Bot, Ran
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

WIFI = {"act": "ask", "about": "faq", "faq": "faq/wifi"}
THANKS = {"act": "social", "how": "thank"}


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def test_acts_are_done_in_their_order_and_answered_by_one_message(bot: Bot) -> None:
    ran = await acts(bot, WIFI, THANKS)
    [said] = ran.responses
    assert said["custom"]["faq"] == "faq/wifi"
    assert said["text"].endswith("不客气，还有需要随时说。")


async def test_a_command_without_acts_is_answered_and_changes_nothing(bot: Bot) -> None:
    assert "没收到内容" in (await acts(bot)).text
    assert "没收到内容" in (await acts(bot, {"act": "order"})).text


async def test_a_form_that_is_under_way_goes_on_and_takes_nothing_itself(bot: Bot) -> None:
    await bot.order()
    bot.asked("location")
    ran = await acts(bot, THANKS)
    assert ran.slots["next_form"] == FORM
    assert not any(event["event"] == "active_loop" for event in ran.events)
    assert not (await bot.validate()).stepped_aside


async def test_before_the_acts_are_carried_out_every_form_steps_aside(bot: Bot) -> None:
    await bot.order()
    bot.asked("location")
    bot.hear("/act", "act")
    assert (await bot.validate()).stepped_aside


async def test_thanks_do_not_take_up_a_cart_that_nobody_asks_about(bot: Bot) -> None:
    await bot.order()
    ran = await acts(bot, THANKS)
    assert ran.slots["next_form"] is None


async def test_giving_up_everything_ends_the_form(bot: Bot) -> None:
    await bot.order()
    bot.asked("location")
    ran = await acts(bot, {"act": "give_up", "everything": True})
    assert ran.slots["next_form"] is None
    assert bot.loop is None
    assert await bot.drafts() == []


async def test_what_nobody_does_is_refused_in_words(bot: Bot) -> None:
    for said in ({"act": "urge", "of": {"what": "booking"}}, {"act": "restore"}):
        ran = await acts(bot, said)
        assert ran.text
        assert ran.slots["next_form"] is None


async def test_done_again_for_the_same_message_it_gives_the_same_back(bot: Bot) -> None:
    await acts(bot, {"act": "human"})
    position = [i for i, e in enumerate(bot.events) if e["event"] == "user"][-1]
    events, bot.events = bot.events, bot.events[: position + 1]
    again = await bot.call("action_act")
    bot.events = events
    assert "已经为您转人工" in again.text


async def test_acts_in_both_languages(bot: Bot) -> None:
    ran = await acts(bot, {"act": "unknown", "words": "blorb"}, language="en")
    assert ran.text == 'I didn\'t get "blorb". Could you put it another way?'


def utterance(text: str, **custom: Any) -> dict[str, Any]:
    return {"text": text, "buttons": [], "custom": custom}


def test_a_question_comes_last_and_the_rest_is_one_message() -> None:
    said = [utterance("甲"), utterance("乙？", expects="phone"), utterance("丙", order_no="O-1")]
    assert one_reply(said) == [
        utterance("甲\n丙", order_no="O-1"),
        utterance("乙？", expects="phone"),
    ]


def test_two_things_under_one_name_are_two_messages() -> None:
    said = [utterance("甲", ticket_no="T-1"), utterance("乙", ticket_no="T-2")]
    assert one_reply(said) == said


def test_what_is_offered_stays_below_its_own_message() -> None:
    offered = {"text": "甲", "buttons": [{"title": "好", "payload": "/affirm"}], "custom": {}}
    assert one_reply([offered, utterance("乙")]) == [offered, utterance("乙")]


def test_the_same_words_are_said_once() -> None:
    assert one_reply([utterance("甲"), utterance("甲")]) == [utterance("甲")]


def test_a_command_is_as_long_as_a_message_may_hold() -> None:
    [long] = acts_of([{"act": "unknown", "words": "长" * 2_000}])
    command_of([long])
    with pytest.raises(Invalid, match=str(LONGEST)):
        command_of([long] * 9)


class _Brought:
    """Bookings that stand, and what was done to them."""

    def __init__(self, *numbers: str) -> None:
        self.things = [
            Thing(
                what=What.BOOKING,
                standing=Standing.MADE,
                id=number,
                number=number,
                title={"zh": f"预订{number}", "en": f"booking {number}"},
                may=frozenset({"cancel"}),
            )
            for number in numbers
        ]
        self.done: list[str] = []
        self.reads = 0

    async def read(self, _turn: Turn) -> list[Thing]:
        self.reads += 1
        return self.things

    async def cancel(self, turn: Turn, step: Step) -> list[dict[str, Any]]:
        assert step.thing is not None
        self.things = [one for one in self.things if one is not step.thing]
        self.done.append(step.thing.id)
        turn.tell("取消了")
        return []


@pytest.fixture
def bookings(monkeypatch: pytest.MonkeyPatch) -> _Brought:
    """A package that keeps two bookings."""
    brought = _Brought("B-1", "B-2")
    values = (
        standing.Stands(what=What.BOOKING, read=brought.read, number="booking_no"),
        acting.Executes(acts={"cancel": brought.cancel}, what=What.BOOKING),
    )
    for module in (standing, acting):
        real = module.found

        def more(layer: Any, kind: Any, real: Any = real) -> tuple[Any, ...]:
            return (*real(layer, kind), *(one for one in values if isinstance(one, kind)))

        monkeypatch.setattr(module, "found", more)
    return brought


async def said(bot: Bot, ran: Ran) -> None:
    """Our last message stands in the conversation with its buttons."""
    last = ran.responses[-1]
    async with bot.demo.sessions.begin() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
        reply = Reply(last["text"], last["buttons"], last["custom"])
        await conversations.speak(
            session, conversation, [reply], author="bot", now=WEDNESDAY_MORNING
        )


CANCEL = {"act": "cancel", "of": {"what": "booking"}}


async def test_a_doubt_names_both_and_a_button_settles_it(bot: Bot, bookings: _Brought) -> None:
    ran = await acts(bot, CANCEL, THANKS)
    assert ran.responses[-1]["custom"]["expects"] == doubts.EXPECTS
    assert [title for title, _ in ran.buttons] == ["预订B-1", "预订B-2"]
    assert bookings.done == []
    await pressed(bot, ran.buttons[1][1])
    assert bookings.done == ["B-2"]


async def test_a_button_of_something_that_is_gone_is_refused(bot: Bot, bookings: _Brought) -> None:
    ran = await acts(bot, CANCEL)
    bookings.things = bookings.things[:1]
    again = await pressed(bot, ran.buttons[1][1])
    assert bookings.done == []
    assert "没有相应的预订" in again.text


async def test_the_state_is_read_again_after_what_changes_it(bot: Bot, bookings: _Brought) -> None:
    """The second cancelling has one left to be on, and is in no doubt."""
    number = {"act": "cancel", "of": {"what": "booking", "number": "B-1"}}
    await acts(bot, number, CANCEL)
    assert bookings.done == ["B-1", "B-2"]
    assert bookings.reads == 2


async def test_questions_do_not_have_the_state_read_again(bot: Bot, bookings: _Brought) -> None:
    await acts(bot, WIFI, THANKS, WIFI)
    assert bookings.reads == 1


async def test_a_yes_to_the_only_reading_is_that_reading(
    bot: Bot, bookings: _Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = acting.resolve

    def unsure(act: Any, state: State, **more: Any) -> Any:
        if act == Cancel(of=Target(what=What.BOOKING)):
            one = state.thing("B-1")
            return Doubt(act, (Step(act, one, What.BOOKING),))
        return real(act, state, **more)

    monkeypatch.setattr(acting, "resolve", unsure)
    ran = await acts(bot, CANCEL)
    assert ran.text == "您是说预订B-1吗？"
    await said(bot, ran)
    await acts(bot, {"act": "confirm"})
    assert bookings.done == ["B-1"]


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("what", list(What))
def test_every_refusal_has_words(why: Why, what: What) -> None:
    [act] = acts_of([CANCEL])
    words: list[str] = []

    class Telling:
        language = "en"

        def text(self, key: str, **values: Any) -> str:
            return say(self.language, key, **values)

        def tell(self, text: str) -> None:
            words.append(text)

    thing = Thing(what=what, standing=Standing.MADE, id="1", title={"en": "the blue one"})
    refusals.tell(Telling(), Refusal(act, why, thing))  # type: ignore[arg-type]
    assert "the blue one" in words[0]


def test_acts_are_written_as_they_are_read() -> None:
    acts_read = acts_of([CANCEL, THANKS, WIFI])
    assert acts_of(as_json(acts_read)) == acts_read


async def test_who_waits_for_a_person_gets_a_sign_of_life_each_time(bot: Bot) -> None:
    await told_of(bot, await acts(bot, {"act": "human"}))
    unclear = {"act": "unknown", "words": "呃"}
    first = await acts(bot, unclear)
    assert first.text.startswith("您已经在排队了。")
    await told_of(bot, first)
    assert (await acts(bot, unclear)).text == "收到，同事接手时会看到您说的。"


async def test_who_waits_for_a_person_may_say_that_none_is_needed(bot: Bot) -> None:
    ran = await acts(bot, {"act": "human"})
    await told_of(bot, ran)
    ran = await acts(bot, {"act": "give_up"})
    assert ran.text == "好的，不用转人工了，我来继续为您服务。"
    assert "没看懂" in (await acts(bot, {"act": "unknown", "words": "呃"})).text
