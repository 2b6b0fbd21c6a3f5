"""Keys that the pages of networks put together from a code."""

from services.network.bodies import KINDS

FAMILIES: dict[str, set[str]] = {
    "network-kind-": set(KINDS),
    "network-publish-": set(KINDS),
    "network-error-": {
        *("company-not-agreed", "too-many-offers", "no-network"),
    },
}
