"""The documentation as a site: all pages of the repository, in two languages, and alone."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Request, expect

from parkline.settings.settings import ROOT
from tests.kit.axe import AXE, faults

MKDOCS = ROOT / ".cache" / "site" / "venv" / "bin" / "mkdocs"
pytestmark = [
    pytest.mark.skipif(not MKDOCS.exists(), reason="no tools for the site: make docs"),
    pytest.mark.timeout(180),
]
BREAK = "\u200b*"
"""The search's own mark between words, in titles too."""
NEEDS_AXE = pytest.mark.skipif(not AXE.exists(), reason="run make miniapp")


def built(settings: Path, into: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [str(MKDOCS), "build", "-f", str(settings), "-d", str(into)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("site")
    done = built(ROOT / "site" / "mkdocs.yml", into)
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository of a few pages, with the settings and hooks of ours."""
    tools = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=tools)
    pages = ("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md")
    for page in (*pages, "docs/README.md", "docs/guides/first.md", "docs/zh/README.md"):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text(f"# {page}\n\n## A heading\n")
    mark = tmp_path / "desk" / "frame" / "static" / "mark.svg"
    mark.parent.mkdir(parents=True)
    mark.write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("first.md#a-heading", ""),
        ("../../README.md#a-heading", ""),
        ("../../desk/frame/static", ""),
        ("first.md#another", "another"),
        ("second.md", "second.md"),
        ("../../desk/none.py", "desk/none.py"),
    ],
)
def test_a_link_that_leads_nowhere_fails(small: Path, link: str, told: str) -> None:
    page = small / "docs" / "guides" / "first.md"
    page.write_text(f"{page.read_text()}\n[it]({link})\n")
    done = built(small / "site" / "mkdocs.yml", small / "made")
    assert (done.returncode != 0) == bool(told), done.stderr
    assert told in done.stderr


def test_every_page_of_the_repository_is_on_the_site_and_in_its_search(site: Path) -> None:
    named = subprocess.run(
        ["git", "ls-files", "docs/*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    pages = {one.removeprefix("docs/").replace("README", "index") for one in named}
    pages |= {"changelog.md", "contributing.md", "zh/about.md"}
    found = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    searched = {one["location"].partition("#")[0] for one in found}
    assert len(pages) > 80
    for page in (one.replace(".md", ".html") for one in pages):
        assert (site / page).exists(), page
        assert page in searched, page


def test_nothing_of_the_site_comes_from_elsewhere(site: Path) -> None:
    """Links lead elsewhere; scripts, styles, fonts and pictures do not come from there."""
    taken = re.compile(r"<(?:script|img|iframe)[^>]+src=\"?(\S+)|<link[^>]+stylesheet[^>]*>")
    foreign = [
        (page.name, found[0])
        for page in site.rglob("*.html")
        for found in taken.finditer(page.read_text("utf-8"))
        if "//" in found[0]
    ]
    assert foreign == []


def test_chinese_pages_stand_in_a_chinese_frame_and_lead_to_their_english_ones(site: Path) -> None:
    chinese = (site / "zh" / "guides" / "operating.html").read_text("utf-8")
    english = (site / "guides" / "operating.html").read_text("utf-8")
    assert '<html lang="zh"' in chinese
    assert '<html lang="en"' in english
    assert re.search(r'href="\.\./\.\./guides/operating\.html" hreflang="?en', chinese)
    assert re.search(r'href="\.\./zh/guides/operating\.html" hreflang="?zh', english)


@NEEDS_AXE
@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [("index.html", 1280, "light"), ("zh/guides/connecting-wechat.html", 390, "dark")],
)
async def test_a_page_can_be_read_by_everybody(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    asked: list[Request] = []
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = await context.new_page()

    def note(one: Request) -> None:
        asked.append(one)

    page.on("request", note)
    await page.goto(f"{address}/{path}")
    if path == "index.html":
        await expect(page.locator("div.mermaid")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await faults(page) == []
    assert [one.url for one in asked if not one.url.startswith((address, "data:", "blob:"))] == []
    await context.close()


@pytest.mark.parametrize(
    ("words", "title"), [("补发", "商家接口"), ("breaker pause", "Adding a vendor")]
)
async def test_words_are_found_in_both_languages(
    browser: Browser, address: str, words: str, title: str
) -> None:
    page = await browser.new_page()
    await page.goto(f"{address}/index.html")
    await page.keyboard.press("f")
    await page.fill(".md-search__input", words)
    titled = re.compile(BREAK.join(title))
    result = page.locator(".md-search-result__item h1").filter(has_text=titled)
    await expect(result.first).to_be_visible(timeout=60_000)
    await page.close()
