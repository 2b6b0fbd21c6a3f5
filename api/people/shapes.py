"""Signing in, who one is, and all that is held of one."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from api.frame.routing import Grant
from api.frame.shapes import Asked, Id, In, Language, Line, Moment, Out, Phone
from services.kit.browsers import LONGEST_ENDPOINT
from services.notices.opt_outs import kinds


def _known(kind: str) -> str:
    if kind not in kinds():
        raise ValueError(f"one of {', '.join(kinds())}")
    return kind


Kind = Annotated[
    str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(kinds())})
]
"""Of notices (services.notices.opt_outs)."""
GRANTS = get_args(Grant)
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$")]


class CodeLogin(In):
    code: Annotated[
        str, StringConstraints(min_length=8, max_length=20, pattern=r"^[0-9A-Za-z -]+$")
    ]
    """As the web chat shows it. Good once, for five minutes."""


class WeChatCode(In):
    code: Secret
    """Of `wx.login`."""


class PhoneNumber(In):
    phone: Phone
    """With its country, such as +8613800138000; without one it is a mobile of mainland China."""


class Challenge(Out):
    challenge: str
    """Goes with the code, to `POST /login/phone/code`."""
    expires_at: Moment
    """Of the code."""
    again_at: Moment
    """When the same number may get another."""


class PhoneCodeLogin(In):
    challenge: Secret
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")]


class IdToken(In):
    id_token: Annotated[
        str,
        StringConstraints(
            min_length=10,
            max_length=16_384,
            pattern=r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        ),
    ]
    """Of the operator's identity provider, for your client id, at most 15 minutes old."""
    nonce: Secret | None = None
    """That you asked for the token with. Where you did, say it: it is compared."""


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


class NewToken(In):
    name: Line
    """What you call the program that gets it."""
    scopes: Annotated[list[Grant], Field(min_length=1, max_length=len(GRANTS))]
    """`read` is everything that is read, the others what changes something of that name."""
    expires_at: Moment
    """Within a year."""


class TokenShown(Out):
    id: int
    name: str
    scopes: list[Grant]
    created_at: Moment
    last_used_at: Moment
    """To the minute."""
    expires_at: Moment


class TokenMade(TokenShown):
    token: str
    """Shown this once. Goes with each request as `Authorization: Bearer …`."""


class TokensShown(Out):
    tokens: list[TokenShown]


class OneToken(Asked):
    id: Id


class CompanyShown(Out):
    name: str


class Me(Out):
    name: str | None
    phone: str | None
    language: Language
    company: CompanyShown | None
    timezone: str
    """The park's, by whose clock days and hours are meant."""


class MeChange(In):
    """What is left out stays; null forgets it."""

    name: Line | None = None
    phone: Phone | None = None
    language: Language | None = None


class JoinCode(In):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=12)]
    """Of six letters and digits."""


class PushKey(Out):
    key: str | None
    """base64url; None where nothing is pushed."""


class PushKeys(In):
    p256dh: Annotated[str, StringConstraints(max_length=200, pattern=r"^[A-Za-z0-9_-]{87}=?$")]
    """65 bytes, base64url (RFC 8291)."""
    auth: Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_-]{22}(==)?$")]
    """16 bytes, base64url."""


class PushBrowser(In):
    """A PushSubscription as browsers write it."""

    endpoint: Annotated[str, StringConstraints(max_length=LONGEST_ENDPOINT)]
    keys: PushKeys


class PushLeaving(In):
    endpoint: Annotated[str, StringConstraints(max_length=LONGEST_ENDPOINT)]


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


class ParkOfMine(Out):
    park: Line
    """Its short name, by which these routes call it."""
    name: str
    here: bool
    """Whether it is the park that is asked."""
    base_url: str | None
    """Where it is reached; None where no host of its own leads there."""


class ParksOfMine(Out):
    parks: list[ParkOfMine]
    """Empty for somebody who is known in this park alone."""


class ParkLinkOffered(Out):
    code: str
    """Good once, in another park, for ten minutes."""
    expires_at: Moment


class ParkLinkConfirmed(In):
    code: Secret
    """As the other park gave it."""


class OnePark(Asked):
    park: Line


class WayToPark(Out):
    base_url: str
    """Of that park: `POST /login/handoff` there takes the token."""
    token: Secret
    """Good once, for a minute."""
    expires_at: Moment


class HandoffToken(In):
    token: Secret
