"""What a desk needs to send or fetch something outside: addresses checked, secrets sealed."""

from desk.frame.call import Call
from desk.frame.deps import UrlCheck
from services.kit.errors import Refused
from services.kit.sealing import Vault


class NotConnected(Refused):
    """This desk runs without a way to vendors."""

    code = "not_connected"


def url_check(call: Call) -> UrlCheck:
    """Raises NotConnected."""
    if call.deps.check_url is None:
        raise NotConnected
    return call.deps.check_url


def vault(call: Call) -> Vault:
    """Raises NotConnected."""
    if call.deps.vault is None:
        raise NotConnected
    return call.deps.vault
