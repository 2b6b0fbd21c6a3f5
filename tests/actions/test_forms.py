"""Forms beside one another, whichever they are."""

from typing import Any

import pytest
from ruamel.yaml import YAML

import actions
from actions.kit import forms
from parkline.settings.settings import ROOT
from services.kit.plugins import domains
from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark

YAML_SAFE = YAML(typ="safe")


def rules() -> list[dict[str, Any]]:
    paths = sorted((ROOT / "bot" / "data").rglob("*.yml"))
    return [rule for path in paths for rule in YAML_SAFE.load(path).get("rules") or ()]


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


def test_no_two_packages_have_the_same_rank() -> None:
    ranks = [module.RANK for module in domains(actions)]
    assert len(ranks) == len(set(ranks))


def test_no_two_forms_share_a_name_a_slot_or_a_closer() -> None:
    for one in ("name", "flag", "closer"):
        values = [getattr(form, one) for form in forms.forms()]
        assert len(values) == len(set(values))


@pytest.mark.parametrize("form", forms.forms(), ids=lambda form: form.name)
def test_each_form_has_a_rule_that_ends_it_and_one_that_takes_it_up(form: forms.Form) -> None:
    ends = [rule["steps"] for rule in rules() if {"action": form.closer} in rule["steps"]]
    begins = [
        r["steps"] for r in rules() if {"slot_was_set": [{"next_form": form.name}]} in r["steps"]
    ]
    assert [steps[-2:] for steps in ends] == [
        [{"action": form.closer}, {"action": "action_resume"}]
    ]
    assert [steps[::2] for steps in begins] == [
        [{"action": "action_resume"}, {"action": form.name}]
    ]


def test_no_rule_names_two_forms() -> None:
    names = {form.name for form in forms.forms()}
    for rule in rules():
        named = {name for name in names if name in str(rule["steps"])}
        assert len(named) <= 1, rule["rule"]


WAITING = [
    ("repair_form", "visit cart", "visitor_form", "访客登记还没说完"),
    ("repair_form", "cart", "checkout_form", "您的订单还在"),
    ("repair_form", "", None, ""),
    ("visitor_form", "repair cart", "repair_form", "报修还没说完"),
    ("visitor_form", "cart", "checkout_form", "您的订单还在"),
    ("checkout_form", "visit repair", "repair_form", "报修还没说完"),
    ("checkout_form", "visit", "visitor_form", "访客登记还没说完"),
]


@pytest.mark.parametrize(("over", "waits", "following", "said"), WAITING)
async def test_the_first_that_waits_goes_on(
    bot: Bot, over: str, waits: str, following: str | None, said: str
) -> None:
    if "cart" in waits:
        await bot.order()
    bot.slots |= {flag: True for flag in ("repair", "visit") if flag in waits}
    bot.hear("好", "affirm")
    ran = await bot.run(forms.form_named(over).closer)
    assert ran.slots["next_form"] == following
    assert said in ran.text
    assert ran.slots["cart"] is (following == "checkout_form")
    assert (await bot.run("action_resume")).responses == []


async def test_a_form_that_ends_itself_hands_over_at_once(bot: Bot) -> None:
    await bot.order()
    bot.asked("repair_location", "repair_form")
    bot.hear("算了，不用了", "deny")
    bot.slots["repair"] = True
    await bot.run("action_file_repair")
    assert bot.loop == "checkout_form"
