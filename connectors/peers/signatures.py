"""Who says it: signatures as webhooks have them (`v1a`), by keys that each pair of parks has alone.

What is asked is signed by its path with the query, what is sent by its body, an answer by its body
under the id of the question: an answer that was kept answers nothing else, whatever its time says.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from connectors.vendors import signing
from models.network import NetworkPeer
from services.kit.errors import Unauthorized
from services.kit.sealing import Vault
from services.network import peers

PEER = "parkline-peer"
"""Header: the uid of the park that speaks."""
ASKING = timedelta(days=2)
"""How far the clock of who asks for our feed may be from ours: it changes nothing, and is how two
clocks that differ by a day come together again."""
ANY_TIME = timedelta(days=40_000)


class ClockOff(Unauthorized):
    """It is the peer, and its clock is not ours: what it sends would be good for ever. `details`:
    `now`."""

    code = "clock_off"


def signed(
    peer: NetworkPeer, vault: Vault, park: UUID, body: bytes, *, now: datetime, message: str = ""
) -> dict[str, str]:
    """Headers, signed with the next key as well while the peer may know the former alone."""
    sealed = [one for one in (peer.sealed, peer.next_sealed) if one is not None]
    private = [peers.opened(vault, one) for one in sealed]
    message = message or f"peer_{uuid4().hex}"
    return signing.headers(private, message, now, body) | {PEER: str(park)}


def require(
    peer: NetworkPeer | None,
    received: Mapping[str, str],
    content: bytes,
    *,
    now: datetime,
    tolerance: timedelta,
) -> NetworkPeer:
    """Raises Unauthorized, which says nothing of who is known here, and ClockOff."""
    if peer is None or not _verified(peer, received, content, now, ANY_TIME):
        raise Unauthorized("no such peer, or not signed by it")
    if not _verified(peer, received, content, now, tolerance):
        raise ClockOff("the clocks are too far apart", now=now.isoformat())
    return peer


def answers(
    peer: NetworkPeer, received: Mapping[str, str], body: bytes, asked: str, *, now: datetime
) -> bool:
    """Whether the peer answers what we asked under this id."""
    return received.get("webhook-id") == asked and _verified(peer, received, body, now, ANY_TIME)


def _verified(
    peer: NetworkPeer,
    received: Mapping[str, str],
    content: bytes,
    now: datetime,
    tolerance: timedelta,
) -> bool:
    known = [one for one in (peer.their_key, peer.their_next) if one]
    return signing.verify(known, received, content, now=now, tolerance=tolerance)
