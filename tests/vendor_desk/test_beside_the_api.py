"""Pages and the vendor API share a prefix, and neither answers for the other."""

from tests.vendor_desk.driver import VendorDesk


async def test_the_api_answers_for_what_is_its_own(vendors: VendorDesk) -> None:
    async with vendors.browser() as browser:
        for method, path, status in (
            ("GET", "/v1/orders", 401),
            ("DELETE", "/v1/orders", 405),
            ("GET", "/v1/nothing", 404),
        ):
            answer = await browser.request(method, path)
            assert (answer.status, answer.content_type) == (status, "application/problem+json")


async def test_a_page_that_is_not_there_is_a_page(vendors: VendorDesk) -> None:
    async with vendors.browser() as browser:
        for path in ("/nothing", "/orders/7/nothing", "/static/nothing.css", "/v10"):
            answer = await browser.get(path)
            assert (answer.status, answer.content_type) == (404, "text/html"), path
            assert "Content-Security-Policy" in answer.headers
        root = await browser.get("")
        assert (root.status, root.headers["Location"]) == (308, "/vendor/")
