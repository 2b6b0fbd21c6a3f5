"""What visitors bring."""

from desk.frame.areas import AuditWords, Heard, Setting, Subject, Tab
from desk.frame.beside import OnPeople
from desk.frame.finding import Finds
from desk.visits import acting, badge, blocks, finding, hosting, people, reading, walk_in
from models.visits import Visit

RANK = 20
BRINGS = (
    acting.area,
    badge.area,
    blocks.area,
    people.area,
    reading.area,
    walk_in.area,
    hosting.area,
    Finds("visit", "visitors", "visitors.read", finding.find),
    OnPeople("visit", "visitors.read", finding.of_host),
    Tab("visitors", "/visitors", "visitors.read"),
    Setting("visitors", rank=100),
    Heard({"visit": "visitors.read"}),
    Subject({"visit": (Visit, lambda row, _language: str(row.visit_no))}),
    AuditWords(kinds=("visit", "visits", "block")),
)
