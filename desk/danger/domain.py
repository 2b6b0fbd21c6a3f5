"""What danger brings."""

from desk.danger import calling, marking, reading, settings
from desk.frame.areas import AuditWords, Everywhere, Setting, Tab

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
    AuditWords(
        kinds=("danger", "dangers"),
        codes={"verdict": "dangers-verdict-", "danger_kind": "dangers-kind-"},
    ),
)
