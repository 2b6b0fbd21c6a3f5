"""Nothing of a page runs that does not come from a file of ours, whatever somebody is called."""

import re

import pytest

from api.frame import page as api_page
from connectors.channels.webchat import page as chat_page
from connectors.gates import page as pass_page
from desk.frame import edge as desk_edge
from parkline.channels import miniapp
from parkline.settings.settings import ROOT

POLICIES = {
    "desk": desk_edge.HEADERS,
    "web chat": chat_page.PAGE_HEADERS,
    "pass": pass_page.HEADERS,
    "documents of the API": api_page.HEADERS,
    "mini-app": miniapp.HEADERS,
}
PAGES = sorted(
    path
    for folder in ("api", "connectors", "desk", "parkline", "miniapp")
    for path in (ROOT / folder).rglob("*.html")
    if not {"node_modules", "dist"} & set(path.parts)
)
SCRIPTS = sorted(
    path
    for folder in ("connectors", "desk", "parkline")
    for path in (ROOT / folder).rglob("*.js")
    if path.parent.name != "vendor" or "htmx" not in path.name
)
_INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*[\"'{]|\shx-on\b|javascript:|\|\s*safe\b"
    r"|autoescape\s+false",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\beval\(|new Function\(|document\.write|insertAdjacentHTML"
    r"|\.(?:innerHTML|outerHTML)\s*\+?=(?!=)"
)


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("page", POLICIES)
def test_a_page_runs_files_of_ours_alone_and_stands_in_no_frame(page: str) -> None:
    headers = POLICIES[page]
    found = directives(headers["Content-Security-Policy"])
    scripts = found.get("script-src", found["default-src"])
    assert set(scripts) <= {"'self'", "'none'"}
    assert found["frame-ancestors"] == found["base-uri"] == ["'none'"]
    assert set(found.get("object-src", found["default-src"])) == {"'none'"}
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_a_script_in_it_or_lets_markup_through(path: object) -> None:
    assert _INLINE.findall(path.read_text("utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_makes_markup_or_code_of_words(path: object) -> None:
    assert _RUNS.findall(path.read_text("utf-8")) == []  # type: ignore[attr-defined]


def test_what_is_looked_for_would_be_found() -> None:
    for bad in (
        "<script>1</script>",
        '<p onclick="x">',
        "{{ name|safe }}",
        '<a href="javascript:1">',
    ):
        assert _INLINE.search(bad)
    for bad in ("node.innerHTML = name", "eval(name)"):
        assert _RUNS.search(bad)
    assert len(PAGES) > 50
    assert len(SCRIPTS) > 20
