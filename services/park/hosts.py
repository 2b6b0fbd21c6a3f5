"""The names by which a park is reached: what a name may be, and which park it is of."""

from collections.abc import Sequence
from typing import Literal, get_args

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import ParkHost
from services.kit.errors import Conflict, Invalid, NotFound

Kind = Literal["site", "desk", "app"]
KINDS: tuple[str, ...] = get_args(Kind)
LONGEST_HOST, LONGEST_LABEL = 253, 63
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


class HostTaken(Conflict):
    """`details`: `host`. Another park, or this one, has it already."""

    code = "host_taken"


def named(header: str) -> str:
    """The name in a Host header, in the form in which names are kept; "" where there is none.

    An address of IPv6 keeps its brackets.
    """
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].rstrip(".")


def checked(host: str) -> str:
    """A name that a browser may ask for, as it is kept. Raises Invalid.

    Names of other letters become what the DNS has of them (IDNA): 园区.中国 is xn--…. An address of
    IPv4 is a name like any other.
    """
    wrong = Invalid("a host is a name such as park.example, without a port or a path", field="host")
    said = host.strip().rstrip(".").lower()
    try:
        name = said if said.isascii() else said.encode("idna").decode()
    except UnicodeError:
        raise wrong from None
    labels = name.split(".")
    if not 0 < len(name) <= LONGEST_HOST or not all(map(_is_label, labels)):
        raise wrong
    return name


def _is_label(label: str) -> bool:
    is_short = 0 < len(label) <= LONGEST_LABEL
    return is_short and _LETTERS.issuperset(label) and "-" not in {label[0], label[-1]}


async def add(
    session: AsyncSession, park_id: int, host: str, kind: str, *, main: bool = False
) -> ParkHost:
    """Give a park a name. The first of its kind is the main one; `main` takes that from another.

    Raises Invalid, HostTaken.
    """
    name = checked(host)
    if kind not in KINDS:
        raise Invalid(f"a kind is one of {', '.join(KINDS)}", field="kind")
    if await session.scalar(select(ParkHost.park_id).where(ParkHost.host == name)) is not None:
        raise HostTaken(f"{name} is taken", host=name)
    others = [one for one in await of_park(session, park_id) if one.kind == kind and one.main]
    if main and others:
        await _hand_over(session, park_id, kind)
    row = ParkHost(park_id=park_id, host=name, kind=kind, main=main or not others)
    session.add(row)
    await session.flush()
    return row


async def remove(session: AsyncSession, park_id: int, host: str) -> None:
    """Take a name from a park. Raises NotFound, Invalid."""
    name = checked(host)
    gone = await session.scalar(
        delete(ParkHost)
        .where(ParkHost.park_id == park_id, ParkHost.host == name)
        .returning(ParkHost.host)
    )
    if gone is None:
        raise NotFound(f"host {name}")


async def of_park(session: AsyncSession, park_id: int) -> Sequence[ParkHost]:
    found = await session.scalars(
        select(ParkHost).where(ParkHost.park_id == park_id).order_by(ParkHost.kind, ParkHost.host)
    )
    return found.all()


async def _hand_over(session: AsyncSession, park_id: int, kind: str) -> None:
    await session.execute(
        update(ParkHost)
        .where(ParkHost.park_id == park_id, ParkHost.kind == kind)
        .values(main=False)
    )
