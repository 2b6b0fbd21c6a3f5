"""What danger brings."""

from desk.danger import beside, calling, marking, reading, settings
from desk.frame.areas import AuditWords, Everywhere, Setting, Tab
from desk.frame.beside import BesideMessages, OnTickets

RANK = 40
BRINGS = (
    calling.area,
    marking.area,
    reading.area,
    settings.area,
    Tab("dangers", "/dangers", "dangers.read", "x"),
    Setting("danger", rank=110),
    Everywhere(
        styles=("dangers/banner.css",),
        scripts=("dangers/banner.js", "dangers/marks.js"),
        template="dangers/_place.html",
    ),
    BesideMessages(beside.shown),
    OnTickets(beside.badges, beside.section),
    AuditWords(
        kinds=("danger", "dangers"),
        codes={"verdict": "dangers-verdict-", "danger_kind": "dangers-kind-"},
    ),
)
