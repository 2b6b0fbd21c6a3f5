"""Templates of the vendors' desk. They see what `desk.frame.templating` gives, `own(path)` for the
address of a static file of this desk, and in pages `page`."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from desk.frame import templating

HERE = Path(__file__).parent
STATIC = HERE / "static"


def template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: tuple[Any, ...] = (
        *(templating.text, templating.may, templating.clock, templating.moment),
        *(templating.name, templating.csrf_field, templating.icon),
    )
    made.globals |= {function.__name__: function for function in shared}
    made.globals |= {"static": templating.static_url, "own": own_url}
    return made


def own_url(path: str) -> str:
    """The address of a static file; its content is in it, so it may be kept for good."""
    return f"/vendor/static/{path}?v={versions()[path]}"


@cache
def versions() -> dict[str, str]:
    """A digest of each static file's content, by its path."""
    return {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(STATIC.rglob("*"))
        if path.is_file()
    }
