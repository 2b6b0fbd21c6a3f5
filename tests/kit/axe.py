"""What axe-core finds wrong on a page: the rules of WCAG 2.2 AA that it knows."""

from functools import cache

from playwright.async_api import Page

from tests.kit.installation import ROOT

AXE = ROOT / "miniapp" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FAULTS = """async tags => {
    const found = await axe.run(document, {
        runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
    });
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.at(-1)} ${node.any[0]?.message ?? ""}`));
}"""
"""Of what is right, axe would work out where it stands, too, which takes longer than all else."""


async def faults(page: Page) -> list[str]:
    """One line a place."""
    if not await page.evaluate("'axe' in window"):
        # The page's policy forbids scripts from elsewhere, so it is evaluated.
        await page.evaluate(_axe())
    found: list[str] = await page.evaluate(FAULTS, TAGS)
    return found


@cache
def _axe() -> str:
    return AXE.read_text()
