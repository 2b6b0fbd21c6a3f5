"""The identity provider's part of the settings: who signs in people of apps, and staff."""

from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, model_validator

from parkline.settings.addresses import is_loopback
from services.staff.permissions import ROLES

SHORTEST_SECRET = 16


class OidcSettings(BaseModel):
    """Fields of `Settings`. An issuer that anybody on the way could play is refused."""

    oidc_issuer: str = ""
    """As the provider calls itself, to the letter. Empty: nobody signs in that way."""
    oidc_audiences: list[str] = Field(default_factory=list)
    """Client ids of apps whose ID tokens sign their users in. Empty: none do."""
    oidc_client_id: str = ""
    """The desk's own. Empty: staff sign in by their passwords alone."""
    oidc_client_secret: SecretStr = SecretStr("")
    """Of that client."""
    oidc_groups_claim: str = "groups"
    """The claim of an ID token that lists groups."""
    oidc_roles: dict[str, str] = Field(default_factory=dict)
    """Roles by group: whoever is in one gets an account by themselves. Empty: nobody does."""

    @model_validator(mode="after")
    def _whole_provider(self) -> "OidcSettings":
        if not self.oidc_issuer:
            if self.oidc_audiences or self.oidc_client_id or self.oidc_roles:
                raise ValueError("PARKLINE_OIDC_ISSUER is missing")
            return self
        if not _is_issuer(self.oidc_issuer):
            raise ValueError(
                "PARKLINE_OIDC_ISSUER must be an https address without ? and #, as the provider"
                " calls itself; http on this machine alone"
            )
        secret = self.oidc_client_secret.get_secret_value()
        if self.oidc_client_id and len(secret) < SHORTEST_SECRET:
            raise ValueError(
                f"PARKLINE_OIDC_CLIENT_SECRET needs at least {SHORTEST_SECRET} characters"
            )
        if unknown := sorted(set(self.oidc_roles.values()) - set(ROLES)):
            raise ValueError(
                f"PARKLINE_OIDC_ROLES: no role {', '.join(unknown)}; there are {', '.join(ROLES)}"
            )
        return self


def _is_issuer(said: str) -> bool:
    try:
        parts = urlsplit(said)
        is_whole = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    )
    return is_whole and is_safe and said.isascii() and said.isprintable() and " " not in said
