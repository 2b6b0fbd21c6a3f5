"""What the inbox brings."""

from desk.frame.areas import AuditWords, Heard, RuleWords, Setting, Subject, Tab
from desk.frame.beside import OnPeople
from desk.frame.finding import Finds
from desk.inbox import acting, canned, everywhere, files, finding, helping, reading, several
from models.handoffs import CannedReply
from services.handoffs.canned import called

RANK = 10
BRINGS = (
    several.area,
    acting.area,
    canned.area,
    files.area,
    helping.area,
    reading.area,
    Finds("person", "person", "inbox.read", finding.find),
    OnPeople("conversation", "inbox.read", finding.of_person),
    everywhere.MERGED,
    Tab("inbox", "/inbox", "inbox.read"),
    Heard({"conversation": "inbox.read", "message": "inbox.read"}, frozenset({"rating"})),
    Setting("canned", rank=35),
    Subject({"canned": (CannedReply, called)}),
    RuleWords(
        {
            "reason": "inbox-reason-",
            "channel": "inbox-channel-",
            "language": "inbox-language-",
        }
    ),
    AuditWords(kinds=("conversation", "conversations", "file", "canned")),
)
