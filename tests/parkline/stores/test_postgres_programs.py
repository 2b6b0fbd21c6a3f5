"""Which pg_dump goes with a server; and the drill on servers of Debian's packages."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet

from parkline.settings.ports import free_port
from parkline.stores import backup, drill, postgres_programs
from parkline.stores.database import create_database, migrate
from parkline.stores.postgres_programs import Programs, Version, in_order, lacking, version_of
from tests.parkline.cli.commands import Parkline

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
HERE = [Programs(version, Path(f"/{version[0]}.{version[1]}")) for version in
        ((18, 4), (15, 20), (17, 9), (17, 12), (16, 2))]  # fmt: skip


@pytest.mark.parametrize(
    ("server", "first"),
    [
        ((17, 12), (17, 12)),
        ((17, 30), (17, 12)),
        ((15, 1), (15, 20)),
        ((18, 4), (18, 4)),
        ((14, 3), (15, 20)),
        ((19, 1), (18, 4)),
        (None, (18, 4)),
    ],
)
def test_the_servers_own_release_comes_first_then_the_next_newer_one(
    server: Version | None, first: Version
) -> None:
    assert in_order(server, HERE)[0].version == first


def test_a_number_of_libpq_is_a_version() -> None:
    assert version_of(170012) == (17, 12)


def programs_of(folder: Path, version: str) -> Path:
    """A folder with programs that say their version."""
    folder.mkdir(parents=True)
    for name in ("pg_dump", "pg_restore"):
        program = folder / name
        program.write_text(
            f"#!/bin/sh\necho '{name} (PostgreSQL) {version} (Debian {version}-1)'\n"
        )
        program.chmod(0o755)
    return folder


def test_those_on_the_path_are_found_and_what_lacks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = programs_of(tmp_path / "own", "19.7")
    monkeypatch.setattr(postgres_programs, "ELSEWHERE", ())
    postgres_programs.installed.cache_clear()
    try:
        why = lacking((19, 7))
        assert why is not None
        assert "the server is PostgreSQL 19.7, pg_dump here is" in why
        assert why.endswith("(Debian: postgresql-client-19)")
        monkeypatch.setenv("PATH", f"{own}:{os.environ['PATH']}")
        postgres_programs.installed.cache_clear()
        assert in_order((19, 7))[0] == Programs((19, 7), own)
        assert lacking((19, 7)) is None
        assert lacking((19, 8)) is not None
    finally:
        postgres_programs.installed.cache_clear()


def test_the_doctor_tells_of_a_server_whose_programs_are_not_here(
    operate: Parkline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "postgresql-programs" not in operate("doctor").stdout
    monkeypatch.setattr(
        postgres_programs, "installed", lambda: (Programs((11, 2), Path("/nowhere")),)
    )
    assert "! postgresql-programs: the server is PostgreSQL" in operate("doctor").stdout


@contextmanager
def server_of(initdb: Path, folder: Path) -> Iterator[str]:
    """A server of a package, on a port of its own, as its packaged user where we are root."""
    bin_, data, port = initdb.parent, folder / "data", free_port()
    as_them = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir()
    if as_them:
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run(
            [*as_them, *command], check=True, capture_output=True, timeout=120, cwd=folder
        )

    run(str(bin_ / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = str(folder / "log")
    run(str(bin_ / "pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        run(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")


@pytest.mark.skipif(not DEBIAN, reason="no PostgreSQL of Debian's or Ubuntu's packages")
@pytest.mark.parametrize("initdb", DEBIAN, ids=lambda one: one.parents[1].name)
@pytest.mark.timeout(300)
def test_a_drill_and_a_restore_on_a_server_of_debians(
    initdb: Path, scratch: Path, tmp_path: Path
) -> None:
    vault = MultiFernet([Fernet(Fernet.generate_key())])
    with server_of(initdb, scratch / f"debian-{initdb.parents[1].name}") as server:
        url = create_database(server, "parkline")
        migrate(url)
        verdict = drill.drill(url, None, vault, lambda _said: None)
        assert verdict.problems == ["there is no park in it"], "all but what nobody has made"
        assert verdict.tables > 100
        file = tmp_path / "saved"
        backup.backup(url, file)
        backup.restore(create_database(server, "again"), file, lambda _said: None)
