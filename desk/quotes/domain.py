"""What quotes bring to the desk."""

from desk.frame.areas import AuditWords, Everywhere, Intents, Subject
from desk.frame.beside import OnTickets
from desk.quotes import acting, shown
from models.quotes import Quote

RANK = 32
BRINGS = (
    acting.area,
    OnTickets(shown.badges, shown.section),
    Everywhere(styles=("quotes/quotes.css",), scripts=("quotes/quotes.js",)),
    Intents(pressed=("accept_quote", "decline_quote")),
    Subject({"quote": (Quote, shown.called)}),
    AuditWords(
        kinds=("quote",),
        codes={"quote_status": "quotes-status-"},
        money=frozenset({"quote_total"}),
        moments=frozenset({"quote_until"}),
    ),
)
