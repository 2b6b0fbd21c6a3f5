"""What tenants' cards bring."""

from desk.frame.areas import AuditWords
from desk.people import cards

RANK = 55
BRINGS = (cards.area, AuditWords(codes={"changed": "people-field-"}))
