"""What a turn's actions need is read with the message, and handed over until one has written."""

from models.conversations import ActionResult
from services.conversations import conversations, turns
from services.conversations.conversations import Reply
from services.conversations.turns import Waiting
from services.conversations.under_way import UnderWay
from tests.given.demo_park import DemoPark
from tests.services.conversations.chatting import NOW, Chat


async def taken(chat: Chat) -> Waiting:
    async with chat.demo.sessions.begin() as session:
        found = await turns.take(
            session, chat.demo.id, chat.id, token="a", now=NOW, until=NOW.replace(year=2099)
        )
    assert found is not None
    return found


async def test_a_message_is_taken_with_what_its_first_action_needs(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("哪里？", data={"expects": "location"}), Reply("好的"))
    await chat.hear("A座")
    needed = (await taken(chat)).taken
    assert needed is not None
    assert (needed.park["slug"], needed.conversation["id"]) == ("daybreak", chat.id)
    assert needed.last_said == ({}, [])
    assert needed.brought == {
        "carts": [], "stands_order": False, "stands_repair": False, "stands_visit": False,
    }  # fmt: skip


async def test_what_is_changed_in_the_rows_is_written(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    needed = (await taken(chat)).taken
    assert needed is not None
    async with demo.sessions.begin() as session:
        park, conversation = needed.rows(session)
        assert park.timezone == "Asia/Shanghai"
        assert conversation is await conversations.find(session, demo.id, chat.id)
        conversation.language = "en"
    assert (await chat.row()).language == "en"


async def test_nothing_is_handed_over_of_a_turn_in_which_an_action_has_written(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    async with demo.sessions.begin() as session:
        session.add(
            ActionResult(
                park_id=demo.id, conversation_id=chat.id, message_id=str(message.id),
                action="action_greet", position=0, events=[], responses=[], created_at=NOW,
            )
        )  # fmt: skip
    assert (await taken(chat)).taken is None


async def test_it_is_handed_over_while_the_turn_goes_on_and_not_to_a_part_of_the_message(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    found, under_way = await taken(chat), UnderWay()
    with under_way.turn(found.message, found.taken):
        assert under_way.of(demo.id, f"{found.message.id}@0") is None
        going = under_way.of(demo.id, str(found.message.id))
        assert going is not None
        assert going.taken is found.taken
    assert under_way.of(demo.id, str(found.message.id)) is None
