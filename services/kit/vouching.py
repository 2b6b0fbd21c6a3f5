"""Whom the operator's identity provider vouches for, as services are told of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a checked ID token says of somebody. `issuer` and `subject` together name one person for
    good; of the rest only what the provider says that it has verified is here."""

    issuer: str
    subject: str
    email: str | None = None
    """Lower case."""
    phone: str | None = None
    """As the provider writes it, most often E.164."""
    name: str | None = None
    """As they are called there; not verified by anybody."""
    groups: tuple[str, ...] = ()
