"""The site's pages hold the lists, tables and blocks that GitHub shows."""

import importlib.util
import re
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from parkline.settings.settings import ROOT

spec = importlib.util.spec_from_file_location("lists", ROOT / "site" / "lists.py")
assert spec
assert spec.loader
lists = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lists)
PYTHON = ROOT / ".cache" / "site" / "venv" / "bin" / "python"
COUNTED = {"li", "ol", "ul", "tr", "td", "pre", "h2", "h3", "img", "blockquote", "a", "em"}
RENDER = """
import sys, markdown
pages = sys.stdin.read().split("\\0")
extensions = ["tables", "sane_lists", "attr_list", "md_in_html", "pymdownx.superfences"]
print("\\0".join(markdown.markdown(one, extensions=extensions) for one in pages))
"""


class Counting(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in COUNTED:
            self.found[tag] += 1


def counted(html: str) -> Counter[str]:
    counting = Counting()
    counting.feed(html)
    return counting.found


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Text:\n- a\n- b", "Text:\n\n- a\n- b"),
        ("In a year\n10. is no item", "In a year\n10. is no item"),
        ("1. a\n   - b\n     more\n2. c", "1. a\n    - b\n        more\n2. c"),
        ("1. a\n   ```\n   x\n   ```\n2. b", "1. a\n    ```\n    x\n    ```\n\n2. b"),
        ("```\n- a\n  b\n```\n- c", "```\n- a\n  b\n```\n\n- c"),
    ],
)
def test_a_list_is_written_as_both_read_it(written: str, wanted: str) -> None:
    assert lists.widened(written) == wanted


@pytest.mark.skipif(not PYTHON.exists(), reason="no tools for the site: make docs")
def test_every_page_holds_what_github_shows() -> None:
    named = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    pages = [Path(ROOT, one).read_text("utf-8") for one in named]
    made = subprocess.run(
        [str(PYTHON), "-c", RENDER], input="\0".join(lists.widened(one) for one in pages),
        capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    github = MarkdownIt("gfm-like", {"linkify": False})
    differ = [
        (name, {tag for tag in COUNTED if theirs[tag] != ours[tag]})
        for name, page, html in zip(named, pages, made, strict=True)
        if (theirs := counted(github.render(page))) != (ours := counted(html))
    ]
    assert len(named) > 80
    assert differ == []
    assert re.search("<li>", made[0])
