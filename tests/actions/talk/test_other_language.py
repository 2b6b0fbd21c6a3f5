"""Who writes neither Chinese nor English is told so in their language, and gets a person."""

import pytest

from models.conversations import Conversation
from tests.actions.driver import Bot, Ran, entity
from tests.given.demo_park import DemoPark


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


async def write(bot: Bot, text: str, language: str) -> Ran:
    bot.hear(text, "other_language", entity("language", language))
    return await bot.run("action_other_language")


async def owner(bot: Bot) -> str:
    async with bot.demo.sessions() as session:
        return (await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))).owner


async def test_sentence_is_in_their_language_with_a_number_and_a_person(bot: Bot) -> None:
    ran = await write(bot, "Wo ist die Kantine?", "de")
    assert "Chinesisch und Englisch" in ran.text
    assert "rufen Sie bitte 8110 an" in ran.text
    assert ran.buttons == [("Mit jemandem sprechen", "/ask_human")]
    assert await owner(bot) == "bot"


async def test_who_goes_on_in_it_is_passed_to_people(bot: Bot) -> None:
    await write(bot, "食堂はどこですか", "ja")
    ran = await write(bot, "今日のランチは何ですか", "ja")
    assert ran.text.startswith("この言語は読めないため、担当者に引き継ぎました。\n")
    assert "已经请同事来回复您" in ran.text
    assert await owner(bot) == "queued"


async def test_language_without_words_of_its_own_is_answered_in_both(bot: Bot) -> None:
    ran = await write(bot, "ห้องอาหารอยู่ที่ไหน", "other")
    assert "only read Chinese and English" in ran.text
    assert "只看得懂中文和英文" in ran.text


async def test_letters_typed_at_random_are_no_language(bot: Bot) -> None:
    ran = await write(bot, "asdkjh qwe", "es")
    assert ran.text.startswith("抱歉，这个我没听明白")
    assert await owner(bot) == "bot"
