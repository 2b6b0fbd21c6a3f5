"""What areas bring to the desk: each says so itself, and no two say the same."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import desk
from desk.frame import rooms, texts
from desk.frame.areas import (
    AuditWords,
    Everywhere,
    Heard,
    Intents,
    RuleWords,
    Setting,
    Subject,
    Tab,
)
from desk.frame.beside import BesideMessages, OnConversations, OnPeople, OnTickets
from desk.frame.elsewhere import Merged
from desk.frame.finding import Finds
from desk.frame.routing import Area
from services.kit.plugins import domains, found
from services.texts import LANGUAGES
from tests.kit.texts import messages

ROOMS = sorted(one.name for one in pkgutil.iter_modules(desk.__path__) if one.ispkg)
_NAMES_A_FILE = re.compile(r"""(?:{%-? *(?:extends|include|import|from) "|static\(')([^"']+)""")
BROUGHT = {
    *("shell-area-", "operate-page-", "audit-kind-", "audit-action-", "audit-field-"),
    *("inbox-intent-", "retention-kind-", "retention-about-"),
}
"""Texts by which areas tell others of themselves."""
_ASKS_FOR_A_TEXT = re.compile(r"""\b(?:text|toast|say)\(\s*f?["']([a-z]+-[A-Za-z0-9_-]+)""")
KINDS = (
    *(Area, Tab, Setting, Heard, Subject, AuditWords, Everywhere, BesideMessages, OnTickets),
    *(Intents, OnConversations, OnPeople, Finds, RuleWords, Merged),
)


def twice(found: Iterable[object]) -> set[object]:
    return {one for one, times in Counter(found).items() if times > 1}


def files(kind: str) -> list[tuple[Path, str]]:
    """Of all areas: each file with its name among the others."""
    return [
        (path, path.relative_to(folder).as_posix())
        for folder in rooms.folders(kind)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_area_has_a_domain(room: str) -> None:
    domain = importlib.import_module(f"desk.{room}.domain")
    assert isinstance(domain.RANK, int)
    assert domain.BRINGS
    assert {type(one) for one in domain.BRINGS} <= set(KINDS)


def test_ranks_differ() -> None:
    assert twice(module.RANK for module in domains(desk)) == set()
    assert twice(one.rank for one in found(desk, Setting)) == set()


def test_every_page_is_brought_once() -> None:
    made = {
        id(module.area): name
        for _, name, is_package in pkgutil.walk_packages(desk.__path__, "desk.")
        if not is_package
        and isinstance(getattr(module := importlib.import_module(name), "area", None), Area)
    }
    brought = [id(area) for area in found(desk, Area)]
    assert {name for key, name in made.items() if key not in brought} == set()
    assert twice(brought) == set()


def test_no_two_bring_the_same_path_permission_or_key() -> None:
    tabs, settings = found(desk, Tab), found(desk, Setting)
    assert twice(one.path for one in (*tabs, *settings)) == set()
    assert twice(one.needs for one in (*tabs, *settings)) == set()
    assert twice(tab.shortcut for tab in tabs) == set()
    assert twice(tab.key for tab in tabs) == twice(one.key for one in settings) == set()


def test_no_two_speak_for_the_same_events_or_entries_of_the_log() -> None:
    words = found(desk, AuditWords)
    assert twice(kind for heard in found(desk, Heard) for kind in heard.needs) == set()
    assert twice(kind for subject in found(desk, Subject) for kind in subject.names) == set()
    assert twice(kind for one in words for kind in one.kinds) == set()
    assert twice(name for one in words for name in one.codes) == set()


def test_whatever_has_a_name_is_in_the_filter_of_the_log() -> None:
    kinds = {kind for one in found(desk, AuditWords) for kind in one.kinds}
    assert {kind for subject in found(desk, Subject) for kind in subject.names} <= kinds
    assert {kind for one in found(desk, AuditWords) for kind in one.subjects} <= kinds


@pytest.mark.parametrize("kind", ["templates", "static"])
def test_no_two_bring_a_file_of_the_same_name(kind: str) -> None:
    assert twice(name for _, name in files(kind)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_bring_the_same_text(language: str) -> None:
    assert twice(key for path in texts.files(language) for key in messages(path)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_areas_bring_has_words(language: str) -> None:
    known = {key for path in texts.files(language) for key in messages(path)}
    assert {f"shell-area-{tab.key}" for tab in found(desk, Tab)} <= known
    assert {f"operate-page-{one.key}" for one in found(desk, Setting)} <= known
    kinds = {kind for one in found(desk, AuditWords) for kind in one.kinds}
    assert {f"audit-kind-{kind}" for kind in kinds} <= known


def test_pages_know_the_files_of_their_own_area_and_of_the_frame() -> None:
    room = {
        name: path.relative_to(rooms.DESK).parts[0]
        for kind in ("templates", "static")
        for path, name in files(kind)
    }
    strange = {
        (name, other)
        for path, name in files("templates")
        for other in _NAMES_A_FILE.findall(path.read_text("utf-8"))
        if room[other] not in {room[name], "frame"}
    }
    assert strange == set()


def test_areas_ask_for_texts_of_their_own_and_of_the_frame() -> None:
    room = {
        key: path.parents[2].name for path in texts.files(LANGUAGES[0]) for key in messages(path)
    }
    strange = {
        (path.name, key)
        for path in [*rooms.DESK.rglob("*.py"), *rooms.DESK.glob("*/templates/**/*.html")]
        for asked in set(_ASKS_FOR_A_TEXT.findall(path.read_text("utf-8"))) - BROUGHT
        for key in room
        if key == asked or (asked.endswith("-") and key.startswith(asked))
        if room[key] not in {path.relative_to(rooms.DESK).parts[0], "frame"}
    }
    assert strange == set()
