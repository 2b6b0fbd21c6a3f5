"""What does not fit is told in one shape: the field, a code of ours, its limits, and words."""

from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from api.frame import fields
from api.frame.shapes import In, Line, Moment
from edge.fields import CODES, of_rule, one
from services.texts import LANGUAGES
from tests.api.driver import Api


class Asked(In):
    name: Line
    count: Annotated[int, Field(ge=1, le=9)] = 1
    size: Literal["small", "large"] = "small"
    at: Moment | None = None


def refused(**said: object) -> dict[str, object]:
    with pytest.raises(ValidationError) as told:
        Asked.model_validate(said)
    [field] = fields.of_validation(told.value, "body")
    return field


@pytest.mark.parametrize(
    ("said", "field", "code", "limits"),
    [
        ({}, "name", "missing", {}),
        ({"name": "li", "colour": "red"}, "colour", "unknown", {}),
        ({"name": 7}, "name", "wrong_type", {}),
        ({"name": ""}, "name", "too_short", {"least": 1}),
        ({"name": "x" * 201}, "name", "too_long", {"most": 200}),
        ({"name": "a\nb"}, "name", "malformed", {}),
        ({"name": "li", "count": 0}, "count", "too_small", {"least": 1}),
        ({"name": "li", "count": 10}, "count", "too_large", {"most": 9}),
        ({"name": "li", "size": "huge"}, "size", "not_allowed", {"allowed": ["small", "large"]}),
        ({"name": "li", "at": "1999-01-01T00:00:00Z"}, "at", "not_fitting", {}),
        ({"name": "li", "at": "noon"}, "at", "malformed", {}),
    ],
)  # fmt: skip
def test_a_field_has_a_code_of_ours_and_its_limits(
    said: dict[str, object], field: str, code: str, limits: dict[str, object]
) -> None:
    told = refused(**said)
    assert (told["field"], told["code"], told["limits"]) == (field, code, limits)


def test_a_rule_of_a_service_is_told_in_the_same_shape() -> None:
    assert of_rule({}) == []
    [words] = of_rule({"field": "words", "limit": 500})
    assert (words["code"], words["limits"]) == ("too_long", {"most": 500})
    [kind] = of_rule({"field": "kind", "allowed": ("a", "b")})
    assert (kind["code"], kind["limits"]) == ("not_allowed", {"allowed": ["a", "b"]})
    [period] = of_rule({"field": "period", "reason": "too_far", "days": 60})
    assert (period["code"], period["rule"]) == ("not_fitting", "too_far")
    assert period["limits"] == {"most": 60}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    for code in CODES:
        limits = {"least": 1, "most": 9, "allowed": ["a"]}
        [told] = fields.in_words([one("body", "x", code, **limits)], language)
        assert told["detail"]
        assert "field-" not in told["detail"]


async def test_the_words_are_in_the_callers_language(api: Api) -> None:
    li = await api.tenant()
    for language, words in (("zh", "太长了，最多 200。"), ("en", "Too long: 200 at most.")):
        answer = await li.ask(
            "PATCH", "/me", json={"name": "x" * 201}, headers={"Accept-Language": language}
        )
        [field] = (await answer.json())["details"]["fields"]
        assert field["detail"] == words
