"""Photos, people and stars on the web chat's page, in a real browser."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, FilePayload, Page, Route, expect
from sqlalchemy import select

from models.tickets import Photo
from services.conversations.conversations import Reply
from services.handoffs.handoffs import rating_buttons
from services.tickets import photos, shared_photos
from tests.connectors.channels.webchat.driver import WebDriver
from tests.contract.channels import stored
from tests.contract.installation import EchoTurns, Installation, clock
from tests.e2e.browser import PHONE, online, say
from tests.given.factories import make_staff
from tests.given.photo_files import decoded, encoded, picture, turned
from tests.kit.waiting import until

GIVE = """([kind, name]) => {
    const given = new DataTransfer();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    canvas.toBlob((blob) => {
        given.items.add(new File([blob], name, { type: blob.type }));
        const how = { bubbles: true, cancelable: true };
        document.getElementById("text").dispatchEvent(
            kind === "paste"
                ? new ClipboardEvent("paste", { ...how, clipboardData: given })
                : new DragEvent(kind, { ...how, dataTransfer: given })
        );
    });
}"""

MEASURE = """() => {
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (form) {
        window.sent = form.get("photo").size;
        send.call(this, form);
    };
}"""


@pytest.fixture
async def page(driver: WebDriver, browser: Browser) -> AsyncIterator[Page]:
    """The page on the phone of the Chinese-reading guest li; an error on it fails the test."""
    context = await browser.new_context(locale="zh-CN", viewport=PHONE, has_touch=True)
    name, value = "parkline_visitor", driver.cookie("li")
    await context.add_cookies([{"name": name, "value": value, "url": driver.url}])
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(driver.url)
    await online(page)
    yield page
    await context.close()
    assert errors == []


def photo(name: str = "leak.jpg", raw: bytes | None = None) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": raw or encoded(picture((400, 300)))}


async def choose(page: Page, *files: FilePayload) -> None:
    await page.locator("#files").set_input_files(list(files))


async def tell(installation: Installation, driver: WebDriver, *replies: Reply, author: str) -> None:
    await installation.speak("webchat", driver.external_id("li"), *replies, author=author)


async def loaded(page: Page, selector: str) -> None:
    """Wait until the pictures are there. The page allows no eval, which wait_for_function needs."""
    done = "nodes => nodes.every((node) => node.complete && node.naturalWidth > 0)"
    await until(lambda: page.locator(selector).evaluate_all(done))


async def test_photos_are_looked_at_before_they_are_sent(
    page: Page, installation: Installation
) -> None:
    await expect(page.locator("#send")).to_be_disabled()
    await choose(page, photo("a.jpg"), photo("b.jpg"))
    await expect(page.locator(".preview")).to_have_count(2)
    await page.get_by_role("button", name="删除: 照片 1/2，来自您").click()
    await expect(page.locator(".preview")).to_have_count(1)
    await expect(page.locator("#send")).to_be_enabled()
    await page.locator("#send").click()
    await expect(page.locator("#tray")).to_be_hidden()
    await expect(page.locator(".item.in[data-state=sent] .picture")).to_have_count(1)
    await expect(page.locator(".item.in .text")).to_be_hidden()
    [message] = await stored(installation)
    assert (message.payload, len(message.data["photos"])) == ("/photo", 1)


async def test_a_caption_goes_with_the_photos_and_both_outlive_a_reload(page: Page) -> None:
    await choose(page, photo(), photo())
    await say(page, "空调漏水")
    await expect(page.locator(".item .text:visible")).to_have_text(["空调漏水", "echo: 空调漏水"])
    await page.reload()
    await expect(page.locator(".item.in .picture")).to_have_count(2)
    await expect(page.locator(".picture img").first).to_have_attribute("alt", "照片 1/2，来自您")
    assert re.search(
        r"/thumb$", await page.locator(".picture img").first.get_attribute("src") or ""
    )
    await loaded(page, ".picture img")


async def test_a_tap_enlarges_a_photo_and_another_closes_it(page: Page) -> None:
    await choose(page, photo())
    await page.locator("#send").click()
    await expect(page.locator(".item.in[data-state=sent]")).to_have_count(1)
    await page.reload()
    await page.get_by_role("button", name="照片，来自您 · 点开查看大图").tap()
    await expect(page.locator("#viewer img")).to_be_visible()
    await expect(page.locator("#viewer img")).to_have_attribute("alt", "照片，来自您")
    await loaded(page, "#viewer img")
    await page.get_by_role("button", name="关闭").tap()
    await expect(page.locator("#viewer")).to_be_hidden()


@pytest.mark.parametrize("kind", ["paste", "drop"])
async def test_photos_are_pasted_and_dropped(page: Page, kind: str) -> None:
    await page.evaluate(GIVE, [kind, "screen.png"])
    await expect(page.locator(".preview")).to_have_count(1)
    await expect(page.locator("#send")).to_be_enabled()


async def test_a_dragged_file_is_shown_where_to_fall(page: Page) -> None:
    await page.evaluate(GIVE, ["dragover", "screen.png"])
    await expect(page.locator("#drop")).to_have_text("松开鼠标，添加照片或 PDF")
    await expect(page.locator("#drop")).to_be_visible()


async def test_what_is_no_photo_is_not_chosen(page: Page) -> None:
    await choose(page, {"name": "a.zip", "mimeType": "application/zip", "buffer": b"PK"})
    await expect(page.locator("#hint")).to_have_text("这里只能发照片和 PDF")
    await expect(page.locator(".preview")).to_have_count(0)


async def test_six_photos_are_chosen_at_once_and_no_more(page: Page) -> None:
    await choose(page, *[photo()] * 7)
    await expect(page.locator(".preview")).to_have_count(6)
    await expect(page.locator("#hint")).to_have_text("一次最多发 6 张照片")


async def test_a_refused_photo_says_why_in_the_readers_language(
    page: Page, installation: Installation
) -> None:
    await choose(page, photo("broken.jpg", encoded(picture())[:900]))
    await page.locator("#send").click()
    await expect(page.locator(".item[data-state=failed]")).to_have_count(1)
    await expect(page.locator("#hint")).to_have_text("这张照片打不开，文件可能已损坏，请换一张。")
    await page.get_by_role("button", name="删除").click()
    await expect(page.locator(".item")).to_have_count(0)
    assert await stored(installation) == []


async def test_an_upload_whose_answer_was_lost_is_repeated_and_stored_once(
    page: Page, installation: Installation, turns: EchoTurns
) -> None:
    turns.pause()
    lost = asyncio.Event()

    async def lose(route: Route) -> None:
        if lost.is_set():
            await route.continue_()
        else:
            lost.set()
            await route.fetch()
            await route.abort()

    await page.route("**/chat/photos", lose)
    await choose(page, photo())
    await page.locator("#send").click()
    await expect(page.locator(".item.in[data-state=sent]")).to_have_count(1)
    await say(page, "后面的话")
    await expect(page.locator(".item.in[data-state=sent]")).to_have_count(2, timeout=15_000)
    assert [message.text for message in await stored(installation)] == ["", "后面的话"]
    async with installation.sessions() as session:
        assert len((await session.scalars(select(Photo))).all()) == 1


async def test_an_upload_that_cannot_be_made_is_tried_again_by_hand(
    page: Page, installation: Installation
) -> None:
    await page.route("**/chat/photos", lambda route: route.fulfill(status=413, body="<html>"))
    await choose(page, photo())
    await page.locator("#send").click()
    await expect(page.locator(".item[data-state=failed]")).to_have_count(1, timeout=20_000)
    await expect(page.locator("#hint")).to_have_text("照片没有传上去，请检查网络后重试。")
    await page.unroute_all()
    await page.get_by_role("button", name="重试").click()
    await expect(page.locator(".item.in[data-state=sent] .picture")).to_have_count(1)
    assert len(await stored(installation)) == 1


async def test_a_large_photo_is_made_small_before_it_is_sent(
    page: Page, installation: Installation
) -> None:
    large = turned(6) + b"\0" * 2_000_000
    await page.evaluate(MEASURE)
    await choose(page, photo("large.jpg", large))
    await page.locator("#send").click()
    await expect(page.locator(".item.in[data-state=sent]")).to_have_count(1)
    async with installation.sessions() as session:
        kept = (await session.scalars(select(Photo))).one()
        image = await shared_photos.load(session, kept.park_id, kept.id, kept.token)
        assert decoded(image.image).size == (480, 640)
    assert 1_000 < await page.evaluate("sent") < 500_000


async def test_a_person_is_named_and_shows_photos(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    conversation = await installation.door.open("webchat", driver.external_id("li"))
    async with installation.sessions.begin() as session:
        staff = await make_staff(session, conversation.park_id, name="李工")
        cleaned = photos.clean(encoded(picture()))
        kept = await photos.store_for_reply(session, staff, cleaned, now=clock())
    li, anna = {"staff": {"name": "李工"}}, {"staff": {"name": "Anna"}}
    await tell(
        installation,
        driver,
        Reply("我到了", data=li | {"photos": [shared_photos.shown(kept)]}),
        Reply("马上修", data=li),
        Reply("I take over", data=anna),
        author="staff",
    )
    names = page.locator(".item.staff .from")
    await expect(names).to_have_text(["李工", "李工", "Anna"])
    shown = page.locator(".item.staff:not(.continues) .from")
    await expect(shown).to_have_text(["李工", "Anna"])
    await expect(page.locator(".picture img")).to_have_attribute("alt", "照片，来自李工")
    await page.get_by_role("button", name="Switch to English").click()
    await expect(shown).to_have_text(["Service desk: 李工", "Service desk: Anna"])
    await expect(page.locator(".picture img")).to_have_attribute("alt", "Photo from 李工")


async def test_a_rating_is_five_stars_that_keep_what_was_chosen(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    ask = Reply("请打分", buttons=rating_buttons("handoff:1"), data={"expects": "rating"})
    await tell(installation, driver, ask, author="system")
    rating = page.get_by_role("group", name="评分，1 到 5 星")
    await expect(rating.get_by_role("button")).to_have_count(5)
    await rating.get_by_role("button", name="4 星").tap()
    await expect(page.locator(".star.chosen")).to_have_count(4)
    await expect(page.locator(".star:enabled")).to_have_count(0)
    await expect(page.locator(".item.in[data-state=sent]")).to_have_count(1)
    [message] = await stored(installation)
    assert message.payload == '/rate{"rating": 4, "about": "handoff:1"}'
    await page.reload()
    await page.get_by_role("button", name="Switch to English").click()
    group = page.get_by_role("group", name="Rating, 1 to 5 stars")
    await expect(group.get_by_role("button").first).to_have_accessible_name("1 star")
    await expect(page.locator(".star.chosen")).to_have_count(4)


async def test_other_choices_stay_chips(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    five = [{"title": str(n), "payload": "/affirm"} for n in range(5)]
    await tell(installation, driver, Reply("几份？", buttons=five), author="bot")
    await expect(page.locator(".chip:enabled")).to_have_count(5)
    await expect(page.locator(".star")).to_have_count(0)


async def test_a_question_that_is_repeated_takes_no_button_from_the_one_before(
    page: Page, driver: WebDriver, installation: Installation
) -> None:
    buttons = [{"title": "确认", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]
    asked = Reply("确认下单吗？", buttons=buttons)
    await tell(installation, driver, asked, Reply("您的报修已派单。"), asked, author="bot")
    await expect(page.locator(".chip")).to_have_count(4)
    await expect(page.locator(".chip:enabled")).to_have_count(4)
    await page.locator(".chip").first.click()
    await expect(page.locator(".item.in .text")).to_have_text(["确认"])
    await expect(page.locator(".chip:enabled")).to_have_count(0)
