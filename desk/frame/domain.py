"""What the desk has without any area: signing in, the stream, and how people are called."""

from desk.frame import absence, colleagues, finding, home, people, provider, session, stream
from desk.frame.areas import AuditWords, Subject
from models.people import Person

RANK = 0
BRINGS = (
    session.area,
    provider.area,
    home.area,
    absence.area,
    colleagues.area,
    finding.area,
    stream.area,
    Subject({"person": (Person, lambda row, language: people.called(row, language, str(row.id)))}),
    AuditWords(kinds=("person", "people"), codes={"weekdays": "operate-weekday-"}),
)
