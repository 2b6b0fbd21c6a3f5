"""Signing in, who one is, and all that is held of one."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from api.frame.shapes import Asked, In, Language, Line, Moment, Out, Phone
from services.notices.opt_outs import kinds


def _known(kind: str) -> str:
    if kind not in kinds():
        raise ValueError(f"one of {', '.join(kinds())}")
    return kind


Kind = Annotated[
    str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(kinds())})
]
"""Of notices (services.notices.opt_outs)."""
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$")]


class CodeLogin(In):
    code: Annotated[
        str, StringConstraints(min_length=8, max_length=20, pattern=r"^[0-9A-Za-z -]+$")
    ]
    """As the web chat shows it. Good once, for five minutes."""


class WeChatCode(In):
    code: Secret
    """Of `wx.login`."""


class PhoneCode(In):
    code: Secret
    """Of a button with `open-type="getPhoneNumber"`."""


class Refresh(In):
    refresh_token: Secret


class Tokens(Out):
    access_token: str
    """Goes with each request as `Authorization: Bearer …`."""
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - no secret
    expires_at: Moment
    """Of the access token: 15 minutes."""
    refresh_token: str
    """Good once, for the next pair. One that comes a second time ends the session."""


class CompanyShown(Out):
    name: str


class Me(Out):
    name: str | None
    phone: str | None
    language: Language
    company: CompanyShown | None


class MeChange(In):
    """What is left out stays; null forgets it."""

    name: Line | None = None
    phone: Phone | None = None
    language: Language | None = None


class NoticeKind(Out):
    kind: Kind
    name: str
    wanted: bool


class NoticeKinds(Out):
    kinds: list[NoticeKind]


class OneKind(Asked):
    kind: Kind


class Wanted(In):
    wanted: bool


class MyData(Out):
    made_at: Moment
    sections: dict[str, list[dict[str, Any]]]
    """Rows of each kind, by their columns. Sums are in minor units, moments in UTC."""


class Erase(In):
    confirm: Literal["forget me"]
    """So that nobody does it by a slip."""
