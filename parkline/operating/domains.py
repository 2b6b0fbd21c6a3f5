"""What each domain brings along, layer by layer, as one page."""

from collections.abc import Iterator
from types import ModuleType

import typer

import actions
import api
import desk
import services
from services.kit.plugins import domains

LAYERS: tuple[tuple[str, ModuleType], ...] = (
    ("services", services),
    ("actions", actions),
    ("desk", desk),
    ("API", api),
)


def page() -> str:
    """Markdown: a section for each domain, a line for each thing that it brings."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    brought: dict[str, dict[str, list[str]]] = {}
    for name, layer in LAYERS:
        for module in domains(layer):
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
    """What a value says of itself, else what it is."""
    return str(getattr(value, "brief", "")) or type(value).__name__.lower()


def add_to(app: typer.Typer) -> None:
    @app.command("domains")
    def show() -> None:
        """What each domain brings along, as a page of Markdown (docs/domains.md)."""
        typer.echo(page(), nl=False)
