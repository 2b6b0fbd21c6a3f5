"""What the park itself brings along."""

from services.kit.roles import Roles

RANK = 85
BRINGS = (Roles({"operator": "operate.calendar operate.announcements"}),)
