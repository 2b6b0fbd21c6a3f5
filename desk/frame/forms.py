"""Forms and queries, validated by Pydantic models and told in the reader's language."""

import typing
from types import UnionType
from typing import Annotated, Any

from aiohttp import web
from multidict import MultiMapping
from pydantic import BaseModel, Field, ValidationError

from desk.frame import texts
from edge import uploads
from edge.bodies import is_storable
from services.kit.errors import Invalid

CSRF_FIELD = "csrf"

Id = Annotated[int, Field(gt=0, le=2**63 - 1)]
"""A row's id in a form."""


class InvalidForm(Invalid):
    """What was entered cannot be taken. `fields` tells each field in the reader's language."""

    code = "invalid_form"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {told}" for name, told in fields.items()))
        self.fields = fields
        self.details = {"fields": fields}


def parse[M: BaseModel](model: type[M], values: dict[str, Any], language: str) -> M:
    """Raises InvalidForm."""
    if unfit := [name for name, value in values.items() if not is_storable(value)]:
        raise InvalidForm({name: texts.say(language, "shell-invalid-other") for name in unfit})
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        raise InvalidForm(
            {
                ".".join(map(str, error["loc"])) or "form": _told(language, error)
                for error in wrong.errors()
            }
        ) from None


async def posted(request: web.Request) -> MultiMapping[Any]:
    """A form's fields. Raises Invalid where the body is not of the type that the request says."""
    try:
        return await request.post()
    except (*uploads.MALFORMED, ValueError, LookupError) as wrong:
        raise Invalid("the body is not a form") from wrong


async def body(model: type[BaseModel], request: web.Request) -> dict[str, Any]:
    """A form's fields or a JSON object. Raises Invalid."""
    if request.content_type != "application/json":
        return plain(model, await posted(request))
    try:
        found = await request.json()
    except (ValueError, LookupError, RecursionError) as wrong:
        raise Invalid("the body is not JSON") from wrong
    if not isinstance(found, dict):
        raise Invalid("the body is not a JSON object")
    return found


def plain(model: type[BaseModel], values: MultiMapping[Any]) -> dict[str, Any]:
    """Fields by name, lists where the model has lists; empty ones left out."""
    found: dict[str, Any] = {}
    for name in values:
        given = [value for value in values.getall(name) if value != ""]
        if name == CSRF_FIELD or not given:
            continue
        found[name] = given if _collects(model, name) else given[-1]
    return found


def _collects(model: type[BaseModel], name: str) -> bool:
    by_name = {field.alias or key: field for key, field in model.model_fields.items()}
    return name in by_name and _is_list(by_name[name].annotation)


def _is_list(annotation: Any) -> bool:
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, UnionType}:
        return any(_is_list(choice) for choice in typing.get_args(annotation))
    if origin is Annotated:
        return _is_list(typing.get_args(annotation)[0])
    return (origin or annotation) in {list, set, frozenset, tuple}


KEYS = {
    "missing": "missing",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
    "int_parsing": "number",
    "decimal_parsing": "number",
    "float_parsing": "number",
    "greater_than": "too-small",
    "greater_than_equal": "too-small",
    "less_than": "too-big",
    "less_than_equal": "too-big",
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "time_parsing": "time",
    "literal_error": "choice",
    "enum": "choice",
}
"""Pydantic's kinds of errors → ends of shell-invalid-… keys."""


def _told(language: str, error: Any) -> str:
    if error["type"] == "value_error" and texts.has(said := str(error["ctx"]["error"])):
        return texts.say(language, said)  # A validator of ours raised ValueError(key of a text).
    limits = [
        value
        for name, value in error.get("ctx", {}).items()
        if name in {"min_length", "max_length", "gt", "ge", "lt", "le"}
    ]
    key = f"shell-invalid-{KEYS.get(error['type'], 'other')}"
    return texts.say(language, key, limit=str(limits[0]) if limits else "")
