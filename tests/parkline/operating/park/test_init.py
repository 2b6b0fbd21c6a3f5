"""A park of one's own: made by a file or by answers, and brought to what differs."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select

from models.base import Base
from models.catalogue import Item
from models.knowledge import Faq
from models.park import Building, BusinessHours, CalendarDay, Park
from models.staff import AuditEntry, Staff
from parkline.stores.database import libpq_url
from services.danger import saying
from services.staff import passwords
from tests.kit.databases import Copies
from tests.parkline.cli.commands import Parkline, read

RIVERSIDE = """\
park:
  slug: riverside
  name_zh: 滨江科技园
  name_en: Riverside Science Park
  desk_phone: 0571-5555-8000
  emergency_phone: 0571-5555-0119
  hours:
    - {weekdays: [1, 2, 3, 4, 5], starts: "08:30", ends: "17:30"}
buildings:
  - {code: A, name_zh: A座, name_en: Building A, aliases: [A栋], floors: 12, basements: 2}
calendar:
  - {day: 2027-10-01, until: 2027-10-03, name_zh: 国庆节, name_en: National Day}
  - {day: 2027-10-09, kind: workday, name_zh: 国庆节, name_en: National Day}
staff:
  - {login: wang, name: 王敏, roles: [operator, agent]}
"""
ANSWERS = """\
滨江科技园
Riverside Science Park
riverside


not a number
0571-5555-8000
0571-5555-0119




1-5 08:30-17:30
A


many
12
2

2027-10-01..2027-10-03 国庆节 / National Day

wang
王敏
{password}
{password}
"""


@pytest.fixture
def empty_url(copies: Copies) -> Iterator[str]:
    """A migrated database without a park."""
    with copies.one() as url:
        yield url


@pytest.fixture
def own(parkline: Parkline, empty_url: str) -> Parkline:
    """Run a command on a park of one's own."""

    def run(*arguments: str, typed: str = "") -> object:
        return parkline(
            *arguments,
            typed=typed,
            DATABASE_URL=empty_url,
            PARK="riverside",
            SECRET_KEY="a-secret-of-the-tests-of-a-new-park",
        )

    return run  # type: ignore[return-value]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "park.yaml"
    path.write_text(RIVERSIDE, "utf-8")
    return path


def counts(url: str) -> dict[str, int]:
    """Rows of each table of ours that has any."""
    found = {
        name: read(url, select(func.count()).select_from(table))[0]
        for name, table in Base.metadata.tables.items()
    }
    return {name: count for name, count in found.items() if count}


def test_a_park_is_made_of_its_file(own: Parkline, empty_url: str, file: Path) -> None:
    result = own("park", "init", "--file", str(file))
    assert result.exit_code == 0, result.output

    [park] = read(empty_url, select(Park))
    assert (park.slug, park.name_zh, park.timezone) == ("riverside", "滨江科技园", "Asia/Shanghai")
    assert (park.emergency_phone, park.desk_phone) == ("0571-5555-0119", "0571-5555-8000")
    assert (park.fire_phone, park.anybody_hosts) == ("119", False)
    [building] = read(empty_url, select(Building))
    assert (building.code, building.floors, building.aliases) == ("A", 12, ["A栋"])
    days = read(empty_url, select(CalendarDay).order_by(CalendarDay.day))
    assert [(one.day.day, one.kind) for one in days] == [
        (1, "holiday"),
        (2, "holiday"),
        (3, "holiday"),
        (9, "workday"),
    ]
    [hours] = read(empty_url, select(BusinessHours))
    assert (hours.weekdays, f"{hours.starts:%H:%M}") == ([1, 2, 3, 4, 5], "08:30")


def test_nothing_of_the_demo_comes_along(own: Parkline, empty_url: str, file: Path) -> None:
    own("park", "init", "--file", str(file), "--no-starters")
    assert counts(empty_url).keys() == {
        *("park", "building", "business_hours", "calendar_day", "staff", "audit_entry"),
        *("knowledge_version",),
    }


def test_the_first_password_is_shown_once_and_opens_the_desk(
    own: Parkline, empty_url: str, file: Path
) -> None:
    result = own("park", "init", "--file", str(file))
    [line] = [one for one in result.stdout.splitlines() if one.startswith("password of wang")]
    [kept] = read(empty_url, select(Staff.password_hash))
    assert passwords.matches(kept, line.rpartition(" ")[2])
    assert "password" not in own("park", "init", "--file", str(file)).stdout


def test_without_an_operator_in_the_file_one_is_made(
    own: Parkline, empty_url: str, file: Path
) -> None:
    file.write_text(RIVERSIDE.replace("operator, ", ""), "utf-8")
    result = own("park", "init", "--file", str(file))
    assert "password of operator, shown only now: " in result.stdout
    roles = dict(
        zip(read(empty_url, select(Staff.login)), read(empty_url, select(Staff.roles)), strict=True)
    )
    assert "operator" in roles["operator"]


def test_in_danger_people_are_told_the_park_s_own_number(
    own: Parkline, empty_url: str, file: Path
) -> None:
    own("park", "init", "--file", str(file))
    [park] = read(empty_url, select(Park))
    for language in ("zh", "en"):
        told = saying.advice(park, language, "fire")
        assert "0571-5555-0119" in told.text
        assert "8110" not in told.text
        assert "0571-5555-0119" in told.data["phones"]


def test_again_it_changes_nothing(own: Parkline, empty_url: str, file: Path) -> None:
    own("park", "init", "--file", str(file))
    before = counts(empty_url)
    result = own("park", "init", "--file", str(file))
    assert (result.exit_code, result.stdout) == (0, "riverside: 0 changed, 7 as they were\n")
    assert counts(empty_url) == before


def test_what_differs_is_changed_said_and_noted(own: Parkline, empty_url: str, file: Path) -> None:
    own("park", "init", "--file", str(file))
    text = RIVERSIDE.replace("5555-0119", "5555-0120").replace("floors: 12", "floors: 13")
    file.write_text(text.replace("08:30", "09:00"), "utf-8")

    planned = own("park", "init", "--file", str(file), "--dry-run")
    assert read(empty_url, select(Park.emergency_phone)) == ["0571-5555-0119"]
    result = own("park", "init", "--file", str(file))
    assert result.stdout.splitlines() == [
        "~ park: emergency_phone: 0571-5555-0119 → 0571-5555-0120",
        "~ park: hours: - weekdays=1, 2, 3, 4, 5 starts=08:30 ends=17:30",
        "~ park: hours: + weekdays=1, 2, 3, 4, 5 starts=09:00 ends=17:30",
        "~ buildings A: floors: 12 → 13",
        "riverside: 2 changed, 5 as they were",
    ]
    assert planned.stdout == result.stdout.replace("2 changed", "2 to change")
    assert read(empty_url, select(Park.emergency_phone)) == ["0571-5555-0120"]
    assert len(read(empty_url, select(BusinessHours.id))) == 1
    [entry] = read(empty_url, select(AuditEntry).where(AuditEntry.action == "park.edit"))
    assert entry.after == {"emergency_phone": "0571-5555-0120"}


def test_what_the_desk_has_set_and_the_file_does_not_say_stays(
    own: Parkline, empty_url: str, file: Path
) -> None:
    own("park", "init", "--file", str(file))
    with psycopg.connect(libpq_url(empty_url)) as connection:
        connection.execute("update park set handback_minutes = 45")
    own("park", "init", "--file", str(file))
    assert read(empty_url, select(Park.handback_minutes)) == [45]


def test_a_new_park_answers_some_questions_and_one_with_its_own_faq_those(
    own: Parkline, empty_url: str, file: Path
) -> None:
    own("park", "init", "--file", str(file), "--dry-run")
    assert read(empty_url, select(Park.id)) == []
    faq = "faq: [{slug: gate, questions: [Where is the gate?], answer_zh: 东, answer_en: East}]\n"
    file.write_text(RIVERSIDE + faq, "utf-8")
    own("park", "init", "--file", str(file))
    assert read(empty_url, select(Faq.slug)) == ["gate"]


def test_answers_on_a_terminal_make_a_park_and_a_wrong_one_is_asked_again(
    own: Parkline, empty_url: str
) -> None:
    result = own("park", "init", typed=ANSWERS.format(password="correct horse battery"))
    assert result.exit_code == 0, result.output
    assert "a phone number is 3 to 15 digits" in result.stderr
    [park] = read(empty_url, select(Park))
    assert (park.slug, park.desk_phone, park.crisis_phone) == (
        *("riverside", "0571-5555-8000"),
        "12356",
    )
    [building] = read(empty_url, select(Building))
    assert (building.name_zh, building.name_en, building.floors) == ("A座", "Building A", 12)
    assert len(read(empty_url, select(CalendarDay.day))) == 3
    [kept] = read(empty_url, select(Staff.password_hash))
    assert passwords.matches(kept, "correct horse battery")
    assert "correct horse battery" not in result.output
    assert read(empty_url, select(Item.id)) == []


def test_another_park_than_that_of_the_settings_says_so(
    own: Parkline, empty_url: str, file: Path
) -> None:
    file.write_text(RIVERSIDE.replace("slug: riverside", "slug: lakeside"), "utf-8")
    result = own("park", "init", "--file", str(file))
    assert result.stdout.endswith("set PARKLINE_PARK=lakeside: it is 'riverside' now\n")
