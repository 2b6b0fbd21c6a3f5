"""What follow-ups bring."""

from desk.follow_ups import keeping
from desk.frame.areas import Everywhere
from desk.frame.beside import OnConversations, OnTickets

RANK = 46
BRINGS = (
    keeping.area,
    OnTickets(keeping.no_badges, keeping.of_ticket),
    OnConversations(keeping.no_badges, keeping.of_conversation),
    Everywhere(scripts=("follow_ups/follow_ups.js",)),
)
