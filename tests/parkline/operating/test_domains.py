"""docs/reference/domains.md is what `parkline domains` prints, and every domain of a layer is one
of all."""

from typer.testing import CliRunner

from parkline.cli import app
from parkline.operating import domains
from parkline.settings.settings import ROOT

MADE = "<!-- Made by `parkline domains`; a test compares. -->\n\n"


def test_the_page_ends_with_what_the_command_prints() -> None:
    """After a change: `parkline domains`, and put what it prints after the comment."""
    written = (ROOT / "docs" / "reference" / "domains.md").read_text("utf-8").partition(MADE)[2]
    assert written == domains.page()
    result = CliRunner().invoke(app, ["domains"])
    assert (result.exit_code, result.stdout) == (0, domains.page())
