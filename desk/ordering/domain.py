"""What orders bring."""

from desk.frame.areas import AuditWords, Heard, Setting, Subject, Tab
from desk.frame.beside import OnPeople, OnTickets
from desk.frame.finding import Finds
from desk.ordering import cancelling, complaining, finding, lockers, reading, refunding
from models.ordering import Order

RANK = 50
BRINGS = (
    reading.area,
    refunding.area,
    cancelling.area,
    complaining.area,
    OnTickets(complaining.badges, complaining.section),
    lockers.area,
    Finds("order", "orders", "orders.read", finding.find),
    OnPeople("order", "orders.read", finding.of_person),
    Tab("orders", "/orders", "orders.read", "d"),
    Setting("lockers", rank=50),
    Heard({"order": "orders.read", "payment": "orders.read"}),
    Subject({"order": (Order, lambda row, _language: str(row.order_no))}),
    AuditWords(kinds=("order", "orders"), money=frozenset({"refunded"})),
)
