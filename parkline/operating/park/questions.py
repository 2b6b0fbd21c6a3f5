"""The questions that a new park asks on a terminal. Answers are said as a file says them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import typer

from parkline.operating.park import reading
from parkline.operating.park.reading import FileRefused, ParkFile

NAME = "answers"
PHONES = {
    "desk_phone": "Phone of the service desk",
    "emergency_phone": "The park's own emergency number, which the bot gives in a fire",
    "fire_phone": "Fire brigade",
    "ambulance_phone": "Ambulance",
    "police_phone": "Police",
    "crisis_phone": "Help line for people who think of harming themselves",
}
USUAL = {
    "fire_phone": "119",
    "ambulance_phone": "120",
    "police_phone": "110",
    "crisis_phone": "12356",
}
DAYS = re.compile(r"\s*([1-7])\s*-\s*([1-7])\s+(\S+?)\s*-\s*(\S+)\s*")
SPAN = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:\s*\.\.\s*(\d{4}-\d\d-\d\d))?\s+(.+?)\s*/\s*(.+?)\s*")


def asked(slug: str) -> tuple[ParkFile, dict[str, str]]:
    """The file that the answers make, and the passwords that were chosen, by login. An answer that
    cannot be is asked for again."""
    park: dict[str, Any] = {
        "name_zh": _ask("Name of the park in Chinese", "park", "name_zh"),
        "name_en": _ask("Name of the park in English", "park", "name_en"),
        "slug": _ask("Its short name in addresses and settings", "park", "slug", slug),
        "timezone": _ask("Time zone", "park", "timezone", "Asia/Shanghai"),
        "currency": _ask("Currency", "park", "currency", "CNY"),
    }
    for field, question in PHONES.items():
        park[field] = _ask(question, "park", field, USUAL.get(field))
    park["hours"] = [_hours()]
    said = {
        "park": park,
        "buildings": list(_until_empty("Building, such as A (empty: no more)", _building)),
        "calendar": list(
            _until_empty(
                "Holiday, such as 2027-10-01..2027-10-07 国庆节 / National Day (empty: no more)",
                _holiday,
            )
        ),
    }
    first, passwords = _first_account()
    said["staff"] = [first]
    return reading.checked({name: value for name, value in said.items() if value}, NAME), passwords


def _ask(question: str, section: str, field: str, usual: str | None = None) -> str:
    """Until the answer is one that a file may say."""
    while True:
        answer: str = typer.prompt(question, default=usual)
        if (fault := _fault(section, {field: answer}, field)) is None:
            return answer
        typer.echo(f"  {fault}", err=True)


def _fault(section: str, said: dict[str, Any], field: str) -> str | None:
    """What is wrong with one field, whatever the others are."""
    whole = said if section == "park" else [said]
    try:
        reading.checked({section: whole}, NAME)
    except FileRefused as refused:
        place = f"{section}.{field}" if section == "park" else f"{section}[1].{field}"
        for line in str(refused).splitlines():
            if line.startswith(f"{NAME}: {place}: "):
                return line.removeprefix(f"{NAME}: {place}: ")
    return None


def _hours() -> dict[str, Any]:
    while True:
        answer = typer.prompt("Working hours (1 is Monday)", default="1-5 09:00-18:00")
        if found := DAYS.fullmatch(answer):
            first, last, starts, ends = found.groups()
            weekdays = [str(day) for day in range(int(first), int(last) + 1)]
            hours = {"weekdays": weekdays, "starts": starts, "ends": ends}
            if weekdays and _accepts("park", {"hours": [hours]}, "park.hours"):
                return hours
        typer.echo("  such as 1-5 09:00-18:00", err=True)


def _accepts(section: str, said: dict[str, Any], place: str) -> bool:
    try:
        reading.checked({section: said}, NAME)
    except FileRefused as refused:
        return f": {place}" not in str(refused)
    return True


def _until_empty(
    question: str, read: Callable[[str], dict[str, Any] | None]
) -> Iterator[dict[str, Any]]:
    while answer := typer.prompt(question, default="", show_default=False).strip():
        if (entry := read(answer)) is not None:
            yield entry


def _building(code: str) -> dict[str, Any] | None:
    if fault := _fault("buildings", {"code": code}, "code"):
        typer.echo(f"  {fault}", err=True)
        return None
    return {
        "code": code,
        "name_zh": _ask("  Name in Chinese", "buildings", "name_zh", f"{code}座"),
        "name_en": _ask("  Name in English", "buildings", "name_en", f"Building {code}"),
        "floors": _ask("  Floors above the ground", "buildings", "floors"),
        "basements": _ask("  Floors below it", "buildings", "basements", "0"),
    }


def _holiday(answer: str) -> dict[str, Any] | None:
    found = SPAN.fullmatch(answer)
    if found is not None:
        day, until, name_zh, name_en = found.groups()
        entry = {"day": day, "name_zh": name_zh, "name_en": name_en}
        entry |= {"until": until} if until else {}
        if _accepts("calendar", [entry], "calendar["):  # type: ignore[arg-type]
            return entry
    typer.echo("  such as 2027-10-01..2027-10-07 国庆节 / National Day", err=True)
    return None


def _first_account() -> tuple[dict[str, Any], dict[str, str]]:
    from parkline.operating.park.taking_in import FIRST

    typer.echo("The first account of the desk, which lets the others in:")
    login = _ask("  Login", "staff", "login", FIRST.login)
    name = _ask("  Name, as tenants read it", "staff", "name")
    password: str = typer.prompt(
        "  Password, 10 characters or more (empty: one is made and shown once)",
        default="",
        hide_input=True,
        show_default=False,
        confirmation_prompt=True,
    )
    account = {"login": login, "name": name, "roles": list(FIRST.roles)}
    return account, {login.strip().lower(): password} if password else {}
