"""What events bring along."""

from services.events import rights

RANK = 90
BRINGS = (rights.RIGHTS,)
