"""Programs that others wrote for the last version of the API go on working, or the CHANGELOG says
what they must change."""

import copy
import importlib.util
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from api.frame.app import document
from parkline.settings.settings import ROOT

spec = importlib.util.spec_from_file_location("api_changes", ROOT / ".ci" / "api_changes.py")
assert spec
assert spec.loader
api_changes = importlib.util.module_from_spec(spec)
sys.modules["api_changes"] = api_changes
spec.loader.exec_module(api_changes)

Json = dict[str, Any]
KEPT = ROOT / "docs" / "reference" / "openapi"
OPERATION = "POST /orders"


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def last() -> Json:
    newest = max(KEPT.glob("*.json"), key=lambda one: number(one.stem))
    found: Json = json.loads(newest.read_text("utf-8"))
    assert found["info"]["version"] == newest.stem
    return found


def small() -> Json:
    order = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "status": {"type": "string", "enum": ["placed", "done"]},
            "again": {"$ref": "#/components/schemas/Order"},
        },
    }
    wish = {"type": "object", "required": ["what"], "properties": {"what": {"type": "string"}}}
    reference = {"schema": {"$ref": "#/components/schemas/Order"}}
    return {
        "paths": {
            "/orders": {
                "post": {
                    "parameters": [{"in": "query", "name": "day", "schema": {"type": "string"}}],
                    "requestBody": {"content": {"application/json": {"schema": wish}}},
                    "responses": {"201": {"content": {"application/json": reference}}},
                }
            }
        },
        "components": {"schemas": {"Order": order}},
    }


def _post(made: Json) -> Json:
    found: Json = made["paths"]["/orders"]["post"]
    return found


def _order(made: Json) -> Json:
    found: Json = made["components"]["schemas"]["Order"]
    return found


def _wish(made: Json) -> Json:
    found: Json = _post(made)["requestBody"]["content"]["application/json"]["schema"]
    return found


BREAKS: list[tuple[str, Callable[[Json], object], str]] = [
    ("api-removed-without-deprecation", lambda it: it["paths"].clear(), OPERATION),
    ("request-parameter-removed", lambda it: _post(it)["parameters"].clear(), "day"),
    (
        "request-parameter-became-required",
        lambda it: _post(it)["parameters"][0].update(required=True),
        "day",
    ),
    ("new-required-request-property", lambda it: _wish(it)["required"].append("who"), "who"),
    (
        "request-property-type-changed",
        lambda it: _wish(it)["properties"]["what"].update(type="integer"),
        "what",
    ),
    ("response-success-status-removed", lambda it: _post(it)["responses"].clear(), "201"),
    ("response-property-removed", lambda it: _order(it)["properties"].pop("id"), "id"),
    ("response-property-became-optional", lambda it: _order(it)["required"].clear(), "id"),
    (
        "response-property-enum-value-added",
        lambda it: _order(it)["properties"]["status"]["enum"].append("lost"),
        "status=lost",
    ),
]
HARMLESS: list[Callable[[Json], object]] = [
    lambda it: it["paths"].update({"/more": {"get": {}}}),
    lambda it: _post(it)["parameters"].append({"in": "query", "name": "x", "schema": {}}),
    lambda it: _wish(it)["properties"].update(note={"type": "string"}),
    lambda it: _order(it)["properties"].update(note={"type": "string"}),
    lambda it: _order(it)["required"].append("status"),
    lambda it: _wish(it)["properties"]["what"].update(type=["string", "null"]),
]


@pytest.mark.parametrize(("check", "change", "what"), BREAKS, ids=[one[0] for one in BREAKS])
def test_what_breaks_is_found_and_named(
    check: str, change: Callable[[Json], object], what: str
) -> None:
    new = copy.deepcopy(small())
    change(new)
    assert api_changes.breaking(small(), new) == [api_changes.Change(OPERATION, check, what)]


@pytest.mark.parametrize("change", HARMLESS)
def test_what_programs_need_not_know_breaks_nothing(change: Callable[[Json], object]) -> None:
    new = copy.deepcopy(small())
    change(new)
    assert api_changes.breaking(small(), new) == []


def test_a_change_is_told_where_a_line_under_api_names_it() -> None:
    change = api_changes.Change(OPERATION, "response-property-removed", "id")
    told = "# Changelog\n\n## [2]\n\n### API\n\n- `POST /orders` answers without `id`.\n\n## [1]\n"
    assert change.is_told(api_changes.section(told))
    assert not change.is_told(api_changes.section(told.replace("### API", "### Added")))
    assert not change.is_told(api_changes.section(told.replace("/orders", "/menus")))


def test_nothing_breaks_that_the_changelog_does_not_name() -> None:
    section = api_changes.section((ROOT / "CHANGELOG.md").read_text("utf-8"))
    found = api_changes.breaking(last(), json.loads(json.dumps(document())))
    assert [one for one in found if not one.is_told(section)] == []
