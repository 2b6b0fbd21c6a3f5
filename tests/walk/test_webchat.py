"""The web chat: as it opens, and in the middle of an order."""

from playwright.async_api import Browser

from models.ordering import Order
from services.conversations.conversations import Reply
from tests.api.driver import Api
from tests.e2e.browser import bubble, online, say
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
    for size, viewport in SIZES.items():
        shots = []
        for language, scheme in LOOKS:
            async with await browser.new_context(
                viewport=viewport,
                locale=LOCALES[language],
                timezone_id="Asia/Shanghai",
                color_scheme="dark" if scheme == "dark" else "light",
            ) as context:
                page = await context.new_page()
                await page.goto(str(api.url))
                await online(page)
                shots.append((f"{language}-{scheme}-opens", await shot(page, size)))
                wanted, asked, titles, done = SAID[language]
                buttons = [{"title": title, "payload": "/affirm"} for title in titles]
                api.turns.answer_with(Reply(asked, buttons=buttons))
                await say(page, wanted)
                await bubble(page, asked).wait_for()
                shots.append((f"{language}-{scheme}-asked", await shot(page, size)))
                async with api.demo.sessions.begin() as session:
                    order = await api.demo.placed(session)
                    number = (await session.get_one(Order, (api.demo.id, order.id))).order_no
                api.turns.answer_with(Reply(done, data={"order_no": number, "status": "placed"}))
                await say(page, titles[0])
                await bubble(page, done).wait_for()
                shots.append((f"{language}-{scheme}-placed", await shot(page, size)))
        lay_out(f"chat-{size}", size, shots)
