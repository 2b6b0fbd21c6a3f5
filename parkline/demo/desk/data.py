"""The demo's desk: staff, hours, promises, replies kept ready."""

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from parkline.demo.entries import Code, Entry, Label, refuse_repeated
from services.staff.permissions import ROLES

DEMO_PASSWORD = "daybreak-demo"  # noqa: S105 - known to everybody, refused outside the demo


def _known_role(name: str) -> str:
    if name not in ROLES:
        raise ValueError(f"{name} is no role")
    return name


Role = Annotated[str, AfterValidator(_known_role)]


class StaffEntry(Entry):
    login: Code
    name: Label
    roles: Annotated[list[Role], Field(min_length=1)]
    language: Literal["zh", "en"]
    phone: Label
    skills: list[Label] = Field(default_factory=list)


class HoursEntry(Entry):
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    starts: time
    ends: time


class PolicyEntry(Entry):
    kind: Literal["repair", "complaint", "question", "order_not_accepted"]
    urgency: Literal["critical", "urgent", "normal", "low"]
    respond_minutes: Annotated[int, Field(gt=0)]
    resolve_minutes: Annotated[int, Field(gt=0)]
    always: bool = False
    escalate_to: Literal["dispatcher", "manager", "operator"] = "dispatcher"


class ReplyEntry(Entry):
    code: Code
    text_zh: Label
    text_en: Label


class DeskFile(Entry):
    staff: list[StaffEntry]
    hours: list[HoursEntry]
    policies: list[PolicyEntry]
    replies: list[ReplyEntry]

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse_repeated("login", (one.login for one in self.staff))
        refuse_repeated("policy", ((one.kind, one.urgency) for one in self.policies))
        refuse_repeated("reply", (one.code for one in self.replies))
        return self


class DeskData(Entry):
    desk: DeskFile
