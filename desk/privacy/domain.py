"""What periods of retention bring."""

from desk.frame.areas import AuditWords, Setting
from desk.privacy import retention

RANK = 150
BRINGS = (
    retention.area,
    Setting("retention", rank=90),
    AuditWords(
        kinds=("retention",),
        subjects={"retention": lambda reader, key: reader.text(f"retention-kind-{key}")},
        without_limit=frozenset({"days"}),
    ),
)
