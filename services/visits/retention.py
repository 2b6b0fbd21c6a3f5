"""How long visits keeps what holds people, and what goes then."""

from datetime import datetime

from sqlalchemy import and_, exists

from models.visits import Visit, VisitBlock, VisitPass, VisitPassage
from services.kit.retention import HALF_A_YEAR, Kind, Retention, Rule, Yes, clear, drop, says
from services.visits import visits

ERASED_PLACE = {"room": None, "place": None}
"""What erasing old visits leaves of them in words: where their host received them."""


def _passage_due(before: datetime) -> Yes:
    runs = exists().where(
        Visit.park_id == VisitPassage.park_id,
        Visit.id == VisitPassage.visit_id,
        Visit.status.in_(visits.OPEN),
    )
    return and_(VisitPassage.at < before, ~runs)


RETENTION = Retention(
    {
        "visits": Kind(
            30,
            "who was in the building matters for weeks, not for months",
            "the end of the visit",
            may_be_unlimited=False,
            seen_with=("visitors.read",),
        ),
        "passages": Kind(
            HALF_A_YEAR,
            "who went through which gate when; a theft is noticed within months",
            "the passage; not while the visit is running",
            usual_minimum=HALF_A_YEAR,
            law="网络安全法 (Cybersecurity Law), where gates count as its network logs: six months",
            seen_with=("visitors.read",),
        ),
        "blocks": Kind(
            365,
            "to know why somebody was kept out",
            "when the block was lifted",
            seen_with=("visitors.read",),
        ),
    },
    {
        "visits": Rule(
            "visits",
            Visit,
            Visit.created_at,
            lambda before: Visit.ends_at < before,
            None,
            holds=Visit.erased_at.is_(None),
        ),
        "visit_places": Rule(
            "visits",
            Visit,
            Visit.created_at,
            lambda before: and_(Visit.ends_at < before, Visit.erased_at.is_not(None)),
            clear(Visit, ERASED_PLACE),
            holds=says(Visit, ERASED_PLACE),
        ),
        "passages": Rule(
            "passages", VisitPassage, VisitPassage.at, _passage_due, drop(VisitPassage)
        ),
        "passes": Rule(
            "passages",
            VisitPass,
            VisitPass.valid_from,
            lambda before: VisitPass.valid_until < before,
            drop(VisitPass),
            in_order=False,
        ),
        "blocks": Rule(
            "blocks",
            VisitBlock,
            VisitBlock.created_at,
            lambda before: VisitBlock.lifted_at < before,
            drop(VisitBlock),
            holds=VisitBlock.lifted_at.is_not(None),
        ),
    },
)
