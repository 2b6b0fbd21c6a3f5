"""What the staff's own pages bring."""

from desk.frame.areas import AuditWords, Setting, Subject
from desk.staff import members
from models.staff import Staff

RANK = 140
BRINGS = (
    members.area,
    Setting("staff", rank=70),
    Subject({"staff": (Staff, lambda row, _language: str(row.name))}),
    AuditWords(
        kinds=("staff",),
        codes={"roles": "shell-role-", "skills": "shell-category-"},
        moments=frozenset({"locked_until"}),
    ),
)
