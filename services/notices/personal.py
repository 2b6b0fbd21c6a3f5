"""What the tables of notices hold of people."""

from models.notices import NoticeOptOut, TenantPush
from services.kit.personal import OF_PERSON, Delete, PersonalTable, Section

TABLES = (
    PersonalTable(
        NoticeOptOut,
        "what they do not want to hear",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("opted_out"),
        kept=("people",),
    ),
    PersonalTable(
        TenantPush,
        "a browser that takes news: its address at its push service, and its keys",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("browsers_with_news"),
        kept=("working",),
    ),
)
