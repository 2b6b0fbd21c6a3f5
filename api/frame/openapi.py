"""The OpenAPI 3.1 document, made of the routes themselves."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeGuard

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from api.frame.fields import FieldRefused
from api.frame.routing import Route
from api.frame.serving import KEY
from api.frame.shapes import Problem
from edge.problems import (
    ScopeMissing,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnsupportedMedia,
    status_of,
)
from edge.uploads import BadUpload
from services.handoffs.files import TooManyFiles
from services.kit.errors import (
    Conflict,
    IdempotencyMismatch,
    Invalid,
    NotFound,
    ParkError,
    Unauthorized,
)
from services.kit.file_checking import FileTooLarge, FileType
from services.kit.idempotency import MAX_KEY
from services.tickets.photos import (
    PER_MESSAGE,
    PhotoBroken,
    PhotoTooLarge,
    PhotoType,
    TooManyPhotos,
)

Json = dict[str, Any]

VERSION = "1.0.0"
_UPLOADS: dict[str, tuple[str, Json]] = {
    "photos": (
        "photo",
        {
            "type": "array",
            "items": {"type": "string", "contentMediaType": "image/*"},
            "minItems": 1,
            "maxItems": PER_MESSAGE,
        },
    ),
    "file": ("file", {"type": "string", "contentMediaType": "application/pdf, audio/*"}),
}
"""What comes in a form: the name of its field, and its schema."""
REFS = "#/components/schemas/{model}"
BEARER = "token"
MEANINGS = {
    400: "The request does not fit.",
    401: "Not signed in, or not any more.",
    403: "The token is not good for that.",
    404: "There is no such thing, or it is not yours.",
    409: "Not in the present state.",
    413: "Too large.",
    415: "Of a type that is not read.",
    422: "A rule of the park says no.",
    429: "Too often.",
    503: "Not just now; ask again in a moment.",
}


_ONE_LINE = re.compile(r"(?<!\n)\n(?!\n)")
"""A line's end inside a paragraph."""


class Schemas(GenerateJsonSchema):
    def field_title_should_be_set(self, _schema: Any) -> bool:
        """A title that repeats the name says nothing."""
        return False


def document(
    routes: Sequence[Route],
    *,
    server: str,
    info: Json,
    scheme: Json,
    never: frozenset[type[ParkError]] = frozenset(),
    body_required: bool = True,
) -> Json:
    """`server` is the prefix that paths are under; `never`: errors that this API does not answer,
    of those that the routes' own kind tells of."""
    models = _models(routes)
    refs, defined = models_json_schema(
        sorted(models, key=lambda one: (one[0].__name__, one[1])),
        ref_template=REFS,
        schema_generator=Schemas,
    )
    schemas: Json = defined.get("$defs", {})
    made = _Document(refs, schemas, never, body_required=body_required)
    paths: defaultdict[str, Json] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method.lower()] = made.operation(route)
    for inlined in made.inlined:
        schemas.pop(inlined, None)
    return {
        "openapi": "3.1.0",
        "info": {"version": VERSION, **info},
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
        "security": [{BEARER: []}],
        "paths": dict(paths),
        "components": {"schemas": schemas, "securitySchemes": {BEARER: scheme}},
    }


def errors_of(route: Route) -> list[type[ParkError]]:
    """Everything that a route may answer besides what it is for."""
    found: list[type[ParkError]] = [TooManyRequests, Unavailable, *route.errors]
    if route.scope == "tenant":
        found += [Unauthorized, ScopeMissing]
    if route.path_model is not None:
        found.append(NotFound)
    if route.query_model is not None or route.key != "none":
        found.append(Invalid)
    if route.form_model is not None:
        found += [Invalid, TooLarge]
    if route.body_model is not None:
        found += [Invalid, TooLarge, UnsupportedMedia]
    if route.key != "none":
        found.append(IdempotencyMismatch)
    if route.method != "GET":
        found.append(Conflict)
    if route.uploads == "file":
        found += [BadUpload, UnsupportedMedia, FileType, FileTooLarge, TooManyFiles]
    if route.uploads == "photos":
        found += [BadUpload, UnsupportedMedia, PhotoBroken, PhotoTooLarge, PhotoType, TooManyPhotos]
    return list(dict.fromkeys(found))


def _models(routes: Iterable[Route]) -> set[tuple[type[BaseModel], JsonSchemaMode]]:
    found: set[tuple[type[BaseModel], JsonSchemaMode]] = {
        (Problem, "serialization"),
        (FieldRefused, "serialization"),
    }
    for route in routes:
        for model in (
            route.path_model,
            route.query_model,
            route.body_model,
            route.form_model,
        ):
            if model is not None:
                found.add((model, "validation"))
        found |= {(model, "serialization") for model in route.tells.values()}
        if _is_model(route.answer):
            found.add((route.answer, "serialization"))
    return found


def _is_model(answer: Any) -> TypeGuard[type[BaseModel]]:
    return inspect.isclass(answer) and issubclass(answer, BaseModel)


class _Document:
    """`inlined` are schemas that became parameters."""

    def __init__(
        self,
        refs: dict[tuple[Any, JsonSchemaMode], Json],
        schemas: Json,
        never: frozenset[type[ParkError]],
        *,
        body_required: bool,
    ) -> None:
        self._refs = refs
        self._schemas = schemas
        self._never = never
        self._body_required = body_required
        self.inlined: set[str] = set()

    def operation(self, route: Route) -> Json:
        summary, _, description = inspect.getdoc(route.handler).partition("\n")  # type: ignore[union-attr]
        made: Json = {
            "operationId": route.name,
            "tags": [route.tag],
            "summary": summary.rstrip("."),
            "parameters": self._parameters(route),
            "responses": self._responses(route),
        }
        if description.strip():
            made["description"] = _ONE_LINE.sub(" ", description.strip())
        if route.scope == "public":
            made["security"] = []
        elif ScopeMissing not in self._never:
            made["x-scope"] = route.grant
        if route.deprecated is not None:
            made["deprecated"] = True
            made["x-sunset"] = route.deprecated.sunset.date().isoformat()
        if (body := self._body(route)) is not None:
            made["requestBody"] = body
        if not made["parameters"]:
            del made["parameters"]
        return made

    def _parameters(self, route: Route) -> list[Json]:
        found = [*self._of(route.path_model, "path"), *self._of(route.query_model, "query")]
        if route.key != "none":
            found.append(_key_parameter(required=route.key == "must"))
        if route.etag:
            found.append(_header("If-None-Match", "The ETag of what you have already."))
        if route.streams:
            found.append(_header("Last-Event-ID", "The `id` of the last event that you have."))
        return found

    def _of(self, model: type[BaseModel] | None, where: str) -> list[Json]:
        schema = self._inlined(model)
        return [
            {
                "name": field,
                "in": where,
                "required": where == "path" or field in schema.get("required", ()),
                "schema": {k: v for k, v in about.items() if k != "description"},
                **({"description": about["description"]} if "description" in about else {}),
            }
            for field, about in schema.get("properties", {}).items()
        ]

    def _inlined(self, model: type[BaseModel] | None) -> Json:
        """The schema of a model that is no component of the document."""
        if model is None:
            return {}
        name = self._refs[model, "validation"]["$ref"].rpartition("/")[2]
        self.inlined.add(name)
        found: Json = self._schemas[name]
        return found

    def _body(self, route: Route) -> Json | None:
        if route.uploads:
            name, upload = _UPLOADS[route.uploads]
            texts = self._inlined(route.form_model)
            form = {
                "type": "object",
                "properties": {**texts.get("properties", {}), name: upload},
                "required": [*texts.get("required", ()), name],
            }
            return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
        if route.body_model is None:
            return None
        schema = self._refs[route.body_model, "validation"]
        content = {"application/json": {"schema": schema}}
        return {"required": self._body_required, "content": content}

    def _responses(self, route: Route) -> Json:
        made: Json = {str(route.status): self._answer(route)}
        if route.etag:
            made["304"] = {"description": "You have it already.", "headers": _etag()}
        by_status: defaultdict[int, list[str]] = defaultdict(list)
        for error in errors_of(route):
            if error in self._never:
                continue
            by_status[status_of(error)].append(error.code)
        for status, codes in sorted(by_status.items()):
            made[str(status)] = _problem(status, sorted(set(codes)))
        return made

    def _answer(self, route: Route) -> Json:
        if route.answer is None:
            return {"description": "Done."}
        made: Json = {"description": "Done." if route.method != "GET" else "As asked."}
        schema: Json = {"type": "string"}
        if _is_model(route.answer):
            schema = self._refs[route.answer, "serialization"]
        elif not route.streams:
            schema = {}
        if route.tells:
            told = {name: self._refs[model, "serialization"] for name, model in route.tells.items()}
            schema |= {"x-events": told}
        made["content"] = {route.media: {"schema": schema}}
        if route.etag:
            made["headers"] = _etag()
        return made


def _key_parameter(*, required: bool) -> Json:
    return {
        "name": KEY,
        "in": "header",
        "required": required,
        "description": "Chosen by you, the same when you repeat the request: it is done once.",
        "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY, "pattern": r"^[!-~]+$"},
    }


def _header(name: str, description: str) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
    }


def _etag() -> Json:
    return {"ETag": {"schema": {"type": "string"}, "description": "Of this very answer."}}


def _problem(status: int, codes: list[str]) -> Json:
    told: Json = {"code": {"enum": codes}}
    if Invalid.code in codes:
        fields = {"type": "array", "items": {"$ref": REFS.format(model="FieldRefused")}}
        told["details"] = {"type": "object", "properties": {"fields": fields}}
    schema = {"allOf": [{"$ref": REFS.format(model="Problem")}, {"properties": told}]}
    made: Json = {
        "description": MEANINGS[status],
        "content": {"application/problem+json": {"schema": schema}},
    }
    if status in {429, 503}:
        seconds = {"type": "integer", "minimum": 1}
        made["headers"] = {"Retry-After": {"schema": seconds, "description": "In seconds."}}
    return made
