"""What of a request does not fit: the one shape in which `invalid` says so.

`details.fields` of the problem is a list of `FieldRefused`: where the field stands, a code of ours,
the limits that it breaks, and the same in the caller's language.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.frame import texts
from api.frame.shapes import Out
from edge.fields import FieldCode, Source, one

MOST = 20
"""Fields that one answer names."""

_CODES: Mapping[str, FieldCode] = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "literal_error": "not_allowed",
    "enum": "not_allowed",
    "value_error": "not_fitting",
    "assertion_error": "not_fitting",
}
"""Of pydantic's types of errors. Others are malformed, or of a wrong type."""
_LEAST = ("min_length", "ge", "gt")
_MOST = ("max_length", "le", "lt")


class FieldRefused(Out):
    """One field that does not fit."""

    source: Source
    field: str
    """Its path, such as location.floor; empty for the whole."""
    code: FieldCode
    limits: dict[str, Any]
    """`least` and `most` (of a number, or of a length in characters or entries), or `allowed`
    values; empty where none says it."""
    rule: str | None
    """The name of the rule that a field breaks which is not_fitting, such as past or backwards."""
    detail: str
    """For people, in the language of the request."""


def of_validation(error: ValidationError, source: Source) -> list[dict[str, Any]]:
    """Without words; `in_words` adds them."""
    found = error.errors(include_url=False, include_input=False)
    return [_of(one, source) for one in found[:MOST]]


def in_words(refused: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The fields as FieldRefused has them."""
    shown = [FieldRefused(**field, detail=_words(field, language)) for field in refused]
    return [field.model_dump() for field in shown]


def _of(error: ErrorDetails, source: Source) -> dict[str, Any]:
    kind, context = error["type"], error.get("ctx", {})
    code = _CODES.get(kind)
    if code is None:
        code = "wrong_type" if kind.endswith("_type") else "malformed"
    limits: dict[str, Any] = {}
    for name, keys in (("least", _LEAST), ("most", _MOST)):
        for key in keys:
            if context.get(key) is not None:
                limits[name] = context[key]
    if code == "not_allowed":
        limits["allowed"] = _allowed(str(context.get("expected", "")))
    path = ".".join(map(str, error["loc"]))
    return one(source, path, code, None, **{k: v for k, v in limits.items() if v != []})


def _allowed(expected: str) -> list[str]:
    """pydantic says 'a', 'b' or 'c'."""
    return expected.strip("'").replace("' or '", "', '").split("', '") if expected else []


def _words(field: Mapping[str, Any], language: str) -> str:
    limits = field["limits"]
    most, least = limits.get("most"), limits.get("least")
    key = f"field-{field['code']}".replace("_", "-")
    return texts.say(
        language,
        key,
        allowed=", ".join(map(str, limits.get("allowed", ()))),
        least="" if least is None else str(least),
        most="" if most is None else str(most),
    )
