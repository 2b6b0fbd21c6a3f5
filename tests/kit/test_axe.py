"""Faults of a page are told, each time that it is asked."""

import pytest
from playwright.async_api import Browser

from tests.kit.axe import AXE, faults


@pytest.mark.skipif(not AXE.exists(), reason="run make miniapp")
async def test_a_fault_is_told_by_rule_and_place_until_it_is_mended(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content(
        '<html lang="en"><title>a</title><main><input id="it"><img id="no" src=""></main></html>'
    )
    found = await faults(page)
    assert sorted(one.split()[0] + one.split()[1] for one in found) == [
        "image-alt:#no",
        "label:#it",
    ]
    await page.evaluate("document.querySelector('#it').ariaLabel = 'name'")
    await page.evaluate("document.querySelector('#no').alt = ''")
    assert await faults(page) == []
