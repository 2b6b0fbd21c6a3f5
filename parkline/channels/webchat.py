"""The web chat by the settings."""

from api.frame.app import PREFIX as API_PREFIX
from connectors.channels.base import Door
from connectors.channels.webchat import Face, Suggestion, WebChat
from parkline.channels import miniapp
from parkline.process.core import Core
from parkline.process.networks import network_of
from parkline.settings import secrets
from parkline.settings.settings import Settings

SUGGESTIONS = (
    Suggestion("中午有什么吃的？", "What's for lunch?"),
    Suggestion("两份牛肉面不要辣，12点送到A座301", "Two beef noodles, no chili, to A-301 at noon"),
    Suggestion("访客Wi-Fi怎么连？", "How do guests get on the Wi-Fi?"),
    Suggestion("你能做什么？", "What can you do?"),
)


def webchat(settings: Settings, made: Core, door: Door) -> WebChat:
    return WebChat(
        door,
        Face(made.park.name_zh, made.park.name_en, SUGGESTIONS),
        key=secrets.derive(settings, "webchat"),
        accepted_keys=secrets.accepted(settings, "webchat"),
        public_url=settings.public_url,
        network=network_of(settings),
        pictures=f"{API_PREFIX}/pictures/",
        app=f"{miniapp.PREFIX}/" if (miniapp.BUILD / "index.html").is_file() else None,
    )
