"""Operators say what is in a dish, and what nobody has said stays unknown."""

from typing import Any

import pytest

from tests.desk.catalogue.test_menu import BEEF, described, item
from tests.desk.driver import Desk
from tests.desk.operating import form, refused

FACTS: dict[str, Any] = {
    "description_zh": "牛骨汤底，\n手擀面",
    "description_en": "Hand-cut noodles in beef broth",
    "allergens": ["peanuts", "gluten"],
    "allergen_note_zh": "共用炒锅",
    "allergen_note_en": "A shared wok",
    "diet": "neither",
    "spice": "2",
    "calories": "640",
}


async def test_what_people_ask_of_a_dish_is_entered_and_shown_again(desk: Desk) -> None:
    beef = await item(desk)
    path = f"/operate/catalogue/items/{beef.id}"
    async with desk.signed_in("operator") as browser:
        await browser.htmx(path, form(await described(browser, beef) | FACTS))
        page = await browser.page(path)
    beef = await item(desk)
    assert (beef.description_zh, beef.allergens) == ("牛骨汤底， 手擀面", ["gluten", "peanuts"])
    assert (beef.allergen_note_en, beef.diet, beef.spice) == ("A shared wok", "neither", 2)
    assert beef.calories == 640
    assert page.count('name="allergens" value="gluten" checked') == 1
    assert page.count('name="allergens" value="milk" checked') == 0
    assert '<option value="2" selected>Medium' in page


@pytest.mark.parametrize(
    ("entered", "stored"),
    [({}, None), ({"allergens_known": "true"}, []), ({"allergens": ["milk"]}, ["milk"])],
)
async def test_no_allergens_and_no_word_about_them_are_two_things(
    desk: Desk, entered: dict[str, Any], stored: list[str] | None
) -> None:
    beef = await item(desk)
    path = f"/operate/catalogue/items/{beef.id}"
    empty = {"diet": "", "spice": "", "calories": ""}
    async with desk.signed_in("operator") as browser:
        await browser.htmx(path, form(await described(browser, beef) | empty | entered))
        page = await browser.page(path)
    beef = await item(desk, BEEF)
    assert beef.allergens == stored
    assert (beef.diet, beef.spice, beef.calories) == (None, None, None)
    known = 'name="allergens_known" value="true" checked' in page
    assert known == (stored is not None)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"allergens": ["pollen"]}, "allergens", "Choose among the allergens listed."),
        ({"diet": "vegan", "allergens": ["milk"]}, "diet", "That does not go with"),
        ({"diet": "vegetarian", "allergens": ["fish"]}, "diet", "That does not go with"),
        ({"diet": "keto"}, "diet", "That does not go with"),
        ({"spice": "4"}, "spice", "Choose one of the levels."),
        ({"calories": "-1"}, "calories", "Enter a whole number"),
        ({"calories": "many"}, "calories", ""),
    ],
)
async def test_what_cannot_be_is_refused_beside_its_field(
    desk: Desk, wrong: dict[str, Any], field: str, words: str
) -> None:
    beef = await item(desk)
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx(
            f"/operate/catalogue/items/{beef.id}",
            form(await described(browser, beef) | FACTS | wrong),
        )
    told = refused(answer, 422)
    assert told["fields"][field].startswith(words)
    assert (await item(desk)).calories != 640
