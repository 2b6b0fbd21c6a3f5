"""Keys that pages about accounts on platforms put together from a code."""

from services.channels.account_forms import CHANNELS, MODES, OWN
from services.channels.template_forms import KINDS

SECRETS = {f"{name}-{channel}" for channel in CHANNELS for name in OWN[channel]}

FAMILIES: dict[str, set[str]] = {
    "channels-channel-": set(CHANNELS),
    "channels-where-": set(CHANNELS),
    "channels-callback-hint-": set(CHANNELS),
    "channels-rotate-hint-": set(CHANNELS),
    "channels-mode-": set(MODES),
    "channels-status-": {"active", "disabled"},
    "channels-problem-": {
        *("secret_refused", "app_refused", "address_refused"),
        *("platform_silent", "platform_refused"),
    },
    "channels-template-": set(KINDS),
    "channels-": SECRETS | {one.replace("-", "-hint-", 1) for one in SECRETS},
    "channels-error-": {
        *("invalid", "aes-key", "app-id", "secret-refused", "app-refused", "address-refused"),
        *("platform-refused", "platform-silent", "account-taken", "account-dropped"),
        *("too-many-accounts", "not-connected", "payments-under-way"),
    },
}
