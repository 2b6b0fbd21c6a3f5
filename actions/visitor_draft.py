"""What a tenant has told of a visit that is not registered yet. It lives in one Rasa slot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, ClassVar

from actions.draft import Draft
from actions.said import Entity, Said
from actions.visitor_time import VisitTimes
from services.visits import Guests

FORM, GOES_ON, DRAFT = "visitor_form", "visit", "visit_draft"
"""The form; the slot by which the rules know whether it goes on; the slot that holds the draft."""
FIELDS = TIME, NAMES, PLATE, HEADCOUNT = (
    "visit_time", "visit_names", "visit_plate", "visit_headcount",
)  # fmt: skip
OPENER, LEAVER = "action_register_visitor", "action_leave_visitor"
"""The actions before the form and after it: they have had a message that the form sees again."""
ABOUT_VISITS = {
    "time", "period", "visitor_name", "visit_reason", "phone", "plate", "location",
}  # fmt: skip
PEOPLE = "位"

_NAME_LENGTH, _MOST_NAMES, _REASON_LENGTH = 40, 20, 100
_ADDS = re.compile(r"再|另外|还有|加|\b(?:more|another|also|plus|too)\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:带[着了]?|\bwith|\bbring(?:s|ing)?)\s*$", re.IGNORECASE)
"""王总带两个人 are three."""
_UNIT_OF_PEOPLE = re.compile(r"队|方|公司|人员|师傅|团")
"""施工队: what is called by its work is called by all of its name."""
_INTRODUCES = re.compile(
    r"^(?:就?是|他|她|他们|客人|访客|对方|名字|姓名|叫做?|[:：\s])+"
    r"|^(?:(?:it'?s|his|her|their|the|names?|is|are|called|guest|visitor|they'?re)\b|[:\s])+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"[、,，;；/&\n]|(?<=[\u4e00-\u9fff])[和与跟](?=[\u4e00-\u9fff])|\band\b", re.IGNORECASE
)
_PLATE_LIKE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Z][\s.·•・-]?[A-Z0-9]{2,9}"
    r"|(?:车牌[号码]{0,2}\s?[是为:：]?|\bplate(?: number| no\.?)?(?: is|:)?)\s?"
    r"(?P<said>(?=[A-Z·-]*\d)[A-Z0-9][A-Z0-9·-]{3,9})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class VisitDraft(Draft):
    SLOT: ClassVar[str] = DRAFT
    FIELDS: ClassVar[tuple[str, ...]] = FIELDS

    names: list[str] = field(default_factory=list)
    nameless: bool = False
    """The tenant does not know it either."""
    headcount: int | None = None
    too_many: bool = False
    """More people were named than may come at once."""
    phone: str | None = None
    plate: str | None = None
    odd_plate: str | None = None
    """What was said for a plate and looks like half of one."""
    plate_insisted: bool = False
    reason: str | None = None
    place: dict[str, Any] = field(default_factory=dict)
    times: dict[str, str | None] = field(default_factory=lambda: VisitTimes().stored())

    @property
    def when(self) -> VisitTimes:
        return VisitTimes.of(self.times)

    def missing(self) -> list[str]:
        """What is still to be asked, in order."""
        lacking = {
            TIME: not self.when.enough,
            NAMES: not self.names and not self.nameless,
            PLATE: self.odd_plate is not None,
            HEADCOUNT: self.too_many,
        }
        return [name for name in FIELDS if lacking[name]]

    def guests(self, unnamed: str) -> Guests:
        """`unnamed`: what they are called where no name is known."""
        names = self.names or [unnamed]
        return Guests(
            names,
            headcount=max(self.headcount or 1, len(names)),
            phone=self.phone,
            plate=self.plate,
            reason=self.reason,
        )

    def hear(self, said: Said, zone: tzinfo) -> None:
        """Take what a message says of the visit; what it corrects is replaced."""
        times = self.when
        times.hear(said, zone)
        self.times = times.stored()
        self._hear_names(list(names_in(said)), said)
        self._hear_headcount(said)
        self.phone = said.value("phone") or self.phone
        self.reason = str(said.value("visit_reason") or self.reason or "")[:_REASON_LENGTH] or None
        self._hear_plate(said)
        if (place := said.value("location")) is not None:
            told = {name: value for name, value in place.items() if value is not None}
            moved = told.get("building") not in (None, self.place.get("building"))
            self.place = told if moved else self.place | told

    def hear_names(self, said: Said) -> None:
        """Take an answer to "who?" in which nothing else was found, as it was said."""
        self._hear_names(said_as_names(said), said)

    def _hear_names(self, names: list[str], said: Said) -> None:
        if names and said.corrects and not _ADDS.search(said.text):
            self.names = []
        self.names = list(dict.fromkeys([*self.names, *names]))[:_MOST_NAMES]

    def _hear_headcount(self, said: Said) -> None:
        for entity in said.entities:
            if entity["entity"] == "quantity" and entity.get("unit") == PEOPLE:
                self._count(int(entity["value"]), said, said.text[: entity.get("start", 0)])

    def _count(self, people: int, said: Said, before: str) -> None:
        """ "A visitor" is no count; "one more" and "with two others" add to what is known."""
        known = max(self.headcount or 0, len(self.names))
        if _LEADS.search(before):
            self.headcount = max(known, 1) + people
        elif self.headcount is not None and _ADDS.search(said.text):
            self.headcount += people
        elif people > 1 or self.headcount is None or said.corrects:
            self.headcount = people
        self.too_many = False

    def _hear_plate(self, said: Said) -> None:
        if (plate := said.value("plate")) is not None:
            self.plate, self.odd_plate = str(plate), None
        elif (found := _PLATE_LIKE.search(said.text)) is not None:
            self.doubt_plate(found["said"] or found[0])

    def doubt_plate(self, words: str) -> None:
        """Ask for it once more; who says it twice means it."""
        if self.plate_insisted:
            self.plate, self.odd_plate = words, None
        else:
            self.odd_plate = words


def tells_of_visit(said: Said) -> bool:
    """Whether a message says anything that a visit is made of."""
    return any(
        e["entity"] in ABOUT_VISITS or (e["entity"] == "quantity" and e.get("unit") == PEOPLE)
        for e in said.entities
    )


def names_in(said: Said) -> Iterable[str]:
    """Names that the bot found, with what belongs to them: 施工队, not 施工."""
    for entity in said.entities:
        if entity["entity"] == "visitor_name":
            yield f"{entity['value']}{_rest_of_name(entity, said.text)}"[:_NAME_LENGTH]


def _rest_of_name(entity: Entity, text: str) -> str:
    rest = _UNIT_OF_PEOPLE.match(text, entity.get("end", len(text)))
    return rest[0] if rest else ""


def said_as_names(said: Said) -> list[str]:
    """The words of an answer that stand for nothing else, as names."""
    words = list(said.text)
    for entity in said.entities:
        if entity["entity"] in ABOUT_VISITS | {"quantity"} and "end" in entity:
            length = entity["end"] - entity["start"]
            words[entity["start"] : entity["end"]] = "," * length
    parts = _BETWEEN_NAMES.split("".join(words))
    names = (_INTRODUCES.sub("", part.strip(" 。.!！~“”\"'")).strip() for part in parts)
    return [name[:_NAME_LENGTH] for name in names if any(sign.isalpha() for sign in name)]
