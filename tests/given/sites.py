"""A park as an edge finds it by its host, and a key for its passes."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from edge.parks import Site
from models.park import Park
from parkline.process.pass_keys import PassKey

_KEY = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
PASSES = PassKey("daybreak", _KEY, (_KEY.public_key(),))


def site_of(park: Park) -> Site:
    """One that has no host of its own; a park that is no row may lack names, too."""
    names = (park.slug or "daybreak", park.name_zh or "", park.name_en or "")
    return Site(park.id, park.uid or UUID(int=park.id), *names)
