"""Orders are found by words."""

import pytest

from tests.api.driver import Api


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("牛肉面", True),
        ("BEEF", True),
        ("beef 牛肉", True),
        ("beef pizza", False),
        ("%", False),
        ("_", False),
    ],
)
async def test_an_order_is_found_by_words_of_it_in_either_language(
    api: Api, words: str, found: bool
) -> None:
    li, wang = await api.tenant(), await api.tenant()
    order = await li.order("beef_noodles")
    await wang.order("beef_noodles")
    listed = (await li.get("/orders", params={"q": words}))["items"]
    assert [one["order_no"] for one in listed] == ([order["order_no"]] if found else [])
    by_number = await li.get("/orders", params={"q": order["order_no"].lower(), "open": "true"})
    assert len(by_number["items"]) == 1
    assert (await wang.get("/orders", params={"q": order["order_no"]}))["items"] == []
