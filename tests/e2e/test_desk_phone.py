"""The desk on a phone: what is wider than the page, and what has many columns."""

import pytest
from playwright.async_api import Browser, Page

from tests.desk.driver import Desk
from tests.e2e.browser import PHONE
from tests.e2e.test_desk_shell import demo_desk, page_of
from tests.given.demo_park import DemoPark

pytestmark = pytest.mark.timeout(180)
STRIPS = """() => [...document.querySelectorAll("nav.tabs-rail, nav.tabs")].flatMap(strip => {
    const inner = strip.getBoundingClientRect();
    const fades = getComputedStyle(strip).maskImage === "none" ? 0 : 12;
    const ends = strip.scrollLeft + strip.clientWidth >= strip.scrollWidth - 1;
    const [left, right] = [inner.left + fades - 1, inner.right - fades + 1];
    const boxes = [...strip.children].map(tab => [tab, tab.getBoundingClientRect()]);
    const cut = boxes.filter(([, box]) => box.left < left && box.right > left + 1 && !ends);
    const hidden = boxes.filter(([tab, box]) =>
        tab.ariaCurrent === "page" && (box.left < left || box.right > right));
    return [...cut, ...hidden].map(([tab]) => tab.innerText.trim());
})"""
"""The tabs that begin left of their strip though it could go on, and those of this page that are
not wholly in sight."""
PAGES = (
    "inbox", "visitors", "tickets", "reports", "audit", "operate/quotas", "operate/calendar",
)  # fmt: skip


async def wrong(page: Page, desk: Desk) -> dict[str, list[str]]:
    found = {}
    for path in PAGES:
        answer = await page.goto(str(desk.url / f"desk/{path}"))
        assert answer is not None
        assert answer.status == 200
        await page.evaluate("() => new Promise(requestAnimationFrame)")
        if said := await page.evaluate(STRIPS):
            found[path] = said
    return found


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
async def test_the_current_tab_is_in_sight_and_its_words_are_whole(
    browser: Browser, demo: DemoPark, locale: str
) -> None:
    async with demo_desk(demo) as desk:
        language = locale[:2]
        boss = await desk.hire("operator", "manager", login="boss", language=language)
        async with page_of(browser, desk, member=boss, viewport=PHONE, locale=locale) as page:
            assert await wrong(page, desk) == {}


async def test_usage_stands_in_lines_each_beside_the_name_of_its_column(
    browser: Browser, demo: DemoPark
) -> None:
    async with demo_desk(demo) as desk:
        boss = await desk.hire("manager", login="boss", language="en")
        async with page_of(browser, desk, member=boss, viewport=PHONE) as page:
            await page.goto(str(desk.url / "desk/operate/quotas"))
            cells = page.locator("tbody td")
            heights = await cells.evaluate_all("all => all.map(each => each.offsetHeight)")
            assert max(heights) < 40  # One line each.
            named = await cells.evaluate_all(
                "all => all.slice(0, 4).map(each => getComputedStyle(each, '::before').content)"
            )
            assert named == ['"Used now"', '"At most"', '"Times reached"', '"Last time"']
