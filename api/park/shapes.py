"""The park: its first page, its buildings, what it announces."""

from typing import Literal

from api.frame.shapes import Asked, Id, Meal, Moment, Named, NoticeShown, Out


class BuildingShown(Out):
    code: str
    name: str
    floors: int
    basements: int


class Buildings(Out):
    buildings: list[BuildingShown]


class Hours(Out):
    weekdays: list[int]
    """ISO: 1 is Monday."""
    starts: str
    """Clock time of the park: 09:00."""
    ends: str


class SpecialDay(Out):
    day: str
    kind: Literal["holiday", "workday"]
    """workday: a weekend day that is worked."""
    name: str


class Shortcut(Named):
    """Something to do from the first page."""

    open: int | None = None
    """How many of the person's are under way."""


class AnnouncementShown(Out):
    """What the operator tells everybody in the park."""

    id: Id
    title: str
    body: str
    """Plain text with line breaks."""
    level: Literal["ordinary", "important"]
    """important: let it stand out."""
    pinned: bool
    """Stands before all others."""
    since: Moment
    until: Moment | None
    """Null: until it is taken back."""
    edited_at: Moment
    """When its words were last changed: an app may show it as unread again."""


class Announcements(Out):
    announcements: list[AnnouncementShown]


class OneAnnouncement(Asked):
    id: Id


class EmergencyNumber(Out):
    phone: str
    """As it is dialled inside the park: an extension reaches nobody from outside."""
    who: str
    """Whom it reaches, for people: Fire, ambulance, police."""


class WeChatTemplates(Out):
    """Ids of the mini-program's subscribe messages, to ask its people for by
    `wx.requestSubscribeMessage`; null: there is none for such news."""

    order: str | None = None
    repair: str | None = None
    visit: str | None = None
    reply: str | None = None
    """What staff write."""


class Home(Out):
    park: str
    desk_phone: str
    emergency_phone: str
    """The park's own; it is one of `emergency_numbers`, too."""
    emergency_numbers: list[EmergencyNumber]
    """Each number once: fire brigade, ambulance, police, the park's own, a crisis line."""
    timezone: str
    desk_open: bool
    desk_opens_at: Moment | None
    """Null while it is open, or if it never is."""
    hours: list[Hours]
    special_days: list[SpecialDay]
    """Of the coming two weeks."""
    meal: Meal | None
    """The next that can be ordered."""
    wechat_pay: bool
    """Whether orders can be paid by WeChat Pay, in the mini-program."""
    wechat_templates: WeChatTemplates
    phone_login: bool
    """Whether codes are sent to phones, to sign in with."""
    shortcuts: list[Shortcut]
    announcements: list[AnnouncementShown]
    """To everybody in the park, those that hold now."""
    notices: list[NoticeShown]
    """To me: the newest three; all of them: `GET /notices`."""
