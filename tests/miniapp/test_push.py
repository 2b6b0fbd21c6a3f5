"""News pushed to a real browser: it subscribes, its service worker shows what was pushed, and a
press opens the page that it is about.

Chromium has no push service that a test could reach. So the page's subscription is one of ours,
and what our pusher sent and the browser's keys have decrypted goes to the service worker by the
DevTools protocol, as Chromium itself hands it over.
"""

import json
from ipaddress import ip_network
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.async_api import Browser, CDPSession, Page, expect
from sqlalchemy import select

from connectors.alerts.pushing import Push, Pusher, public_key
from connectors.vendors import exchange
from models.alerts import PushSubscription
from models.conversations import Conversation, Message
from models.notices import TenantPush
from parkline.channels.miniapp import BUILD
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.notices import pushes
from tests.api.driver import Api
from tests.api.examples import REPAIR
from tests.kit.push_service import SECRET, UserAgent, encoded, push_service
from tests.kit.waiting import until
from tests.miniapp.filled import newest
from tests.miniapp.serving import SLOW, phone
from tests.miniapp.test_offline import shell_kept

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:.*FileIO:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not (BUILD / "sw.js").exists(), reason="run make miniapp"),
]
HERE = ip_network("127.0.0.0/8")
SUBSCRIBES = """keys => {
    const endpoint = "https://push.test/strict/li";
    const made = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => true };
    let there = null;
    PushManager.prototype.getSubscription = async () => there;
    PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
        if (!userVisibleOnly) throw new DOMException("not allowed", "NotAllowedError");
        window.askedWith = applicationServerKey;
        return (there = made);
    };
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(({ title, body, tag, data }) => ({ title, body, tag, data }))"""
PRESSED = """async () => {
    // A press by a script is none to the browser, so that it would let nothing be focused.
    WindowClient.prototype.focus = async function () { return this; };
    const [notification] = await self.registration.getNotifications();
    const event = new Event("notificationclick");
    self.dispatchEvent(Object.assign(event, { notification, waitUntil() {} }));
}"""


async def test_a_push_is_shown_and_opens_its_page(api: Api, whole_browser: Browser) -> None:
    agent = UserAgent()
    async with phone(whole_browser, api, "pages/me/notices", keeps_shell=True) as page:
        await page.context.grant_permissions(["notifications"], origin=str(api.url.origin()))
        await shell_kept(page)
        await page.evaluate(SUBSCRIBES, {"p256dh": public_key(agent.key), "auth": encoded(SECRET)})
        await switched_on(api, page)
        number = await told_of_a_repair(api)
        async with push_service() as service:
            said = await pushed(api, agent, service.url.replace("/send/", "/strict/"))
            assert len(service.got) == 1
            received = agent.read(service.got[0][1])
        assert received["body"] == said
        await deliver(page, api, json.dumps(received, ensure_ascii=False))
        assert await shown(page) == {
            "title": "启明科技园",
            "body": said,
            "tag": number,
            "data": {"path": f"pages/repair/detail?no={number}"},
        }
        await page.context.service_workers[0].evaluate(PRESSED)
        await expect(page.locator(".figures", has_text=number)).to_be_visible(timeout=SLOW)
        assert page.url.endswith(f"#/pages/repair/detail?no={number}")
        assert await notifications(page) == []


async def switched_on(api: Api, page: Page) -> None:
    """By the reader, under Me › Notifications; the park has the browser's keys then."""
    await page.evaluate("location.hash = '#/pages/me/index'")
    await page.evaluate("location.hash = '#/pages/me/notices'")
    await page.get_by_role("switch", name="推送到这台设备").click(timeout=SLOW)

    async def stored() -> bool:
        async with api.demo.sessions() as session:
            return await session.scalar(select(TenantPush.id)) is not None

    await until(stored)
    assert await page.evaluate("window.askedWith") == api.deps.push_key


async def told_of_a_repair(api: Api) -> str:
    """A message of the park that is about a repair; the repair's number."""
    li = await newest(api)
    number: str = (await li.post("/repairs", REPAIR, status=201))["ticket_no"]
    async with api.demo.sessions.begin() as session:
        conversation = await session.get_one(Conversation, (api.demo.id, li.conversation.id))
        reply = Reply("师傅明天 9 点到", data={"ticket_no": number})
        now = api.clock()
        await conversations.speak(session, conversation, [reply], author="system", now=now)
    return number


async def pushed(api: Api, agent: UserAgent, endpoint: str) -> str:
    """What the park said last, pushed as the worker does, to a push service of ours."""
    async with api.demo.sessions() as session:
        message = await session.scalar(select(Message).order_by(Message.id.desc()).limit(1))
        assert message is not None
        conversation = await session.get_one(Conversation, (api.demo.id, message.conversation_id))
        [kept] = await pushes.browsers(session, conversation, now=api.clock())
        words = await pushes.words_of(session, conversation, message)
    assert kept.p256dh == public_key(agent.key)
    there = PushSubscription(endpoint=endpoint, p256dh=kept.p256dh, auth=kept.auth)
    async with exchange.client([HERE]) as http:
        pusher = Pusher(http, ec.generate_private_key(ec.SECP256R1()), "https://park.example")
        await pusher.send(there, Push(words.title, words.body, words.path, words.tag))
    return message.text


async def deliver(page: Page, api: Api, data: str) -> None:
    """As Chromium hands a push to a service worker."""
    devtools = await page.context.new_cdp_session(page)
    known = await _registrations(devtools)
    scope = f"{api.url}app/"
    [one] = [one["registrationId"] for one in known if one["scopeURL"] == scope]
    about = {"origin": str(api.url.origin()), "registrationId": one, "data": data}
    await devtools.send("ServiceWorker.deliverPushMessage", about)


async def _registrations(devtools: CDPSession) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"])
    )
    await devtools.send("ServiceWorker.enable")

    async def told() -> bool:
        return bool(found)

    await until(told)
    return found


async def shown(page: Page) -> dict[str, Any]:
    """What the service worker shows once it has got what was handed to it."""

    async def there() -> bool:
        return bool(await notifications(page))

    await until(there)
    [one] = await notifications(page)
    return one


async def notifications(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await page.evaluate(SHOWN)
    return found
