"""Handing a park over: the installation that it leaves lets it go, then the other one serves it.

At no moment two serve it: where it arrives it is opened by the release alone, which the other side
writes once it has said that the park is gone. Cut off between the two nobody serves it, and the
same command goes on.
"""

from pathlib import Path
from urllib.parse import urlsplit

from parkline.operating.moving import resting
from parkline.operating.moving.databases import (
    At,
    Connection,
    MovedPark,
    by_slug,
    by_uid,
    connected,
    copying,
    set_state,
)
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.manifest import RELEASE, RETURN, Export, Manifest, Release
from parkline.operating.moving.verifying import different
from parkline.process.clock import Clock


def switch(
    url: str, folder: Path, *, passphrase: bytes, clock: Clock, at: At, moved_to: str | None = None
) -> MovedPark:
    """Where the park leaves: it is gone, and `moved_to` (https://…) has it. Where it arrives: it is
    served. Safe to repeat.

    Raises MoveRefused, MoveBroken.
    """
    export = Export.read(folder, passphrase)
    with connected(url) as connection:
        park = _of_this_move(connection, export.manifest)
        if park.role == "leaving":
            _let_go(connection, park, export, moved_to, clock=clock, at=at)
        elif park.role == "arriving":
            _refuse_unless_moving(park)
            export.released(RELEASE)
            resting.wake(connection, park, clock=clock, at=at)
        at("switched")
        return _of_this_move(connection, export.manifest)


def switch_back(url: str, folder: Path, *, passphrase: bytes, clock: Clock, at: At) -> MovedPark:
    """First where the park arrived, as long as it was not opened there; then where it left.

    Once it was opened it has news, and comes back as it went: by export, import, verify and switch.
    Raises MoveRefused, MoveBroken.
    """
    export = Export.read(folder, passphrase)
    with connected(url) as connection:
        park = _of_this_move(connection, export.manifest)
        if park.role == "arriving":
            _give_back(connection, park, export, clock=clock, at=at)
        elif park.role == "leaving" and park.state == "gone":
            export.released(RETURN)
            _wake_here(connection, park, clock, at)
        elif park.role == "leaving":
            raise MoveRefused(f"{park.slug} was not let go: `parkline park reopen`")
        else:
            raise MoveRefused(
                f"{park.slug} is at work here, and has what came since: move it back by"
                " `parkline park export`"
            )
        at("switched back")
        return by_slug(connection, park.slug)


def reopen(url: str, slug: str, *, clock: Clock, at: At, from_kept_rows: bool = False) -> MovedPark:
    """Have a park be served again whose move was begun and is given up. Its export is void.

    `from_kept_rows`: also one that was let go, as it was then: for when the other installation is
    lost. Raises MoveRefused.
    """
    with connected(url) as connection:
        park = by_slug(connection, slug)
        if park.role != "leaving":
            raise MoveRefused(f"{slug} is {park.state}, and does not leave")
        if park.state == "gone" and not from_kept_rows:
            raise MoveRefused(
                f"{slug} was let go, and may be at work in {park.moved_to}: `parkline park switch"
                " --back`, or --from-kept-rows if that installation is lost with what it took since"
            )
        _wake_here(connection, park, clock, at)
        return by_slug(connection, slug)


def _wake_here(connection: Connection, park: MovedPark, clock: Clock, at: At) -> None:
    """What was exported counts no more before the first write is taken."""
    at("void")
    with copying(connection):
        set_state(connection, park, "read_only", now=clock(), role="leaving", move=None)
    found = by_slug(connection, park.slug)
    resting.wake(connection, found, clock=clock, at=at)


def _let_go(
    connection: Connection,
    park: MovedPark,
    export: Export,
    moved_to: str | None,
    *,
    clock: Clock,
    at: At,
) -> None:
    address = _address(moved_to or park.moved_to)
    if park.state != "gone":
        if unlike := different(export.manifest.tables, export.receipt().tables):
            raise MoveRefused(f"the other side has something else: {unlike[0]}")
        if not resting.is_fenced(connection, park.id):
            raise MoveRefused(f"{park.slug} takes writes again: export it anew")
        at("gone")
        with copying(connection):
            set_state(
                connection,
                park,
                "gone",
                now=clock(),
                role="leaving",
                move=park.move,
                moved_to=address,
            )
    at("release")
    release = Release(move=export.manifest.move, uid=park.uid, moved_to=address)
    release.write(export.folder, RELEASE, export.key)


def _give_back(
    connection: Connection, park: MovedPark, export: Export, *, clock: Clock, at: At
) -> None:
    """The copy is never opened any more; its rows go as those of a park that left."""
    if park.state != "gone":
        at("given back")
        with copying(connection):
            set_state(connection, park, "gone", now=clock(), role="arriving", move=park.move)
    at("return")
    given_back = Release(move=export.manifest.move, uid=park.uid)
    given_back.write(export.folder, RETURN, export.key)


def _of_this_move(connection: Connection, manifest: Manifest) -> MovedPark:
    """Raises MoveRefused."""
    park = by_uid(connection, manifest.uid)
    if park is None or park.move != manifest.move:
        raise MoveRefused(f"{manifest.slug} is not here, or its state is of another export")
    return park


def _refuse_unless_moving(park: MovedPark) -> None:
    if park.state == "gone":
        raise MoveRefused(f"{park.slug} was given back: export it anew")


def _address(said: str) -> str:
    """Where people find the park from now on. Raises MoveRefused."""
    parts = urlsplit(said)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise MoveRefused("say by --to where the park is from now on, such as https://park.example")
    return said.rstrip("/")
