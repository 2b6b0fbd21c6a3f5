"""Which pages the documentation's site has, how they hang together, and where their links lead.

The pages are written to be read in the repository, too: their links lead to files beside them. Here
a link to a page of the site stays one, and a link to anything else of the repository leads to it on
its server. MkDocs calls the functions whose names begin with `on_`.
"""

import logging
import os
import re
import sys
from pathlib import Path
from posixpath import normpath, relpath
from typing import Any

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# MkDocs loads this file alone, without its folder.
sys.path.insert(0, str(Path(__file__).parent))
from lists import widened

ROOT = Path(__file__).resolve().parents[1]
MERMAID = ROOT / ".cache" / "site" / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
BRANCH = "main"

FROM_ROOT = {
    "README.md": "index.md",
    "README.zh.md": "zh/about.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
}
"""Files beside docs/ that are pages of the site."""
LEFT_OUT = {"docs/README.md": "index.md"}
"""What the site's own menu says, and where a link to it leads."""
SECTIONS = {
    "guides": ("Guides", ["your-own-park", "deploying", "operating", "scaling"]),
    "domains": ("Domains", []),
    "reference": ("Reference", ["settings", "commands", "api", "events"]),
    "decisions": ("Decisions", []),
}
"""Folders with what their part of the menu is called, and which pages come first there."""
SITE_FILES = {
    "site/site.css": "site/site.css",
    "site/site.js": "site/site.js",
    "site/mark.svg": "desk/frame/static/mark.svg",
}
FENCED = re.compile(r"^( *```.*?^ *```)", re.DOTALL | re.MULTILINE)
"""Splits into prose and code by turns."""
BROKEN_CHINESE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n(?=[\[`「（]?[\u4e00-\u9fff])"
)
"""A line's end inside a Chinese sentence, which browsers would show as a blank."""
LINK = re.compile(r'(\]\(|(?:src|href)=")([^)\s"]+)')


def pages_of(folder: str) -> list[str]:
    """Site paths of a folder's own pages, without its index."""
    first = SECTIONS.get(folder, ("", []))[1]
    names = {one.stem for one in (ROOT / "docs" / folder).glob("*.md")} - {"README"}
    ordered = [one for one in first if one in names] + sorted(names - set(first))
    return [f"{folder}/{name}.md" for name in ordered]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    jieba.setLogLevel(logging.WARNING)
    top = [one for one in pages_of(".") if one != "./README.md"]
    config.nav = [
        {"Parkline": ["index.md"]},
        *(
            {title: [f"{folder}/index.md", *pages_of(folder)]}
            for folder, (title, _) in SECTIONS.items()
        ),
        {"Design": [*(one.removeprefix("./") for one in top), "contributing.md", "changelog.md"]},
        {"中文": ["zh/README.md", "zh/about.md", *pages_of("zh/guides"), *pages_of("zh")]},
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for source in LEFT_OUT:
        if (left_out := files.get_file_from_path(source.removeprefix("docs/"))) is not None:
            files.remove(left_out)
    for source, path in FROM_ROOT.items():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / source)))
    for path, source in SITE_FILES.items():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / source)))
    if MERMAID.exists():
        files.append(File.generated(config, "site/mermaid.js", abs_src_path=str(MERMAID)))
    for folder, (title, _) in SECTIONS.items():
        listed = "".join(f"- [{_title(one)}]({Path(one).name})\n" for one in pages_of(folder))
        about = f"# {title}\n\n{listed}"
        files.append(File.generated(config, f"{folder}/index.md", content=about))
    return files


def _title(path: str) -> str:
    """What a page of docs/ calls itself."""
    return (ROOT / "docs" / path).read_text("utf-8").partition("\n")[0].removeprefix("# ")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    source = page.file.abs_src_path
    if source is None:
        return markdown
    here = os.path.relpath(source, ROOT)

    def led(found: re.Match[str]) -> str:
        return found[1] + leads(found[2], here, page.file.src_uri, str(config.repo_url))

    parts = FENCED.split(markdown)
    parts[::2] = [BROKEN_CHINESE.sub("", LINK.sub(led, prose)) for prose in parts[::2]]
    return widened("".join(parts))


def leads(target: str, here: str, page: str, repository: str) -> str:
    """Where a link of the file `here`, which is the site's `page`, leads on the site.

    Raises PluginError where nothing is there.
    """
    path, mark, heading = target.partition("#")
    if not path or ":" in path:
        return target
    file = normpath(f"{Path(here).parent.as_posix()}/{path}")
    there = LEFT_OUT.get(file) or FROM_ROOT.get(file)
    if there is None and file.startswith("docs/"):
        inside = file.removeprefix("docs/")
        there = f"{inside}/index.md" if inside in SECTIONS else inside
    if there is not None and not (ROOT / "docs" / there).is_dir():
        return relpath(there, Path(page).parent.as_posix()) + mark + heading
    if not (ROOT / file).exists():
        raise PluginError(f"{here}: a link to {target}, which is not there")
    kind = "tree" if (ROOT / file).is_dir() else "blob"
    return f"{repository}/{kind}/{BRANCH}/{file}{mark}{heading}"


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object
) -> dict[str, Any]:
    """Each page in the frame of its language, with the same page of the other one where there is
    one."""
    path = page.file.src_uri
    chinese = path.startswith("zh/")
    config.theme["language"] = "zh" if chinese else "en"
    config.extra["alternate"] = [
        {"name": "English", "lang": "en", "link": _in_english(path) if chinese else page.url},
        {"name": "中文", "lang": "zh", "link": page.url if chinese else _in_chinese(path)},
    ]
    return context


def _in_english(path: str) -> str:
    other = path.removeprefix("zh/")
    there = other not in ("README.md", "about.md") and (ROOT / "docs" / other).exists()
    return other.replace(".md", ".html") if there else "index.html"


def _in_chinese(path: str) -> str:
    there = (ROOT / "docs" / "zh" / path).exists()
    return f"zh/{path}".replace(".md", ".html") if there else "zh/index.html"


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Diagrams are drawn by what the site itself serves, on the pages that have one."""
    if 'class="mermaid"' not in output or not MERMAID.exists():
        return output
    script = relpath("site/mermaid.js", Path(page.url).parent.as_posix())
    # The theme draws them itself, in the colours of the page.
    load = f'<script src="{script}"></script><script>mermaid.startOnLoad = false</script>'
    return output.replace("</head>", load + "</head>")
