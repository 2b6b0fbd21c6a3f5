"""What the catalogue brings along."""

from services.catalogue import (
    park_file,
    personal,
    retention,
    rights,
    stock_notices,
    stock_watches,
    volunteered,
)
from services.conversations.words import Words
from services.events.jobs import Every
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.opt_outs import NoticeKind
from services.notices.telling import Notices

RANK = 22
BRINGS = (
    Notices(stock_notices.TOLD, stock_notices.notice_of),
    NoticeKind("stock", 50),
    Every(2.0, stock_watches.ring),
    Words(volunteered=volunteered.command),
    Roles({"operator": "operate.catalogue"}),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    retention.RETENTION,
    rights.RIGHTS,
    *park_file.SECTIONS,
)
