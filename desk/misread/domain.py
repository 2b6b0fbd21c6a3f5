"""What misread messages bring."""

from desk.frame.areas import AuditWords, Everywhere, Setting
from desk.frame.beside import BesideMessages
from desk.misread import beside, marking, reviewing

RANK = 44
BRINGS = (
    marking.area,
    reviewing.area,
    Setting("misread", rank=33),
    BesideMessages(beside.shown),
    Everywhere(
        styles=("misread/misread.css",),
        scripts=("misread/misread.js",),
        template="misread/_dialog.html",
    ),
    AuditWords(kinds=("misread",), codes={"state": "misread-state-"}),
)
"""Nothing names a row: the log says its number."""
