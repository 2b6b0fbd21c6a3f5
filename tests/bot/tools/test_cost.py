"""What a parse is measured with: long texts, a large catalogue, and a table of what it came to."""

from types import SimpleNamespace
from typing import Any, cast

from rasa.engine.graph import GraphNode, GraphSchema, SchemaNode

from bot.components.serving.runner import LeanRunner
from bot.tools.cost import LONG, Clocked, grown, hostile, table

DOCUMENT = {
    "version": 3,
    "items": [
        {"id": 1, "kind": "dish", "names": ["牛肉面", "beef noodles"]},
        {"id": 2, "kind": "drink", "names": ["可乐", "cola"]},
    ],
}


def test_hostile_texts_are_as_long_as_is_said_and_the_same_each_time() -> None:
    assert {len(text) for text in hostile().values()} == {LONG}
    assert hostile() == hostile()


def test_a_grown_catalogue_holds_the_parks_own_items_and_others_with_ids_of_their_own() -> None:
    more = grown(DOCUMENT, 500)
    assert more["version"] == 3
    assert more["items"][:2] == DOCUMENT["items"]
    assert len({one["id"] for one in more["items"]}) == 500


def test_the_dearest_component_stands_first_below_the_whole() -> None:
    lines = table([10.0, 30.0, 20.0], {"Quick": [0.001] * 3, "Slow": [0.009] * 3}).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        ["a", "sentence"], ["Slow", "9.00"], ["Quick", "1.00"],
    ]  # fmt: skip
    assert lines[1].split()[2] == "20.00"


class Doubles:
    def run(self, number: int) -> int:
        return 2 * number


def test_each_run_of_a_loaded_component_is_timed_by_its_name() -> None:
    needs: dict[str, Any] = {"needs": {"number": "asked"}, "uses": Doubles, "fn": "run"}
    schema = GraphSchema({"twice": SchemaNode(**needs, constructor_name="load", config={})})
    loaded = SimpleNamespace(_hooks=[], _eager=True, _fn=Doubles.run, _component=Doubles())
    runner = Clocked.around(LeanRunner(schema, {"twice": cast("GraphNode", loaded)}))
    for number in (4, 5):
        assert runner.run({"asked": number}, ["twice"]) == {"twice": 2 * number}
    assert [(name, len(spent)) for name, spent in runner.spent.items()] == [("Doubles", 2)]
