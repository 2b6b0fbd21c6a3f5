"""What accounts over several parks bring to the desk."""

from desk.accounts import pages
from desk.frame.areas import AuditWords, Everywhere

RANK = 47
BRINGS = (
    pages.area,
    AuditWords(codes={"proof": "parks-proof-"}),
    Everywhere(
        styles=("accounts/accounts.css",),
        scripts=("accounts/accounts.js",),
        rail="accounts/_switcher.html",
    ),
)
