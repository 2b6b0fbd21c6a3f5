"""What the standing answers bring."""

from desk.frame.areas import AuditWords, Setting, Subject
from desk.knowledge import faq
from models.knowledge import Faq
from services.knowledge.faq import title

RANK = 120
BRINGS = (
    faq.area,
    Setting("faq", rank=30),
    Subject({"faq": (Faq, title)}),
    AuditWords(kinds=("faq",), long_lists=frozenset({"questions"})),
)
