"""What each domain brings along, layer by layer, as one page."""

from collections.abc import Iterator
from importlib import import_module

import typer

from services.kit.plugins import domains

LAYERS = {"services": "services", "actions": "actions", "desk": "desk", "API": "api"}
"""As the page calls them, and the package of each: imported when the page is asked for, since every
command would wait for them."""


def page() -> str:
    """Markdown: a section for each domain, a line for each thing that it brings."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    brought: dict[str, dict[str, list[str]]] = {}
    for name, package in LAYERS.items():
        for module in domains(import_module(package)):
            domain = module.__name__.split(".")[-2]
            lines = [_brief(one) for one in module.BRINGS]
            brought.setdefault(domain, {})[name] = list(dict.fromkeys(lines))
    for domain, layers in sorted(brought.items()):
        yield f"## {domain}"
        yield ""
        for name, lines in layers.items():
            yield from (f"- {name}: {line}" for line in lines)
        yield ""


def _brief(value: object) -> str:
    """What a value says of itself, else what it is: "audit words" of AuditWords."""
    name = "".join(f" {one.lower()}" if one.isupper() else one for one in type(value).__name__)
    return str(getattr(value, "brief", "")) or name.strip()


def add_to(app: typer.Typer) -> None:
    @app.command("domains")
    def show() -> None:
        """What each domain brings along, as a page of Markdown (docs/reference/domains.md)."""
        typer.echo(page(), nl=False)
