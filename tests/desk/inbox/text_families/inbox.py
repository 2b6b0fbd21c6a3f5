"""Keys that code or a template puts together from a code."""

from typing import get_args

from desk.inbox.codes import commands, intents
from desk.inbox.lists import TABS
from services.channels.outbox import Reason
from tests.connectors.channels.names import names

_REASONS = {"asked", "fallbacks", "complaint", "critical", "bot_failed", "bot_down", "taken"}

FAMILIES: dict[str, set[str]] = {
    "inbox-view-": {"kept", "removed"},
    "inbox-tab-": set(TABS),
    "inbox-empty-": {*TABS, *(f"{tab}-hint" for tab in TABS)},
    "inbox-reason-": _REASONS,
    "inbox-channel-": {*names(), "wecom", "miniapp", "phone", "oidc"},
    "inbox-undelivered-": set(get_args(Reason)),
    "inbox-language-": {"zh", "en"},
    "inbox-order-": {"draft", "placed", "accepted", "preparing", "ready", "delivering"},
    "inbox-intent-": {*intents(), *commands()},
}
