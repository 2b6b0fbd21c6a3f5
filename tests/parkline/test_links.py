"""Every link of the project's pages leads to a file, and to a heading where it names one."""

import re
import subprocess
from pathlib import Path

from parkline.settings.settings import ROOT

CODE = re.compile(r"```.*?```", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")


def pages() -> list[Path]:
    found = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in found.stdout.splitlines()]


def anchors(page: Path) -> set[str]:
    """A heading's name as a link says it: small letters, hyphens, no punctuation."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, heading = target.partition("#")
    there = page.parent / path if path else page
    return there.exists() and (there.suffix != ".md" or not heading or heading in anchors(there))


def test_every_link_leads_to_a_file_and_to_its_heading() -> None:
    lost = [
        (str(page.relative_to(ROOT)), target)
        for page in pages()
        for found in LINK.findall(CODE.sub("", page.read_text("utf-8")))
        if "://" not in (target := found[0] or found[1]) and not target.startswith("mailto:")
        if not leads_somewhere(page, target)
    ]
    assert lost == []
