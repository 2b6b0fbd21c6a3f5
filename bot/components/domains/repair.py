"""What is broken."""

from bot.components.domains import Domain
from bot.components.parsers.asides import find_asides
from bot.components.parsers.repairs import (
    find_broken,
    find_coming,
    find_fault,
    find_repair,
    find_request,
)
from bot.components.parsers.revisions import find_revisions

RANK = 20

DOMAIN = Domain(
    business={
        "report_repair": "repair",
        **dict.fromkeys(("track_repair", "urge_repair", "cancel_repair"), "repairs"),
    },
    kin=(frozenset({"repair", "repairs", "people"}), frozenset({"repair", "faq"})),
    progress=frozenset({"repairs"}),
    holds={
        "report_repair": frozenset({"start:repair", "give", "correct", "danger", "urge"}),
        "track_repair": frozenset({"ask", "urge"}),
        "urge_repair": frozenset({"urge", "ask:status", "complain"}),
        "cancel_repair": frozenset({"cancel", "give_up"}),
    },
    answers={"repair_location": frozenset({"location"})},
    signs={"repair": r"报修|報修|报个修|维修|\brepair"},
    sign_of={"urgency": "repair"},
    is_shown_by={"repair": lambda words: bool(find_repair(words))},
    asks=frozenset({"problem", "location"}),
    references={"t": "ticket_no"},
    marks={"ticket_no": "\ue00a"},
    told_of={"repair_category": "\ue023", "urgency": "\ue024"},
    find=(find_repair, find_fault, find_broken, find_coming, find_revisions),
    find_beside=(find_request, find_asides),
)
