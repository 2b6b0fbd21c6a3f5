"""The web chat: as it opens, and in the middle of an order."""

from playwright.async_api import Browser
from sqlalchemy import select

from models.conversations import Message
from services.conversations import conversations
from services.conversations.conversations import Reply
from tests.api.driver import Api
from tests.e2e.browser import bubble, online, say
from tests.kit.waiting import until
from tests.walk.sheets import LOCALES, LOOKS, SIZES, WANTED, lay_out, shot

pytestmark = WANTED

SAID = {
    "zh": (
        "两份牛肉面，不要香菜",
        "牛肉面 ×2（不要香菜），一共 ¥44。现在下单吗？",
        ("下单", "再看看"),
        "订单已下，12:00 取餐。",
    ),
    "en": (
        "Two beef noodles, no coriander",
        "Beef noodles ×2 (no coriander), ¥44 in all. Shall I place the order?",
        ("Place it", "Not yet"),
        "Your order is placed; collect it at 12:00.",
    ),
}


async def test_the_chat_as_it_opens_and_with_an_order(api: Api, browser: Browser) -> None:
    api.turns.pause()  # What is answered has the park's time, as what is asked.
    for size, viewport in SIZES.items():
        shots = []
        for language, scheme in LOOKS:
            async with api.demo.sessions.begin() as session:
                number = (await api.demo.placed(session)).order_no
            async with await browser.new_context(
                viewport=viewport,
                locale=LOCALES[language],
                timezone_id="Asia/Shanghai",
                color_scheme="dark" if scheme == "dark" else "light",
            ) as context:
                page = await context.new_page()
                await page.clock.set_fixed_time(api.clock())
                await page.goto(str(api.url))
                await online(page)
                shots.append((f"{language}-{scheme}-opens", await shot(page, size)))
                wanted, asked, titles, done = SAID[language]
                buttons = [{"title": title, "payload": "/affirm"} for title in titles]
                await say(page, wanted)
                await _answer(api, wanted, Reply(asked, buttons=buttons))
                await bubble(page, asked).wait_for()
                shots.append((f"{language}-{scheme}-asked", await shot(page, size)))
                await say(page, titles[0])
                await _answer(
                    api, titles[0], Reply(done, data={"order_no": number, "status": "placed"})
                )
                await bubble(page, done).wait_for()
                shots.append((f"{language}-{scheme}-placed", await shot(page, size)))
        lay_out(f"chat-{size}", size, shots)


async def _answer(api: Api, said: str, reply: Reply) -> None:
    """Whoever said so last."""
    asked = select(Message).where(Message.text == said).order_by(Message.id.desc()).limit(1)

    async def heard() -> bool:
        async with api.demo.sessions() as session:
            return await session.scalar(asked.where(Message.status == "received")) is not None

    await until(heard)
    async with api.demo.sessions.begin() as session:
        message = (await session.scalars(asked)).one()
        message.status = "handled"
        found = await conversations.find(session, api.demo.id, message.conversation_id)
        await conversations.speak(session, found, [reply], author="bot", now=api.clock())
    await api.feed.publish(api.demo.id, found.id)
