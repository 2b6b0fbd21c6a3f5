"""How many processes of tests a machine bears, and where their data is."""

import os
from pathlib import Path

import pytest

from tests.kit import machine

GIB = 2**30


@pytest.mark.parametrize(
    ("cores", "idle", "gib", "testers"),
    [
        (2, 0.97, 16, 4),
        (2, 0.3, 16, 2),
        (8, 0.9, 64, 16),
        (2, 0.97, 5, 3),
        (2, 0.97, 1, 1),
    ],
)
def test_two_processes_a_core_where_nobody_else_needs_it_and_the_memory_suffices(
    monkeypatch: pytest.MonkeyPatch, cores: int, idle: float, gib: int, testers: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    monkeypatch.setattr(machine, "idle", lambda _: idle)
    monkeypatch.setattr(machine, "available", lambda: gib * GIB)
    assert machine.testers() == testers


def test_what_others_do_is_seen() -> None:
    assert 0 <= machine.idle(0.1) <= 1


def test_data_is_in_memory_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "MEMORY", tmp_path)
    monkeypatch.setattr(machine, "DATA", 1)
    monkeypatch.setattr(machine, "available", lambda: 8 * GIB)
    assert machine.memory() == tmp_path
    monkeypatch.setattr(machine, "available", lambda: 1 * GIB)
    assert machine.memory() is None
    monkeypatch.setattr(machine, "available", lambda: 8 * GIB)
    monkeypatch.setattr(machine, "DATA", 10**18)
    assert machine.memory() is None
    monkeypatch.setattr(machine, "MEMORY", tmp_path / "none")
    assert machine.memory() is None


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    own, of_nobody = tmp_path / f"{machine.prefix()}abc", tmp_path / "parkline-tests-4194305-abc"
    others = tmp_path / "parkline-abc"
    for folder in (own, of_nobody, others):
        (folder / "postgres").mkdir(parents=True)
    machine.sweep(tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {own.name, others.name}
