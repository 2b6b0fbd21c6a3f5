"""What docs/reference/privacy.md says is what the code does."""

import pytest
from typer.testing import CliRunner

from parkline.cli import app
from parkline.operating import privacy_page
from parkline.settings.settings import ROOT
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.retention_kinds import FIXED, KEPT, KINDS
from services.privacy.retention_rules import RULES
from services.privacy.retention_tables import KINDS_OF, SEEN_WITH
from services.staff.permissions import all_permissions

MADE = "<!-- Made by `parkline privacy`; a test compares. -->\n\n"


def test_the_page_ends_with_the_tables_that_the_command_prints() -> None:
    """After a change: `parkline privacy`, and put what it prints after the comment."""
    written = (ROOT / "docs" / "reference" / "privacy.md").read_text("utf-8").partition(MADE)[2]
    assert written == privacy_page.page()
    result = CliRunner().invoke(app, ["privacy"])
    assert (result.exit_code, result.stdout) == (0, privacy_page.page())


def test_every_table_that_holds_people_has_a_retention_kind_and_no_other_table_has() -> None:
    assert set(KINDS_OF) == {about.table for about in PERSONAL_TABLES}


def test_kinds_are_known_and_each_is_some_tables() -> None:
    known = {*KINDS, *FIXED, *KEPT}
    assert {code for kinds in KINDS_OF.values() for code in kinds} == known
    assert all(KINDS_OF.values())
    assert len(known) == len(KINDS) + len(FIXED) + len(KEPT)


def test_every_kind_says_who_sees_it_by_permissions_that_there_are() -> None:
    assert set(SEEN_WITH) == {*KINDS, *FIXED, *KEPT}
    assert {one for wanted in SEEN_WITH.values() for one in wanted} <= all_permissions()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_removes_rows_of_the_kind_that_its_table_is_of(name: str) -> None:
    rule = RULES[name]
    assert rule.kind in KINDS_OF[rule.table]


def test_a_period_of_the_park_is_shown_in_place_of_the_default() -> None:
    said = privacy_page.page({**privacy_page.DEFAULTS, "messages": 30, "events": None})
    assert "| `messages` | 30 |" in said
    assert "| `events` | without limit |" in said


def test_roles_are_those_that_may_see_it() -> None:
    [line] = [one for one in privacy_page.page().splitlines() if one.startswith("| `visits` |")]
    assert line.endswith("| reception, manager |")
