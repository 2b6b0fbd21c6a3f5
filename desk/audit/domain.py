"""What the audit log brings, and words of fields that no single area has."""

from desk.audit import entries
from desk.frame.areas import AuditWords, Tab

RANK = 80
BRINGS = (
    entries.area,
    Tab("audit", "/audit", "audit.read"),
    AuditWords(
        kinds=("audit",),
        codes={"how": "audit-how-", "status": "audit-status-", "language": "audit-language-"},
    ),
)
