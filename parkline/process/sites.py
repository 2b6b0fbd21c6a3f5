"""Where people reach each park, and what is derived for it from the installation's key."""

from collections.abc import Mapping
from dataclasses import dataclass

from yarl import URL

from edge.parks import Site
from parkline.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Addresses:
    """Scheme and port are the installation's, the host is the park's main one, if it has any."""

    settings: Settings

    def base(self, site: Site, kind: str = "site") -> str:
        """Without a slash at the end."""
        return self.at(site.main, kind)

    def at(self, main: Mapping[str, str], kind: str = "site") -> str:
        """The same by the park's main names of each kind."""
        host = main.get(kind) or main.get("site")
        if host is None:
            return self.settings.base_url
        return str(URL(self.settings.base_url).with_host(host)).rstrip("/")

    def public(self, site: Site) -> str | None:
        """The same; None where it is whatever host a request asks."""
        if self.settings.public_url is None and not site.main:
            return None
        return self.base(site)


def purpose(site: Site, what: str) -> str:
    """For parkline.settings.secrets.derive: what one park signs, another does not know. The park of
    the settings goes on with what there was before there were several."""
    return what if site.is_usual else f"{what}@{site.uid}"
