"""What the knowledge of the bot brings along."""

from services.kit.roles import Roles

RANK = 26
BRINGS = (Roles({"operator": "operate.faq"}),)
