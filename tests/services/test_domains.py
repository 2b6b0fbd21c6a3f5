"""What domains bring fits together: each thing is brought once, and nothing is left unsaid."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import actions
import services
from models.base import Base
from services.conversations.words import Words
from services.events.follows import following
from services.events.jobs import Job
from services.events.registry import known
from services.kit.personal import Personal
from services.kit.plugins import domains, found
from services.kit.retention import Retention
from services.kit.rights import Rights
from services.kit.roles import Roles
from services.notices.telling import Notices
from services.people.waiting import Open
from services.staff.permissions import ROLES

SERVICES = Path(str(services.__file__)).parent
WITHOUT = {"acts", "kit", "texts"}
"""Packages that bring nothing. `acts` is values and pure functions over them: no tables, no events.
What acts do is brought by the domains whose things they are on."""


def twice(names: Iterable[object]) -> list[object]:
    return [name for name, count in Counter(names).items() if count > 1]


@pytest.mark.parametrize("layer", [services, actions], ids=lambda layer: layer.__name__)
def test_no_two_domains_have_the_same_place(layer: object) -> None:
    assert twice(module.RANK for module in domains(layer)) == []  # type: ignore[arg-type]


def test_every_package_of_services_brings_something() -> None:
    packages = {path.parent.name for path in SERVICES.glob("*/__init__.py")}
    assert packages - {module.__name__.split(".")[1] for module in domains(services)} == WITHOUT


def test_every_event_says_what_follows_from_it() -> None:
    assert [event.type for event in known().values() if not following(event)] == []


def test_nothing_is_brought_twice() -> None:
    """Two that bring the same task, answer, news or table would overwrite each other unseen."""
    assert twice(job.task for job in found(services, Job)) == []
    assert twice(key for words in found(services, Words) for key in words.answers) == []
    assert twice(kind for news in found(services, Notices) for kind in news.types) == []
    assert twice(one.kind for one in found(services, Open)) == []
    assert twice(one.variable for one in found(services, Open)) == []
    assert twice(name for one in found(services, Rights) for name in one.tables) == []
    assert twice(kind for one in found(services, Retention) for kind in one.kinds) == []
    assert twice(rule for one in found(services, Retention) for rule in one.rules) == []
    brought = found(services, Personal)
    assert twice(about.table for one in brought for about in one.tables) == []
    assert twice(kind for one in brought for kind in one.subjects) == []


def test_news_is_of_events_that_there_are() -> None:
    assert {kind for news in found(services, Notices) for kind in news.types} <= set(known())


def test_permissions_go_to_roles_that_there_are() -> None:
    assert {role for one in found(services, Roles) for role in one.given} <= set(ROLES)


def test_every_table_has_rights() -> None:
    named = {name for one in found(services, Rights) for name in one.tables}
    assert named == set(Base.metadata.tables)
