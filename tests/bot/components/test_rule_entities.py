"""Rule entities reach Rasa with offsets into what was written, and leave marks for training."""

from datetime import datetime
from typing import Any

import pytest

from bot.components.attributes import MASKED_TEXT
from bot.components.knowledge import LiveKnowledge
from bot.components.rule_entities import RuleEntities
from tests.bot.components.builders import document, message

NOW = "2026-12-02T09:30:00+08:00"


def component() -> RuleEntities:
    return RuleEntities("RuleEntities", LiveKnowledge(lambda _park: document(1)))


def entities(text: str, **metadata: Any) -> dict[str, dict[str, Any]]:
    (processed,) = component().process([message(text, **{"now": NOW, **metadata})])
    assert "entities" in processed.output_properties
    for entity in processed.get("entities"):
        assert text[entity["start"] : entity["end"]] == entity["text"]
        assert entity["confidence"] == 1.0
        assert entity["extractor"] == "RuleEntities"
    return {entity["entity"]: entity for entity in processed.get("entities")}


def masked(text: str) -> str:
    (processed,) = component().process([message(text, now=NOW)])
    return str(processed.get(MASKED_TEXT))


def test_item_carries_its_catalogue_id_and_how_it_was_found() -> None:
    item = entities("帮我订两份牛肉面")["item"]
    assert (item["value"], item["start"], item["end"]) == (7, 5, 8)
    assert item["how"] == "exact"


def test_quantity_shares_the_group_of_its_item() -> None:
    found = entities("帮我订两份牛肉面")
    assert found["quantity"]["value"] == 2
    assert found["quantity"]["group"] == found["item"]["group"]


def test_offsets_are_those_of_the_original_text_even_where_normalising_shortens_it() -> None:
    item = entities("😀😀😀 ！！！！ 牛肉麵")["item"]
    assert (item["value"], item["text"]) == (7, "牛肉麵")


def test_times_are_read_against_the_clock_that_the_gateway_states() -> None:
    assert entities("明天下午三点")["time"]["value"] == "2026-12-03T15:00:00+08:00"


@pytest.mark.parametrize("now", ["2026-12-02T01:30:00Z", "2026-12-02T02:30:00+01:00"])
def test_clock_of_another_zone_is_turned_to_the_parks(now: str) -> None:
    assert entities("明天下午三点", now=now)["time"]["value"] == "2026-12-03T15:00:00+08:00"


@pytest.mark.parametrize("now", [None, "soon", "2026-12-02T09:30:00", 5])
def test_without_a_usable_clock_the_parks_own_is_used(now: Any) -> None:
    value = entities("明天下午三点", now=now)["time"]["value"]
    assert datetime.fromisoformat(value).utcoffset() is not None
    assert value.endswith("T15:00:00+08:00")


def test_bare_room_is_a_place_where_a_form_asked_for_one() -> None:
    assert "location" not in entities("301")
    assert entities("301", requested_slot="delivery_location")["location"]["value"]["room"] == "301"


def test_what_rules_found_is_handed_to_the_tagger_of_names() -> None:
    (processed,) = component().process([message("两份牛肉面", now=NOW)])
    assert processed.get("ruled") == [("quantity", 0, 2), ("kind", 0, 2), ("item", 2, 5)]


def test_dishes_look_alike_when_masked_and_differ_from_goods() -> None:
    assert masked("来两份牛肉面") == masked("来三份beef noodles")
    assert masked("来两份牛肉面") != masked("来两份打印纸")


def test_masked_text_keeps_the_words_around() -> None:
    text = masked("帮我订两份牛肉面")
    assert text.startswith("帮我订")
    assert len(text) == len("帮我订") + 2


def test_rule_that_fails_costs_the_entities_but_not_the_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("bot.components.rule_entities.annotate", broken)
    assert entities("两份牛肉面") == {}
    assert masked("两份牛肉面") == "两份牛肉面"


def test_message_without_text_has_no_entities() -> None:
    assert entities("") == {}
