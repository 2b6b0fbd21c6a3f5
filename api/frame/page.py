"""The documents as people read them: one page each, of our own, that asks for nothing elsewhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from api.frame import texts
from api.frame.openapi import Json

_HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page(document: Callable[[], Json], language: str, *, raw: str, prefix: str) -> web.Response:
    """`raw` is where the document itself is, `prefix` that of the API's own files."""
    html = _html(document, language, raw, prefix)
    return web.Response(text=html, content_type="text/html", headers=HEADERS)


@cache
def _html(document: Callable[[], Json], language: str, raw: str, prefix: str) -> str:
    """Written once a language: it takes the processor tens of milliseconds, and anybody may ask
    for it."""
    described = document()
    return _template().render(
        document=described,
        language=language,
        raw=raw,
        prefix=prefix,
        groups=groups(described),
        kind=kind_of,
        text=lambda key, **values: texts.say(language, f"page-{key}", **values),
    )


async def style(_request: web.Request) -> web.FileResponse:
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(_HERE / "static" / "api.css", headers=headers)


def groups(document: Json) -> dict[str, list[Json]]:
    """Operations by tag, each with its `method`, `path` and `codes` (by status)."""
    found: dict[str, list[Json]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            about = {"method": method.upper(), "path": path, "codes": _codes(operation)}
            found[operation["tags"][0]].append(operation | about)
    return found


def _codes(operation: Json) -> dict[str, list[str]]:
    found = {}
    for status, answer in operation["responses"].items():
        problem = answer.get("content", {}).get("application/problem+json")
        if problem is not None:
            found[status] = problem["schema"]["allOf"][1]["properties"]["code"]["enum"]
    return found


def kind_of(schema: Json) -> str:
    """A schema in a word or two: string, Money, list of Money, zh | en."""
    match schema:
        case {"$ref": str(ref)}:
            return ref.rpartition("/")[2]
        case {"anyOf": list(several)} | {"oneOf": list(several)}:
            return " | ".join(kind_of(one) for one in several)
        case {"enum": list(words)}:
            return " | ".join(str(word) for word in words)
        case {"type": "array", **rest}:
            return f"[{kind_of(_dict(rest.get('items')))}]"
    return str(schema.get("const") or schema.get("format") or schema.get("type", "…"))


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("document.html")
