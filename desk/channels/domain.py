"""What the accounts on platforms bring to the desk."""

from desk.channels import accounts
from desk.frame.areas import AuditWords, Setting, Subject
from models.channels import ChannelAccount

RANK = 131
BRINGS = (
    accounts.area,
    Setting("channels", rank=65),
    Subject({"channel": (ChannelAccount, lambda row, _language: str(row.name))}),
    AuditWords(kinds=("channel",), codes={"mode": "channels-mode-"}),
)
